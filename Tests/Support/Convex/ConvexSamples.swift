// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Random schemas of Convex projects, and their edits.
package struct ConvexSamples {
  package var random: SeededRandom
  private let names = ["a", "b", "c", "d", "e"]

  package init(seed: UInt64) { random = SeededRandom(seed: seed) }

  // MARK: Schemas

  package mutating func schema() -> Schema {
    let tables = ["t", "u"].prefix(1 + random.number(below: 2)).map { name in
      Table(TableName(name), content: .fields(names.prefix(1 + random.number(below: 4)).map { field($0) }))
    }
    let variants = random.happens(25) ? [Table("v", content: variants())] : []
    return withIndexes(Schema(target: .convex, tables: tables + variants, externalTables: [storage]))
  }

  /// Two or three kinds of rows, which a literal tells apart.
  private mutating func variants() -> Table.Content {
    let kinds = ["x", "y", "z"].prefix(2 + random.number(below: 2))
    return .variants(kinds.map { variant($0) })
  }

  private mutating func variant(_ kind: String) -> [ValueType.Member] {
    [
      ValueType.Member("kind", .literal(.string(kind))),
      ValueType.Member("a", type(depth: 1), isOptional: random.happens(40)),
    ]
  }

  private let storage = Table("_storage", content: .fields([]))

  private mutating func field(_ name: String) -> Field {
    Field(FieldName(name), FieldType(type(depth: 0), isOptional: random.happens(30)))
  }

  private mutating func type(depth: Int) -> ValueType {
    switch random.number(below: depth > 1 ? 8 : 12) {
    case 0: return .scalar(.string)
    case 1: return .scalar(.double)
    case 2: return .scalar(.int)
    case 3: return .scalar(.bool)
    case 4: return .reference("t")
    case 5: return .literal(.string(random.pick(["x", "y", "z"])))
    case 6: return .literal(.double(1))
    case 7: return random.happens(30) ? .any : .reference("_storage")
    case 8: return .array(type(depth: depth + 1))
    case 9: return .object([ValueType.Member("k", type(depth: depth + 1), isOptional: random.happens(40))])
    case 10: return .record(.string, type(depth: depth + 1))
    default:
      let members = [type(depth: depth + 1), random.happens(40) ? .scalar(.null) : type(depth: depth + 1)]
      return ValueType.union(of: members) ?? .any
    }
  }

  private mutating func withIndexes(_ schema: Schema) -> Schema {
    var schema = schema
    for index in schema.tables.indices {
      let fields = schema.tables[index].fields.map(\.name)
      var kept = schema.tables[index].indexes.filter { index in
        index.paths.allSatisfy { path in path.first.map(fields.contains) ?? false }
          && index.filters.allSatisfy { path in path.first.map(fields.contains) ?? false }
      }
      if let first = fields.first, random.happens(40), !kept.contains(where: { $0.name == "i" }) {
        kept.append(Index(.index, "i", [[first]]))
      }
      if let last = fields.last, random.happens(30), !kept.contains(where: { $0.name == "s" }) {
        kept.append(Index(.search, "s", [[last]], filters: fields.count > 1 ? [[fields[0]]] : []))
      }
      var seen: Set<String> = []
      schema.tables[index].indexes = kept.filter { seen.insert("\($0.kind) \($0.paths)").inserted }
    }
    return schema
  }

  /// Returns a schema with one to three edits.
  package mutating func edited(_ schema: Schema) -> Schema {
    var schema = schema
    for _ in 0...random.number(below: 3) {
      let index = random.number(below: schema.tables.count)
      switch schema.tables[index].content {
      case .fields(var fields):
        edit(&fields)
        schema.tables[index].content = .fields(fields)
      case .variants(var members):
        edit(&members)
        schema.tables[index].content = .variants(members)
      }
    }
    if random.happens(10) {
      schema.tables.append(Table("w", content: .fields([field("a")])))
    } else if random.happens(10), schema.tables.count > 1 {
      // References to it are external afterwards.
      schema.tables.removeLast()
    }
    if random.happens(50) {
      for index in schema.tables.indices { schema.tables[index].indexes.removeAll { _ in random.happens(40) } }
    }
    let known = Set(schema.tables.map(\.name))
    var external = Set(schema.tables.flatMap(\.references)).subtracting(known)
    external.insert("_storage")
    return withIndexes(
      Schema(
        target: .convex, tables: schema.tables, externalTables: external.map { Table($0, content: .fields([])) }))
  }

  private mutating func edit(_ variants: inout [[ValueType.Member]]) {
    let index = random.number(below: variants.count)
    switch random.number(below: 3) {
    case 0 where variants.count > 2: variants.remove(at: index)
    case 1: variants.append(variant("w"))
    default: variants[index] = [variants[index][0], ValueType.Member("a", type(depth: 1), isOptional: true)]
    }
  }

  /// Renames the members of the objects of a field.
  private func renamingMember(of field: Field) -> Field {
    var renames: [MemberRename] = []
    let type = Self.renamed(field.type.value, at: [], &renames)
    guard field.memberRenames.isEmpty else { return field }
    return Field(
      field.name, FieldType(type, isOptional: field.type.isOptional), previousNames: field.previousNames,
      memberRenames: renames)
  }

  private static func renamed(_ type: ValueType, at path: [FieldName], _ renames: inout [MemberRename]) -> ValueType {
    switch type {
    case .array(let element): return .array(renamed(element, at: path + ["[]"], &renames))
    case .record(let key, let value): return .record(key, renamed(value, at: path + ["[]"], &renames))
    case .object(let members) where members.map(\.name) == ["k"]:
      let rename = MemberRename(path: path, old: "k", new: "m")
      if !renames.contains(rename) { renames.append(rename) }
      let value = renamed(members[0].type, at: path + ["m"], &renames)
      return .object([ValueType.Member("m", value, isOptional: members[0].isOptional)])
    case .union(let members):
      return ValueType.union(of: members.map { renamed($0, at: path, &renames) }) ?? type
    case .any, .scalar, .bounded, .literal, .reference, .object: return type
    }
  }

  /// Gives a literal of a field another spelling.
  private func renamingLiteral(of field: Field) -> Field {
    let alternatives = field.type.value.alternatives
    guard let old = alternatives.lazy.compactMap(\.literal).first, field.literalRenames.isEmpty,
      !alternatives.contains(.literal(.string("new"))),
      let type = ValueType.union(of: alternatives.map { $0 == .literal(old) ? .literal(.string("new")) : $0 })
    else { return field }
    return Field(
      field.name, FieldType(type, isOptional: field.type.isOptional), previousNames: field.previousNames,
      literalRenames: [LiteralRename(old: old, new: .string("new"))])
  }

  private mutating func edit(_ fields: inout [Field]) {
    let free = ["f", "g", "h"].first { name in !fields.contains { $0.name.text == name } } ?? "z"
    guard !fields.isEmpty else { return fields.append(field(free)) }
    let index = random.number(below: fields.count)
    switch random.number(below: 9) {
    case 0: fields.append(field(free))
    case 1: fields.remove(at: index)
    case 2:
      guard fields[index].previousNames.isEmpty else { return }
      fields[index] = Field(FieldName(free), fields[index].type, previousNames: [fields[index].name])
    case 3: fields[index].type.isOptional.toggle()
    case 4:
      let added = ValueType.union(of: [fields[index].type.value, type(depth: 1)]) ?? .any
      fields[index].type = FieldType(added, isOptional: fields[index].type.isOptional)
    case 5:
      let alternatives = fields[index].type.value.alternatives
      fields[index].type = FieldType(random.pick(alternatives), isOptional: fields[index].type.isOptional)
    case 6: fields[index] = renamingLiteral(of: fields[index])
    case 7: fields[index] = renamingMember(of: fields[index])
    default: fields[index].type = FieldType(type(depth: 0), isOptional: fields[index].type.isOptional)
    }
  }
}

extension ValueType {
  fileprivate var literal: Literal? { if case .literal(let literal) = self { literal } else { nil } }
}
