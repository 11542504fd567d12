// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Turns an evaluated schema into the model; collects all errors.
struct SchemaBuilder {
  private var types: TypeBuilder
  private let value: SchemaValue
  private(set) var notes: [Diagnostic] = []

  private let remarks: Remarks

  init(_ value: SchemaValue, _ modules: ModuleStore) {
    self.value = value
    remarks = Remarks(value, modules)
    types = TypeBuilder(tables: Set(value.tables.keys), remarks: remarks)
    notes = remarks.unused
  }

  /// Returns the schema, or throws all errors.
  mutating func schema() throws(DiagnosticList) -> Schema {
    if let unknown = value.tables.unknownPart { types.report(unknown) }
    var tables: [Table] = []
    for (name, property) in value.tables.all {
      switch property.value {
      case .table(let table): if let table = build(table, called: name, property.range) { tables.append(table) }
      case .unresolved(let reason): types.report(reason)
      case .undefined, .null, .boolean, .number, .bigint, .string, .list, .object, .function, .builtin, .namespace,
        .validator, .schema:
        types.report(
          Unresolved(
            .notASchema, "the table '\(name)' is \(property.value.description); write defineTable({ ... })",
            property.range))
      }
    }
    if case .boolean(false)? = value.options["schemaValidation"]?.value {
      notes.append(
        Diagnostic(
          .warning, ConvexDiagnostic.noValidation,
          "'schemaValidation' is false, so Convex accepts every push and every document; the plan is made as if it were "
            + "true", range: value.options["schemaValidation"]?.range))
    }
    guard types.diagnostics.isEmpty else { throw DiagnosticList(types.diagnostics) }
    let externals = types.externals.map { Table(TableName($0), content: .fields([])) }
    return Schema(target: .convex, tables: tables, externalTables: externals)
  }

  private mutating func build(_ value: TableValue, called name: String, _ range: SourceRange) -> Table? {
    for problem in value.problems { types.report(problem) }
    let content: Table.Content?
    switch value.validator.kind {
    case .object(let fields, let unknown):
      content = self.fields(withoutSystemFields(fields, of: name), unknown).map { .fields($0) }
    case .union:
      content = variants(value.validator, name)
    case .unresolved(let reason):
      types.report(reason)
      content = nil
    case .any, .null, .boolean, .float64, .int64, .string, .bytes, .id, .literal, .array, .record:
      types.report(
        Unresolved(
          .noCounterpart,
          "the documents of '\(name)' are no objects with known fields, so nothing can be planned for "
            + "them; write defineTable({ ... })", value.validator.range))
      content = nil
    }
    guard let content, value.problems.isEmpty else { return nil }
    let indexes = value.indexes.map { index in
      Index(
        index.kind, IndexName(index.name), index.fields.map(path), filters: index.filters.map(path),
        origin: Origin(absolute: index.range))
    }
    for index in value.indexes where index.isStaged {
      notes.append(
        Diagnostic(
          .note, ConvexDiagnostic.stagedIndex,
          "the index '\(index.name)' of '\(name)' is staged: Convex builds it, and no query can use it yet",
          range: index.range))
    }
    let was = remarks[range]?.names.map { TableName($0) } ?? []
    return Table(TableName(name), previousNames: was, content: content, indexes: indexes, origin: Origin(range))
  }

  /// Leaves out the fields that begin with `_`, as Convex does: it adds `_id` and `_creationTime` itself.
  private mutating func withoutSystemFields(_ fields: [Validator.Field], of table: String) -> [Validator.Field] {
    fields.filter { field in
      guard field.name.hasPrefix("_") else { return true }
      notes.append(
        Diagnostic(
          .note, ConvexDiagnostic.systemField,
          "Convex ignores the field '\(field.name)' of '\(table)', because it begins with '_': remove it",
          range: field.range
        ))
      return false
    }
  }

  private mutating func fields(_ fields: [Validator.Field], _ unknown: Unresolved?) -> [Field]? {
    var result: [Field] = []
    var isComplete = true
    // One by one: each has its own renamed literals.
    for field in fields {
      guard let member = types.members([field], nil, isInside: false)?.first else {
        isComplete = false
        continue
      }
      result.append(
        Field(
          member.name, FieldType(member.type, isOptional: member.isOptional),
          previousNames: remarks[field.range]?.names.map { FieldName($0) } ?? [], literalRenames: types.takeRenames(),
          memberRenames: types.takeMemberRenames(),
          origin: Origin(absolute: field.range)))
    }
    if let unknown { types.report(unknown) }
    return isComplete && unknown == nil ? result : nil
  }

  private mutating func variants(_ validator: Validator, _ name: String) -> Table.Content? {
    guard let type = types.type(of: validator) else { return nil }
    var variants: [[ValueType.Member]] = []
    for alternative in type.alternatives {
      guard case .object(let members) = alternative else {
        types.report(
          Unresolved(
            .noCounterpart, "'\(alternative.description)' is no object, and documents of '\(name)' are objects",
            validator.range))
        return nil
      }
      variants.append(members.filter { !$0.name.text.hasPrefix("_") })
    }
    if variants.count == 1 {
      return .fields(variants[0].map { Field($0.name, FieldType($0.type, isOptional: $0.isOptional)) })
    }
    return .variants(variants)
  }

  private func path(_ text: String) -> [FieldName] {
    text.split(separator: ".", omittingEmptySubsequences: false).map { FieldName(String($0)) }
  }
}
