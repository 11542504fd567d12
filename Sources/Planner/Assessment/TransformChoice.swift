// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension Transform {
  /// Creates the transform from an old field to a new one: `custom` unless a lossless one is known.
  init(from old: Field, to new: Field, in table: TableName, _ context: AssessmentContext) {
    let source = old.type.renamingReferences(context.tableRenames)
    let renames = new.effectiveRenames(from: old)
    let members = new.effectiveMemberRenames(from: old)
    if !new.sources.isEmpty && new.sources != old.sources {
      self = .custom
    } else if renames.isEmpty, members.areUnambiguous,
      FieldType(members.reduce(source.value) { $0.applying($1, at: $1.path[...]) }, isOptional: source.isOptional)
        .isSubset(of: new.type, on: context.target)
    {
      self = .renameMembers(members)
    } else if !renames.isEmpty, source.applying(renames).isSubset(of: new.type, on: context.target) {
      self = .remap(renames)
    } else if source.isSubset(of: new.type, on: context.target) {
      self = new.type.value.references.contains(where: context.rekeyed.contains) ? .custom : .copy
    } else if source.required.isSubset(of: new.type, on: context.target), let value = new.defaultValue,
      !value.isConstant || !context.isUnique(old, new, in: table)
    {
      self = .fill(value)
    } else if let conversion = Conversion(from: source, to: new.type) {
      self = .convert(conversion)
    } else {
      self = .custom
    }
  }

  /// Returns whether values of the old type can be computed from the converted ones.
  func isInvertible(on old: FieldType) -> Bool {
    guard isInvertible, case .remap(let renames) = self else { return isInvertible }
    // A new literal that was also an old value, and is not renamed itself, is ambiguous afterwards.
    return !renames.contains { rename in
      (old.value.mentions(rename.new) || old.value.allows(rename.new, at: rename.path[...]))
        && !renames.contains { $0.path == rename.path && $0.old == rename.new }
    }
  }

  /// Returns the hazards of a backfill that overwrites values with this transform.
  func hazards(from old: FieldType, to new: FieldType) -> [Hazard] {
    var hazards: [Hazard] = isInvertible(on: old) ? [] : [.deletesData]
    if self == .custom, old.losesPrecision(in: new) { hazards.append(.losesPrecision) }
    return hazards
  }
}

extension [MemberRename] {
  /// Whether each new member has one old one; `false` without renames.
  fileprivate var areUnambiguous: Bool { !isEmpty && Set(map { $0.path + [$0.new] }).count == count }
}

extension AssessmentContext {
  /// Returns whether a unique index includes a field, before or after: one value for all rows would then violate it.
  fileprivate func isUnique(_ old: Field, _ new: Field, in table: TableName) -> Bool {
    oldPartner(of: table)?.hasUnique(over: old.name) ?? false || newTable(table)?.hasUnique(over: new.name) ?? false
  }
}

extension Table {
  /// Returns whether a unique index includes a field, alone or with other fields.
  func hasUnique(over field: FieldName) -> Bool {
    indexes.contains { $0.kind == .unique && $0.paths.contains { $0.first == field } }
  }
}

extension Transform.Conversion {
  /// Creates the lossless conversion between two types; returns `nil` if there is none, or if it needs a decision.
  init?(from old: FieldType, to new: FieldType) {
    guard !old.isOptional || new.isOptional else { return nil }
    switch (old.value, new.value) {
    case (.scalar, .scalar(.string)), (.bounded, .scalar(.string)):
      guard let scalar = old.value.scalar, scalar.traits.hasOneText else { return nil }
      self = .text(from: scalar)
    case (_, .scalar(.decimal)) where old.value.scalar == .int: self = .intToDecimal
    case (let value, .array(let element)) where value.isSubset(of: element):
      if value.isPartly(in: new) { return nil }
      self = .wrapInArray
    case (let value, .object(let members)):
      // The only required member gets the value; without one, or with several, the choice needs a decision.
      let needed = members.filter { !$0.isOptional }
      guard needed.count == 1, let member = needed.first, value.isSubset(of: member.type) else { return nil }
      if case .object = value { return nil }
      if value.isPartly(in: new) { return nil }
      self = .wrapInObject(member.name)
    case (.any, _), (.scalar, _), (.bounded, _), (.literal, _), (.reference, _), (.array, _), (.record, _),
      (.object, _), (.union, _):
      return nil
    }
  }
}

extension FieldType {
  /// Returns the type with renamed literals.
  func applying(_ renames: [LiteralRename]) -> FieldType {
    FieldType(renames.reduce(value) { $0.applying($1, at: $1.path[...]) }, isOptional: isOptional)
  }

  /// Returns whether a conversion to the other type drops digits or the time of day.
  fileprivate func losesPrecision(in new: FieldType) -> Bool {
    let lossy: [(Scalar, Scalar)] = [
      (.double, .int), (.decimal, .int), (.decimal, .double), (.double, .decimal), (.int, .double), (.timestamp, .date),
    ]
    let (sources, targets) = (value.scalars, new.value.scalars)
    return lossy.contains { sources.contains($0.0) && targets.contains($0.1) }
  }
}

extension ValueType {
  /// The scalars among its alternatives.
  fileprivate var scalars: Set<Scalar> {
    Set(alternatives.lazy.compactMap(\.scalar))
  }

  /// Returns whether some values stay as they are: a wrapped value could then be one of them.
  fileprivate func isPartly(in new: FieldType) -> Bool {
    alternatives.contains { $0 == .any || FieldType($0).isSubset(of: FieldType(new.value)) }
  }

  /// Returns the type with one literal renamed at the end of a path of members, where `[]` stands for elements and
  /// values.
  fileprivate func applying(_ rename: LiteralRename, at path: ArraySlice<FieldName>) -> ValueType {
    if case .union(let members) = self {
      return ValueType.union(of: members.map { $0.applying(rename, at: path) }) ?? self
    }
    guard let step = path.first else { return self == .literal(rename.old) ? .literal(rename.new) : self }
    let rest = path.dropFirst()
    switch self {
    case .any, .scalar, .bounded, .literal, .reference, .union: return self
    case .array(let element): return step == "[]" ? .array(element.applying(rename, at: rest)) : self
    case .record(let key, let value): return step == "[]" ? .record(key, value.applying(rename, at: rest)) : self
    case .object(let members):
      return .object(
        members.map {
          $0.name == step
            ? Member($0.name, $0.type.applying(rename, at: rest), isOptional: $0.isOptional) : $0
        })
    }
  }
}
