// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Makes random schemas that the language accepts, over every construct that a schema can hold.
///
///     var generator = SchemaGenerator(seed: 7)
///     let old = generator.schema()
///     let new = generator.edited(old)
package struct SchemaGenerator: Sendable {
  package var random: SeededRandom
  /// How many tables a schema has at most.
  package var mostTables = 5
  /// How many fields beside its key a table has at most.
  package var mostFields = 6
  /// How deep types nest.
  package var deepest = 3
  /// How often, in a hundred, a name needs backticks and a text escapes.
  package var oddNames = 8
  /// The names that tables, fields, members and literals get instead of the usual ones, if there are any.
  package var namePool: [String] = []

  package init(seed: UInt64) { random = SeededRandom(seed: seed) }

  /// A schema for the target, or for a random one.
  package mutating func schema(target: Target? = nil) -> Schema {
    let target = target ?? random.pick(Target.withKeys)
    var schema = Schema(target: target)
    for number in 0..<(1 + random.number(below: mostTables)) { addTable(to: &schema, number: number) }
    // References in both directions need all tables to be there.
    for place in schema.tables.indices where random.happens(70) {
      guard case .fields(var fields) = schema.tables[place].content else { continue }
      fields.append(field(in: schema, taken: fields.map(\.name)))
      schema.tables[place].content = .fields(fields)
    }
    return schema
  }

  /// Adds a table with a new name, which refers only to tables that are there.
  mutating func addTable(to schema: inout Schema, number: Int) {
    let names = Set(schema.tables.map { $0.name.text.lowercased() })
    let name = freshName(["users", "teams", "events", "order", "table", "Notes"], number, taken: names)
    var table = Table(TableName(name), content: .fields([]))
    if random.happens(12) {
      table.content = .variants(variants(in: schema))
    } else {
      var fields = keys(in: schema)
      for _ in 0..<random.number(below: mostFields + 1) {
        fields.append(field(in: schema, taken: fields.map(\.name)))
      }
      table.content = .fields(fields)
    }
    if random.happens(15) { table.explicitStoredName = StoredName("stored_" + name.lowercased()) }
    if random.happens(15) { table.documentation = documentation() }
    if random.happens(5) { table.deprecation = text() }
    if random.happens(5) { table.previousNames = [TableName("former_" + name)] }
    for number in 0..<random.number(below: 4) {
      if let index = index(of: table, in: schema.target, number) { table.indexes.append(index) }
    }
    schema = Schema(target: schema.target, tables: schema.tables + [table])
  }

  /// No key field, one, or several.
  private mutating func keys(in schema: Schema) -> [Field] {
    guard random.happens(45) else { return [] }
    var kinds = [Scalar.int, .string, .uuid, .date, .timestamp].map(ValueType.scalar)
    kinds += schema.tables.filter { $0.keyFields.count < 2 }.map { .reference($0.name) }
    var keys = [Field("id", FieldType(random.pick(kinds)), isKey: true)]
    if random.happens(20) { keys.append(Field("part", FieldType(random.pick(kinds)), isKey: true)) }
    if keys.count == 1, keys[0].type.value == .scalar(.int), random.happens(50) { keys[0].defaultValue = .auto }
    if keys[0].type.value == .scalar(.uuid), random.happens(50) { keys[0].defaultValue = .uuid }
    return keys
  }

  /// A field of any type that the target can store, with attributes and a default now and then.
  mutating func field(in schema: Schema, taken: [FieldName]) -> Field {
    let names = ["name", "email", "role", "settings", "tags", "index", "createdAt", "search", "x", "team"]
    let name = freshName(names, random.number(below: 100), taken: Set(taken.map { $0.text.lowercased() }))
    var field = Field(FieldName(name), FieldType(type(in: schema), isOptional: random.happens(40)))
    if random.happens(40) { field.defaultValue = defaultValue(for: field.type.value) }
    if case .reference = field.type.value, random.happens(50) {
      field.onDelete = random.pick(field.type.isOptional ? DeleteAction.allCases : [.cascade, .restrict])
    }
    if random.happens(25), let form = storedForm(for: field, in: schema) { field.store(as: form) }
    if random.happens(10) { field.explicitStoredName = StoredName("column " + name.lowercased()) }
    if random.happens(10) { field.documentation = documentation() }
    if random.happens(5) { field.deprecation = text() }
    switch random.number(below: 20) {
    case 0: field.previousNames = [FieldName("former_" + name)]
    case 1: field.sources = ["first", "last"]
    case 2:
      if let literal = field.type.value.stringLiterals.first {
        field.literalRenames = [LiteralRename(old: .string("former " + literal), new: .string(literal))]
      }
    default: break
    }
    return field
  }

  /// A form of the target in which a field can be stored, other than its own.
  mutating func storedForm(for field: Field, in schema: Schema) -> StoredForm? {
    var forms = Storage(of: schema).otherForms(of: field.type.value)
    forms += forms.compactMap { form in
      switch form {
      case .bounded(.varchar(let length)): .bounded(.varchar(random.happens(50) ? 2 * length : 3))
      case .bounded(.numeric(let precision, let scale)):
        .bounded(.numeric(precision: precision + random.number(below: 4), scale: scale + random.number(below: 2)))
      case .enumeration: .enumeration(random.pick(["a type", "mood"]))
      case .text, .blob, .integer, .real, .json, .timestamp, .bounded, .array: nil
      }
    }
    let literals = field.type.value.alternatives.compactMap {
      if case .literal(let literal) = $0 { literal } else { nil }
    }
    forms.removeAll { form in
      // A value of an enum type has at most 63 bytes.
      if case .enumeration = form,
        field.isKey || field.type.value.stringLiterals.contains(where: { $0.utf8.count > 63 })
      {
        return true
      }
      // A vector index cannot be over an array.
      if form == .array, field.type.value == .array(.scalar(.double)) { return true }
      return form == field.storedForm || literals.contains { !(form.bound?.contains(.literal($0)) ?? true) }
    }
    return forms.isEmpty ? nil : random.pick(forms)
  }

  private mutating func variants(in schema: Schema) -> [[ValueType.Member]] {
    (0...random.number(below: 3)).map { number in
      var members = [ValueType.Member("kind", .literal(.string("kind \(number)")))]
      for place in 0..<random.number(below: 4) {
        let name = FieldName("member\(place)")
        members.append(ValueType.Member(name, type(in: schema), isOptional: random.happens(30)))
      }
      return members
    }
  }

  /// An index over fields that may be indexed, if there are any.
  mutating func index(of table: Table, in target: Target, _ number: Int) -> Index? {
    var types: [FieldName: [ValueType]] = [:]
    switch table.content {
    case .fields(let fields): for field in fields { types[field.name] = [field.type.value] }
    case .variants(let variants):
      for member in variants.joined() { types[member.name, default: []].append(member.type) }
    }
    let paths = paths(in: types, where: \.isPlainToIndex)
    let texts = self.paths(in: types) { $0 == .scalar(.string) }
    let vectors = self.paths(in: types) { $0 == .array(.scalar(.double)) }
    let name = IndexName("by_\(number)_" + (random.happens(oddNames) ? "odd `name`" : "plain"))
    let filters = paths.isEmpty || random.happens(50) ? [] : [random.pick(paths)]
    switch random.number(below: 6) {
    case 0 where !texts.isEmpty: return Index(.search, name, [random.pick(texts)], filters: filters)
    case 1 where !vectors.isEmpty && target != .sqlite:
      return Index(.vector(dimensions: 3 + random.number(below: 1000)), name, [random.pick(vectors)], filters: filters)
    case 2, 3:
      guard !paths.isEmpty else { return nil }
      return Index(.unique, name, [random.pick(paths)])
    default:
      guard !paths.isEmpty else { return nil }
      return Index(.index, name, Array(paths.shuffled(using: &random).prefix(1 + random.number(below: 3))))
    }
  }

  /// The names all of whose types are such; of a member that several shapes have, there are several.
  private func paths(
    in types: [FieldName: [ValueType]], where isSuch: (ValueType) -> Bool
  ) -> [[FieldName]] {
    types.filter { $0.value.allSatisfy(isSuch) }.keys.sorted().map { [$0] }
  }

  /// A name that nothing else of its kind has, also when case is folded.
  mutating func freshName(_ names: [String], _ number: Int, taken: Set<String>) -> String {
    var name = random.pick(namePool.isEmpty ? names : namePool)
    if random.happens(oddNames) {
      name += random.pick([" with `ticks`", "-dash", "é", "e\u{301}", "\"quoted\"", "\n", "🎈", "\\"])
    }
    guard taken.contains(name.lowercased()) else { return name }
    var suffix = number
    while taken.contains((name + "\(suffix)").lowercased()) { suffix += 1 }
    return name + "\(suffix)"
  }

  mutating func text() -> String {
    random.pick([
      "plain", "say \"hi\"", "tab\there", "back\\slash", "line\nbreak", "é", "e\u{301}", "🎈", "", "\u{200B}",
    ])
  }

  private mutating func documentation() -> String {
    random.pick(["One line.", "Two\nlines.", "An empty line\n\nbetween.", "/ a slash", "With \"quotes\" and `ticks`."])
  }
}

extension ValueType {
  /// The strings that it names on its own level.
  var stringLiterals: [String] {
    alternatives.compactMap { if case .literal(.string(let text)) = $0 { text } else { nil } }
  }

  /// Whether any target can index it.
  var isPlainToIndex: Bool {
    alternatives.allSatisfy { alternative in
      switch alternative {
      case .scalar(.null), .any, .array, .record, .object, .union: false
      case .scalar, .bounded, .literal, .reference: true
      }
    }
  }
}

extension Field {
  /// Changes the stored form, and removes a default that it cannot store.
  package mutating func store(as form: StoredForm?) {
    storedForm = form
    if let value = defaultValue?.boundedValue, type.value.bound != nil, !type.value.contains(value) {
      defaultValue = nil
    }
  }
}
