// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// What transforms make of what may be stored.
extension Contents {
  /// The values that a transform gives for these; `custom` and `fill` are the caller's to know.
  func image(under transform: Transform) -> Contents? {
    switch transform {
    case .copy: self
    case .unset: .absent
    case .convert(let conversion):
      Contents(value: value.map { $0.converted(by: conversion) }, mayBeAbsent: mayBeAbsent)
    case .remap(let renames):
      Contents(value: value.map { $0.remapped(by: Remap(renames)) }, mayBeAbsent: mayBeAbsent)
    case .fill, .custom: nil
    }
  }

  /// What the store writes into the second of two columns in step when code writes these into the first.
  ///
  /// `nil` when the function is not total on them, or not one to one.
  func inStep(_ transform: Transform, forward: Bool) -> Contents? {
    guard let value else { return self }
    switch transform {
    case .copy: return self
    case .convert(let conversion):
      if forward { return Contents(value: value.converted(by: conversion), mayBeAbsent: mayBeAbsent) }
      return value.convertedBack(from: conversion).map { Contents(value: $0, mayBeAbsent: mayBeAbsent) }
    case .remap(let renames):
      let remap = Remap(forward ? renames : renames.map { LiteralRename(path: $0.path, old: $0.new, new: $0.old) })
      guard remap.isOneToOne(on: value) else { return nil }
      return Contents(value: value.remapped(by: remap), mayBeAbsent: mayBeAbsent)
    case .fill, .unset, .custom: return nil
    }
  }
}

extension ValueType {
  fileprivate func converted(by conversion: Transform.Conversion) -> ValueType {
    switch conversion {
    case .wrapInArray: return .array(self)
    case .wrapInObject(let member): return .object([Member(member, self)])
    case .text(let scalar): return mapAlternatives { $0.text(from: scalar) ?? $0 }
    case .intToDecimal:
      return mapAlternatives { member in
        switch member {
        case .scalar(.int), .literal(.int): .scalar(.decimal)
        case .any, .scalar, .literal, .reference, .array, .record, .object, .union: member
        }
      }
    }
  }

  /// The inverse, where it is total on this type.
  fileprivate func convertedBack(from conversion: Transform.Conversion) -> ValueType? {
    var found: [ValueType] = []
    for member in alternatives {
      switch (conversion, member) {
      case (.wrapInObject(let name), .object(let members)):
        guard members.count == 1, members[0].name == name, !members[0].isOptional else { return nil }
        found.append(members[0].type)
      case (.text(from: .bool), .literal(.string("true"))): found.append(.literal(.bool(true)))
      case (.text(from: .bool), .literal(.string("false"))): found.append(.literal(.bool(false)))
      case (.wrapInObject, _), (.text, _), (.intToDecimal, _), (.wrapInArray, _): return nil
      }
    }
    return ValueType.union(of: found)
  }

  /// The texts of the values of one scalar.
  private func text(from scalar: Scalar) -> ValueType? {
    switch self {
    case .scalar(scalar) where scalar == .bool:
      ValueType.union(of: [.literal(.string("true")), .literal(.string("false"))])
    case .scalar(scalar): .scalar(.string)
    case .literal(.bool(let flag)) where scalar == .bool: .literal(.string(flag ? "true" : "false"))
    case .literal(.int(let number)) where scalar == .int: .literal(.string(String(number)))
    case .any, .scalar, .literal, .reference, .array, .record, .object, .union: nil
    }
  }

  fileprivate func mapAlternatives(_ transform: (ValueType) -> ValueType) -> ValueType {
    ValueType.union(of: alternatives.map(transform)) ?? self
  }

  /// Literals renamed at their places, all at once.
  func remapped(by remap: Remap) -> ValueType {
    guard !remap.isEmpty else { return self }
    return mapAlternatives { member in
      switch member {
      case .literal(let literal): return .literal(remap.here[literal] ?? literal)
      case .scalar(let scalar):
        let added = remap.here.filter { $0.key.scalar == scalar && $0.value.scalar != scalar }.map(\.value)
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
  /// What a path calls the elements of an array and the values of a record.
  static let elements: FieldName = "[]"
}

/// Renames of literals, by the place inside a type where they hold.
struct Remap {
  /// At this very place.
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

  /// Whether no two values of a type become one.
  func isOneToOne(on type: ValueType) -> Bool {
    if isEmpty { return true }
    let news = Set(here.values)
    guard news.count == here.count else { return false }
    return type.alternatives.allSatisfy { member in
      switch member {
      case .literal(let literal): !news.contains(literal) || here[literal] != nil
      case .scalar(let scalar): !here.keys.contains { $0.scalar == scalar } && !news.contains { $0.scalar == scalar }
      case .array(let element): inside(.elements).isOneToOne(on: element)
      case .record(_, let value): inside(.elements).isOneToOne(on: value)
      case .object(let members): members.allSatisfy { inside($0.name).isOneToOne(on: $0.type) }
      case .any: false
      case .reference, .union: true
      }
    }
  }

  /// A literal that it renames although a type goes on to hold it under its old spelling: nothing stored says which.
  func ambiguousLiteral(in type: ValueType) -> Literal? {
    if isEmpty { return nil }
    for member in type.alternatives {
      let found: Literal? =
        switch member {
        case .literal(let literal): here[literal] == nil ? nil : literal
        case .scalar(let scalar): here.keys.filter { $0.scalar == scalar }.min { $0.description < $1.description }
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
