// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension Contents {
  /// Returns the results of a transform for these values; `nil` for `custom`, and for `fill` of missing values, whose
  /// results the caller knows.
  func mapped(by transform: Transform) -> Contents? {
    switch transform {
    case .copy: self
    case .unset: .absent
    case .convert(let conversion):
      Contents(value: value.map { $0.converted(by: conversion) }, mayBeAbsent: mayBeAbsent)
    case .remap(let renames):
      Contents(value: value.map { $0.remapped(by: Remap(renames)) }, mayBeAbsent: mayBeAbsent)
    case .renameMembers(let renames):
      Contents(
        value: value.map { type in renames.reduce(type) { $0.renamed(by: $1, at: $1.path[...]) } },
        mayBeAbsent: mayBeAbsent)
    case .fill: mayBeAbsent ? nil : self
    case .custom, .sql: nil
    }
  }

  /// Returns what the database writes into a synchronised column when code writes these values; `nil` if the function
  /// is not total on them, or not one to one.
  func synced(by transform: Transform, _ direction: SyncDirection) -> Contents? {
    guard let value else { return self }
    switch transform {
    case .copy: return self
    case .convert(let conversion):
      switch direction {
      case .forward: return Contents(value: value.converted(by: conversion), mayBeAbsent: mayBeAbsent)
      case .backward:
        return value.convertedBack(from: conversion).map { Contents(value: $0, mayBeAbsent: mayBeAbsent) }
      }
    case .remap(let renames):
      let remap =
        switch direction {
        case .forward: Remap(renames)
        case .backward: Remap(renames.map { LiteralRename(path: $0.path, old: $0.new, new: $0.old) })
        }
      guard remap.isOneToOne(on: value) else { return nil }
      return Contents(value: value.remapped(by: remap), mayBeAbsent: mayBeAbsent)
    case .fill, .renameMembers, .unset, .custom, .sql: return nil
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
        case .literal(.int): .scalar(.decimal)
        case .scalar, .bounded: member.scalar == .int ? .scalar(.decimal) : member
        case .any, .literal, .reference, .array, .record, .object, .union: member
        }
      }
    }
  }

  /// Returns the type of the inverse; `nil` if it is not total on this type.
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

  private func text(from scalar: Scalar) -> ValueType? {
    switch self {
    case .scalar(scalar) where scalar == .bool:
      ValueType.union(of: [.literal(.string("true")), .literal(.string("false"))])
    case .scalar where self.scalar == scalar, .bounded where self.scalar == scalar: .scalar(.string)
    case .literal(.bool(let flag)) where scalar == .bool: .literal(.string(flag ? "true" : "false"))
    case .literal(.int(let number)) where scalar == .int: .literal(.string(String(number)))
    case .any, .scalar, .bounded, .literal, .reference, .array, .record, .object, .union: nil
    }
  }

  /// The values after a backfill has renamed a member of the objects at a path.
  fileprivate func renamed(by rename: MemberRename, at path: ArraySlice<FieldName>) -> ValueType {
    mapAlternatives { alternative in
      switch (alternative, path.first) {
      case (.object(let members), nil):
        .object(
          members.map { $0.name == rename.old ? Member(rename.new, $0.type, isOptional: $0.isOptional) : $0 })
      case (.object(let members), let step?):
        .object(
          members.map { member in
            guard member.name == step else { return member }
            let type = member.type.renamed(by: rename, at: path.dropFirst())
            return Member(member.name, type, isOptional: member.isOptional)
          })
      case (.array(let element), .elements?): .array(element.renamed(by: rename, at: path.dropFirst()))
      case (.record(let key, let value), .elements?):
        .record(key, value.renamed(by: rename, at: path.dropFirst()))
      case (.any, _), (.scalar, _), (.bounded, _), (.literal, _), (.reference, _), (.array, _), (.record, _),
        (.union, _):
        alternative
      }
    }
  }

  func mapAlternatives(_ transform: (ValueType) -> ValueType) -> ValueType {
    ValueType.union(of: alternatives.map(transform)) ?? self
  }
}
