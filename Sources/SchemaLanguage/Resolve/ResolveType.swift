// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension Resolver {
  /// Returns the meaning of a type; `nil` after an error, which is reported.
  ///
  /// All parts are resolved even after an error, so that one run reports all errors.
  mutating func resolve(_ syntax: TypeSyntax) -> ResolvedType? {
    switch syntax.kind {
    case .any: return ResolvedType(.any)
    case .scalar(let scalar): return ResolvedType(.scalar(scalar))
    case .literal(let literal, let previous):
      let renames = previous.map {
        LiteralRename(path: [], old: $0.value, new: literal.value, origin: Origin($0.range))
      }
      return ResolvedType(.literal(literal.value), renames: renames)
    case .name(let name): return resolve(name: name)
    case .reference(let table): return reference(to: table).map { ResolvedType(.reference($0)) }
    case .array(let element):
      guard let element = resolve(element) else { return nil }
      return checked(
        ResolvedType(
          .array(element.type), size: element.size + 1, depth: element.depth + 1, renames: element.renames(below: "[]"),
          memberRenames: element.memberRenames(below: "[]")),
        syntax)
    case .record(let key, let value): return resolveRecord(key: key, value: value, syntax)
    case .object(let members): return resolveObject(members, syntax)
    case .union(let members): return resolveUnion(members, syntax)
    case .parenthesised(let inner):
      if case .literal(let literal, let previous) = inner.kind { checkLiterals([(literal, previous)]) }
      return resolve(inner)
    }
  }

  private mutating func resolve(name: NameSyntax) -> ResolvedType? {
    let typeName = TypeName(name.text)
    if let type = types[typeName] { return type }
    // The error is reported at the declaration.
    guard declarations.typesByName[typeName] == nil else { return nil }
    if declarations.tablesByName[TableName(name.text)] != nil {
      report(.tableAsType(name))
    } else if !mayBeLost(name) {
      let declared = declarations.types
      let guess = guess(name.text) {
        Scalar.allCases.map(\.rawValue) + ["any"] + declared.map(\.name.text)
      }
      report(.unknownType(name, guess: guess))
    }
    return nil
  }

  private mutating func reference(to name: NameSyntax) -> TableName? {
    let table = TableName(name.text)
    guard let index = declarations.tablesByName[table] else {
      if mayBeLost(name) { return nil }
      let tables = declarations.tables
      report(.unknownTable(name, guess: guess(name.text) { tables.map(\.name.text) }))
      return nil
    }
    guard !declarations.compositeKeys.contains(table) else {
      report(.compositeReference(name, declared: declarations.tables[index].name.range))
      return nil
    }
    return table
  }

  private mutating func resolveRecord(key: TypeSyntax, value: TypeSyntax, _ syntax: TypeSyntax) -> ResolvedType? {
    let (keyType, valueType) = (resolve(key), resolve(value))
    guard let keyType else { return nil }
    guard let recordKey = ValueType.RecordKey(keyType.type) else {
      report(.recordKey(key.range))
      return nil
    }
    guard let valueType else { return nil }
    return checked(
      ResolvedType(
        .record(recordKey, valueType.type), size: keyType.size + valueType.size + 1, depth: valueType.depth + 1,
        renames: valueType.renames(below: "[]"), memberRenames: valueType.memberRenames(below: "[]")),
      syntax)
  }

  private mutating func resolveObject(_ syntax: [ObjectMemberSyntax], _ whole: TypeSyntax) -> ResolvedType? {
    var members: [ValueType.Member] = []
    members.reserveCapacity(syntax.count)
    var seen: [FieldName: Int] = [:]
    var result = ResolvedType(.any)
    for (index, member) in syntax.enumerated() {
      let name = FieldName(member.name.text)
      if let first = seen.insertFirst(index, forKey: name) {
        report(.duplicate(.member, member.name, first: syntax[first].name.range))
      }
      checkReserved(member.name, "member")
      guard let type = resolve(member.type) else { continue }
      members.append(ValueType.Member(name, type.type, isOptional: member.isOptional))
      result.add(type, below: name)
      result.memberRenames += renames(of: member, among: syntax)
    }
    guard members.count == syntax.count, seen.count == syntax.count else { return nil }
    result.type = .object(members)
    return checked(result, whole)
  }

  /// Returns the renames of a member; reports `@was` on targets whose plans do not move members.
  private mutating func renames(of member: ObjectMemberSyntax, among members: [ObjectMemberSyntax]) -> [MemberRename] {
    guard let first = member.previousNames.first else { return [] }
    guard capabilities.renamesMembers || declarations.losses.includeTarget else {
      report(.memberWas(member.name, first.range))
      return []
    }
    return distinct(member.previousNames).compactMap { old in
      if let still = members.first(where: { $0.name.text == old.text }) {
        report(.memberStillExists(old, declared: still.name.range))
        return nil
      }
      return MemberRename(old: FieldName(old.text), new: FieldName(member.name.text), origin: Origin(old.range))
    }
  }

  private mutating func resolveUnion(_ syntax: [TypeSyntax], _ whole: TypeSyntax) -> ResolvedType? {
    checkLiterals(
      syntax.compactMap { if case .literal(let literal, let previous) = $0.kind { (literal, previous) } else { nil } })
    var members: [ValueType] = []
    members.reserveCapacity(syntax.count)
    var result = ResolvedType(.any)
    for member in syntax {
      guard let type = resolve(member) else { continue }
      result.add(type, below: nil)
      members.append(type.type)
    }
    // Checked before the members are compared with one another, which is slow if they are large.
    guard members.count == syntax.count, let sized = checked(result, whole),
      let union = ValueType.union(of: members)
    else { return nil }
    return ResolvedType(
      union, size: sized.size, depth: sized.depth, renames: sized.renames, memberRenames: sized.memberRenames)
  }

  /// Returns the type, unless it is too large or too deep.
  private mutating func checked(_ type: ResolvedType, _ syntax: TypeSyntax) -> ResolvedType? {
    if type.size > ResolvedType.largest {
      report(.typeTooLarge(syntax.range))
    } else if type.depth > ResolvedType.deepest {
      report(.typeTooDeep(syntax.range))
    } else {
      return type
    }
    return nil
  }

  /// Checks the literals of a union: no duplicates, and no previous spelling that is still a member.
  private mutating func checkLiterals(_ members: [(literal: LiteralSyntax, previous: [LiteralSyntax])]) {
    guard members.count > 1 || members.contains(where: { !$0.previous.isEmpty }) else { return }
    var current: [Literal: Int] = [:]
    for (index, member) in members.enumerated() {
      if let first = current.insertFirst(index, forKey: member.literal.value) {
        report(.duplicateLiteral(member.literal, first: members[first].literal.range))
      }
    }
    var seenPrevious: [Literal: SourceRange] = [:]
    for old in members.lazy.flatMap(\.previous) {
      if let still = current[old.value] {
        report(.wasStillExists(old.value.description, old.range, declared: members[still].literal.range))
      } else if let first = seenPrevious.updateValue(old.range, forKey: old.value) {
        report(.duplicateWas(old.value.description, old.range, first: first))
      }
    }
  }
}

extension Dictionary {
  /// Inserts a value unless the key has one, which is returned.
  mutating func insertFirst(_ value: Value, forKey key: Key) -> Value? {
    guard let first = updateValue(value, forKey: key) else { return nil }
    self[key] = first
    return first
  }
}

extension ResolvedType {
  /// Returns the renames with their paths prefixed by a name.
  fileprivate func renames(below name: FieldName) -> [LiteralRename] {
    renames.map { LiteralRename(path: [name] + $0.path, old: $0.old, new: $0.new, origin: $0.origin) }
  }

  /// Returns the renamed members with their paths prefixed by a name.
  fileprivate func memberRenames(below name: FieldName) -> [MemberRename] {
    memberRenames.map { MemberRename(path: [name] + $0.path, old: $0.old, new: $0.new, origin: $0.origin) }
  }

  /// Adds the size, depth and renames of a part: below a member of this name or, in a union, at this level.
  fileprivate mutating func add(_ part: ResolvedType, below name: FieldName?) {
    size += part.size
    depth = max(depth, part.depth + 1)
    if !part.memberRenames.isEmpty {
      memberRenames += name.map { part.memberRenames(below: $0) } ?? part.memberRenames
    }
    guard !part.renames.isEmpty else { return }
    renames += name.map { part.renames(below: $0) } ?? part.renames
  }
}

extension ValueType.RecordKey {
  /// Creates a record key, if records can have keys of this type.
  fileprivate init?(_ type: ValueType) {
    switch type {
    case .scalar(.string): self = .string
    case .scalar(.int): self = .int
    case .scalar(.uuid): self = .uuid
    case .reference(let table): self = .reference(table)
    case .literal, .union:
      var literals: [Literal] = []
      for member in type.alternatives {
        switch member {
        case .literal(.string(let text)): literals.append(.string(text))
        case .literal(.int(let number)): literals.append(.int(number))
        case .any, .scalar, .bounded, .literal, .reference, .array, .record, .object, .union: return nil
        }
      }
      self = .literals(literals)
    case .any, .scalar, .bounded, .array, .record, .object: return nil
    }
  }
}
