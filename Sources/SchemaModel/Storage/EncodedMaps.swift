// Part of Bellows. MIT licence: see LICENSE.

/// An object or a record as JSON sees it: keys that are named, and a kind of keys of which there may be any number.
struct EncodedMap {
  /// A key that the type names.
  struct Entry {
    var text: FieldName
    /// Differs where the same text stands for different keys, such as `"1"` and `1`.
    var key: ValueType
    var type: ValueType
    var isRequired: Bool
  }

  var entries: [Entry] = []
  var rest: (key: ValueType, type: ValueType)?

  init(_ type: ValueType) {
    switch type {
    case .object(let members):
      entries = members.map { member in
        let key = ValueType.literal(.string(member.name.text))
        return Entry(text: member.name, key: key, type: member.type, isRequired: !member.isOptional)
      }
    case .record(.literals(let literals), let value):
      entries = literals.map { literal in
        Entry(text: literal.keyText, key: .literal(literal), type: value, isRequired: false)
      }
    case .record(.string, let value): rest = (.scalar(.string), value)
    case .record(.int, let value): rest = (.scalar(.int), value)
    case .record(.uuid, let value): rest = (.scalar(.uuid), value)
    case .record(.reference(let table), let value): rest = (.reference(table), value)
    case .any, .scalar, .literal, .reference, .array, .union: break
    }
  }

  /// By text; of two entries with one text, which is refused elsewhere, the first.
  var entriesByText: [FieldName: Entry] {
    Dictionary(entries.map { ($0.text, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

extension EncodingComparison {
  /// Whether some map of one is stored like some map of the other: no key that one demands may be impossible in the
  /// other.
  mutating func overlapMaps(_ left: EncodedMap, _ right: EncodedMap) -> Bool {
    demands(of: left, canBeMetBy: right) && demands(of: right, canBeMetBy: left)
  }

  private mutating func demands(of left: EncodedMap, canBeMetBy right: EncodedMap) -> Bool {
    let others = right.entries.isEmpty ? [:] : right.entriesByText
    for entry in left.entries where entry.isRequired {
      guard let other = counterpart(of: entry, among: others, right), overlap(entry.type, other.type) else {
        return false
      }
    }
    return true
  }

  /// Whether two different maps are stored alike: they can agree everywhere, and at one key are not the same.
  mutating func encodesMapsAlike(_ left: EncodedMap, _ right: EncodedMap) -> Bool {
    guard overlapMaps(left, right) else { return false }
    let others = right.entriesByText
    for entry in left.entries {
      guard let other = counterpart(of: entry, among: others, right) else { continue }
      if encodesEntriesAlike(entry.key, entry.type, other.key, other.type) { return true }
    }
    let own = left.entriesByText
    for entry in right.entries where own[entry.text] == nil {
      guard let other = counterpart(of: entry, among: [:], left) else { continue }
      if encodesEntriesAlike(entry.key, entry.type, other.key, other.type) { return true }
    }
    guard let one = left.rest, let two = right.rest, overlapKeys(one.key, two.key) else { return false }
    return encodesEntriesAlike(one.key, one.type, two.key, two.type)
  }

  /// What the other map has under the key of an entry.
  private func counterpart(
    of entry: EncodedMap.Entry, among others: [FieldName: EncodedMap.Entry], _ map: EncodedMap
  ) -> (key: ValueType, type: ValueType)? {
    if let other = others[entry.text] { return (other.key, other.type) }
    guard let rest = map.rest, admits(entry.text.text, rest.key) else { return nil }
    return rest
  }

  private mutating func encodesEntriesAlike(
    _ oneKey: ValueType, _ one: ValueType, _ twoKey: ValueType, _ two: ValueType
  ) -> Bool {
    if identity(of: oneKey) != identity(of: twoKey) { return overlap(one, two) }
    return encodesAlike(one, two)
  }
}

extension Literal {
  /// This literal as the key of a JSON object.
  package var keyText: FieldName {
    switch self {
    case .string(let text): FieldName(text)
    case .int, .double, .bool: FieldName(description)
    }
  }
}
