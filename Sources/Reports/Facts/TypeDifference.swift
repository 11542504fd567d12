// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The differences of two nested types, part by part.
///
///     + items.[].price: decimal
///     - items.[].state: "lost"
///     items.[].count: int -> string
///
/// Members of unions are matched by their tag, a literal: `data("click").x: int -> double`.
func differences(from old: FieldType, to new: FieldType, at path: String) -> [String] {
  var differences: [String] = []
  collect(old, new, path, depth: 0, into: &differences)
  return differences
}

/// Types nested deeper than this are compared as a whole.
private let deepest = 60

private func collect(_ old: FieldType, _ new: FieldType, _ path: String, depth: Int, into found: inout [String]) {
  guard old != new else { return }
  if old.isOptional != new.isOptional, old.value == new.value {
    found.append(
      "\(path): \(old.isOptional ? "may have no value" : "has a value") -> "
        + (new.isOptional ? "may have no value" : "has a value"))
    return
  }
  guard depth < deepest, old.isOptional == new.isOptional else {
    found.append("\(path): \(shortened(old)) -> \(shortened(new))")
    return
  }
  switch (old.value, new.value) {
  case (.array(let before), .array(let after)):
    collect(FieldType(before), FieldType(after), path + ".[]", depth: depth + 1, into: &found)
  case (.record(let key, let before), .record(let other, let after)) where key == other:
    collect(FieldType(before), FieldType(after), path + ".[]", depth: depth + 1, into: &found)
  case (.object(let before), .object(let after)):
    collect(before, after, path, depth: depth + 1, into: &found)
  case (.union, _), (_, .union):
    collect(old.value.alternatives, new.value.alternatives, path, depth: depth + 1, into: &found)
  case (.any, _), (.scalar, _), (.bounded, _), (.literal, _), (.reference, _), (.array, _), (.record, _), (.object, _):
    found.append("\(path): \(shortened(old)) -> \(shortened(new))")
  }
}

/// Objects, member by member.
private func collect(
  _ old: [ValueType.Member], _ new: [ValueType.Member], _ path: String, depth: Int, into found: inout [String]
) {
  let before = Dictionary(old.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  let after = Set(new.map(\.name))
  for member in old where !after.contains(member.name) {
    found.append("- \(path).\(member.name.text.spelledAsName): \(shortened(member.fieldType))")
  }
  for member in new {
    let memberPath = "\(path).\(member.name.text.spelledAsName)"
    if let other = before[member.name] {
      collect(other.fieldType, member.fieldType, memberPath, depth: depth, into: &found)
    } else {
      found.append("+ \(memberPath): \(shortened(member.fieldType))")
    }
  }
}

/// Unions: objects with the same tag are compared; other members are added or removed.
private func collect(
  _ old: [ValueType], _ new: [ValueType], _ path: String, depth: Int, into found: inout [String]
) {
  let (oldMembers, newMembers) = (Set(old), Set(new))
  var removed = old.filter { !newMembers.contains($0) }
  var added = new.filter { !oldMembers.contains($0) }
  for type in removed {
    guard let tag = type.tag, let index = added.firstIndex(where: { $0.tag == tag }) else { continue }
    let other = added.remove(at: index)
    removed.removeAll { $0 == type }
    collect(FieldType(type), FieldType(other), "\(path)(\(tag.literal))", depth: depth, into: &found)
  }
  if removed.count == 1, added.count == 1, removed[0].isCompared(with: added[0]) {
    let (before, after) = (removed[0], added[0])
    collect(FieldType(before), FieldType(after), path, depth: depth, into: &found)
    return
  }
  found += removed.map { "- \(path): \(shortened(FieldType($0)))" }
  found += added.map { "+ \(path): \(shortened(FieldType($0)))" }
}

/// A literal member that distinguishes an object from the others of its union.
private struct Tag: Hashable {
  var name: FieldName
  var literal: Literal
}

extension ValueType {
  fileprivate var tag: Tag? {
    guard case .object(let members) = self else { return nil }
    for member in members where !member.isOptional {
      if case .literal(let literal) = member.type { return Tag(name: member.name, literal: literal) }
    }
    return nil
  }

  /// Whether the types are compared part by part, rather than as removed and added.
  fileprivate func isCompared(with other: ValueType) -> Bool {
    switch (self, other) {
    case (.array, .array), (.record, .record): true
    case (.object, .object): tag == nil || other.tag == nil || tag?.name != other.tag?.name
    case (.any, _), (.scalar, _), (.bounded, _), (.literal, _), (.reference, _), (.union, _), (.array, _), (.record, _),
      (.object, _):
      false
    }
  }
}

extension ValueType.Member {
  fileprivate var fieldType: FieldType { FieldType(type, isOptional: isOptional) }
}

/// A type on one line, shortened if it is long.
func shortened(_ type: FieldType) -> String {
  let text = type.description
  return text.count <= longestType ? text : String(text.prefix(longestType - 3)) + "..."
}

/// The most characters of a type within a sentence.
let longestType = 40
