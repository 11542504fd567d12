// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Renames of literals, each at a path inside a type.
struct Remap {
  /// Renames with an empty path.
  private(set) var here: [Literal: Literal] = [:]
  private var deeper: [FieldName: [LiteralRename]] = [:]

  init(_ renames: [LiteralRename]) {
    for rename in renames {
      if let first = rename.path.first {
        let rest = LiteralRename(path: Array(rename.path.dropFirst()), old: rename.old, new: rename.new)
        deeper[first, default: []].append(rest)
      } else {
        here[rename.old] = rename.new
      }
    }
  }

  var isEmpty: Bool { here.isEmpty && deeper.isEmpty }

  func inside(_ name: FieldName) -> Remap { Remap(deeper[name] ?? []) }

  /// Returns whether different values of a type stay different.
  func isOneToOne(on type: ValueType) -> Bool {
    if isEmpty { return true }
    let news = Set(here.values)
    guard news.count == here.count else { return false }
    return type.alternatives.allSatisfy { member in
      switch member {
      case .literal(let literal): !news.contains(literal) || here[literal] != nil
      case .scalar, .bounded:
        !here.keys.contains { member.contains(.literal($0)) } && !news.contains { member.contains(.literal($0)) }
      case .array(let element): inside(.elements).isOneToOne(on: element)
      case .record(_, let value): inside(.elements).isOneToOne(on: value)
      case .object(let members): members.allSatisfy { inside($0.name).isOneToOne(on: $0.type) }
      case .any: false
      case .reference, .union: true
      }
    }
  }

  /// Returns a renamed literal that the new type also contains under its old spelling: a stored value may be either.
  func ambiguousLiteral(in type: ValueType) -> Literal? {
    if isEmpty { return nil }
    for member in type.alternatives {
      let found: Literal? =
        switch member {
        case .literal(let literal): here[literal] == nil ? nil : literal
        case .scalar, .bounded:
          here.keys.filter { member.contains(.literal($0)) }.min { $0.description < $1.description }
        case .array(let element): inside(.elements).ambiguousLiteral(in: element)
        case .record(_, let value): inside(.elements).ambiguousLiteral(in: value)
        case .object(let members): members.lazy.compactMap { inside($0.name).ambiguousLiteral(in: $0.type) }.first
        case .any: here.keys.min { $0.description < $1.description }
        case .reference, .union: nil
        }
      if let found { return found }
    }
    return nil
  }
}

extension ValueType {
  func remapped(by remap: Remap) -> ValueType {
    guard !remap.isEmpty else { return self }
    return mapAlternatives { member in
      switch member {
      case .literal(let literal): return .literal(remap.here[literal] ?? literal)
      case .scalar, .bounded:
        let added = remap.here.filter { member.contains(.literal($0.key)) && !member.contains(.literal($0.value)) }
          .map(\.value)
        let news = added.sorted { $0.description < $1.description }.map(ValueType.literal)
        return ValueType.union(of: [member] + news) ?? member
      case .array(let element): return .array(element.remapped(by: remap.inside(.elements)))
      case .record(let key, let value): return .record(key, value.remapped(by: remap.inside(.elements)))
      case .object(let members):
        return .object(
          members.map { Member($0.name, $0.type.remapped(by: remap.inside($0.name)), isOptional: $0.isOptional) })
      case .any, .reference, .union: return member
      }
    }
  }
}

extension FieldName {
  /// The path component for the elements of an array and the values of a record.
  static let elements: FieldName = "[]"
}
