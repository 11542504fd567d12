// Part of Bellows. MIT licence: see LICENSE.

/// The JSON encoding of an object or record: named keys, and a kind of keys of which there may be any number.
struct EncodedMap {
  /// A named key.
  struct Entry {
    var text: FieldName
    /// Differs if the same text encodes different keys, such as `"1"` and `1`.
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
    case .any, .scalar, .bounded, .literal, .reference, .array, .union: break
    }
  }

  /// The entries by text.
  ///
  /// Of two entries with one text, which is reported elsewhere, the first.
  var entriesByText: [FieldName: Entry] {
    Dictionary(entries.map { ($0.text, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

extension EncodingComparison {
  /// Returns whether a map of one type and a map of the other have the same encoding: no required key of one may be
  /// impossible in the other.
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

  /// Returns whether two different maps have the same encoding: all keys can agree, and at one key the values differ.
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

  /// Returns what the other map may store under the key of an entry.
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
