// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL
import PlanFormat
import PlanModel
import SchemaLanguage
import SchemaModel

/// The folder of the generated Swift in a user's package, a target of its own.
private let folder = "Sources/Migrations"

/// The default of the runtime's `Migrations.init(target:)`.
private let defaultTarget = Target.sqlite

/// The Swift of one plan: its description, row types and generated functions, and a file for hand-written functions if
/// it has any.
///
///     migrationFiles(plan, named: name, typeName: name.typeName)
///     // Sources/Migrations/2026-03-01-add-age/AddAge.generated.swift
///     // Sources/Migrations/2026-03-01-add-age/AddAge.swift
///
/// - Parameter after: The plans that it begins after, and the deploy that each must have reached.
package func migrationFiles(
  _ plan: Plan, named name: MigrationName, typeName: String, after: [(plan: MigrationName, deploy: Int)] = []
) -> [OutputFile] {
  let writer = Dialect(for: plan.base.target)?.backfillWriter(for: plan)
  let frozen = FrozenRows(plan, typeName: typeName, sqlWriter: writer)
  let directory = "\(folder)/\(name.text)"
  var files = [
    OutputFile(
      path: "\(directory)/\(typeName).generated.swift",
      contents: GeneratedFile.contents(generatedSource(plan, name, typeName, after, frozen)))
  ]
  let handWritten = zip(plan.backfills, frozen.functions).compactMap { backfill, function in
    backfill.transform == .custom ? function.map { (backfill, $0) } : nil
  }
  if !handWritten.isEmpty {
    var source = SwiftSource()
    source.line("// The backfill functions of \(name.text). Created by Bellows; it will not be overwritten.")
    source.line("import Bellows")
    source.line()
    source.block("extension \(typeName) {") { source in
      for (index, (backfill, function)) in handWritten.enumerated() {
        if index > 0 { source.line() }
        source.handWrittenFunction(backfill, function, plan)
      }
    }
    files.append(
      OutputFile(path: "\(directory)/\(typeName).swift", contents: source.text, isHandWritten: true))
  }
  return files
}

private func generatedSource(
  _ plan: Plan, _ name: MigrationName, _ typeName: String, _ after: [(plan: MigrationName, deploy: Int)],
  _ frozen: FrozenRows
) -> String {
  var source = SwiftSource()
  source.imports(
    foundation: (frozen.types + frozen.writes).contains { $0.shape.needsFoundation }
      || frozen.references.contains { $0.key.needsFoundation })
  source.documentation("The plan \(name.text), and the rows that its backfills read and write.")
  source.block("public enum \(typeName) {") { source in
    source.plan(plan, named: name, typeName, after, frozen)
    for (backfill, function) in zip(plan.backfills, frozen.functions) where backfill.transform != .custom {
      if let function { source.generatedFunction(backfill, function, plan) }
    }
    for reference in frozen.references {
      source.line()
      source.line("public enum \(reference.tag) {}")
      source.keyType(reference.name, table: reference.tag, reference.key)
    }
    for type in frozen.types {
      source.line()
      source.frozenRow(
        type, isWritten: frozen.written.union(frozen.repaired).contains(type.name),
        hasFixedKey: frozen.repaired.contains(type.name))
    }
    for type in frozen.writes {
      source.line()
      source.write(type, handingBack: nil)
    }
  }
  for type in frozen.types {
    source.line()
    source.frozenInitialiser(type, of: typeName)
  }
  return source.text
}

/// The row types for the code of a deploy of a plan, a file for each table; 0 is the code before it.
///
/// - Parameter types: The types of the goal: positions with exactly these values have one Swift type in all tables.
package func rowFiles(for plan: Plan, deploy: Int, types: NamedTypes = NamedTypes()) -> [OutputFile] {
  let schema = plan.deploys.last { $0.number <= deploy }?.schema ?? plan.base
  return rowFiles(CodeShapes(plan, deploy: deploy).shapes(), schema, types)
}

/// The row types for code that uses a schema without a plan in progress, a file for each table.
package func rowFiles(for schema: Schema) -> [OutputFile] {
  var names = NameScope()
  let storage = Storage(of: schema)
  let shapes = schema.tables.map { table in
    RowShape(table, baseName: names.claimRows(of: table.name), storage: storage)
  }
  return rowFiles(shapes, schema, schema.namedTypes)
}

/// The folder of the row types.
package let rowsFolder = "\(folder)/Rows"

/// The file of the types that all row types share; no plan and no table has a file of this name.
private let sharedTypesFile = "\(rowsFolder)/named-types.generated.swift"

/// Whether a path in the folder of the row types is one that Bellows writes.
package func isRowFile(_ path: String) -> Bool { path.hasSuffix(".row.generated.swift") || path == sharedTypesFile }

private func rowFiles(_ shapes: [RowShape], _ schema: Schema, _ types: NamedTypes) -> [OutputFile] {
  let storage = Storage(of: schema)
  var builder = SwiftTypeBuilder(references: [:], reserved: [])
  let stored = Dictionary(schema.tables.map { ($0.storedName, $0.name) }) { first, _ in first }
  for shape in shapes {
    // While a table is renamed, references may use its name in the schema or in the code.
    let key = (shape.original ?? shape.baseName) + "ID"
    builder.references[shape.table] = key
    if let name = stored[shape.stored], name != shape.table { builder.references[name] = key }
  }
  for shape in shapes { builder.reserved.formUnion(["Row", "Write", "ID"].map { shape.baseName + $0 }) }
  var sources: [TableName: SwiftSource] = [:]
  for table in schema.externalTables where builder.references[table.name] == nil {
    var base = table.name.text.upperCamelCase(orElse: "Table")
    while !builder.reserved.isDisjoint(with: [base + "ID", base + "Row"]) { base += "_" }
    builder.reserved.formUnion([base + "ID", base + "Row"])
    builder.references[table.name] = base + "ID"
    let key = storage.key(of: table.name)?.type ?? .scalar(.int)
    var source = SwiftSource()
    source.imports(foundation: key.needsFoundation)
    source.documentation("A row of \(table.name.text), a table of another owner.")
    source.line("public enum \(base)Row {}")
    source.line()
    source.keyType(base + "ID", table: base + "Row", key)
    sources[table.name] = source
  }
  let shared = SharedTypes(types, in: &builder)
  var usedTypes: [SwiftType] = []
  for (table, shapes) in Dictionary(grouping: shapes, by: \.table) {
    let rows = rows(of: shapes, builder) { stored[$0.stored].flatMap { storage.key(of: $0)?.type } }
    sources[table] = rows.source
    usedTypes += rows.types
  }
  let names = rowFileNames(of: Array(sources.keys))
  let files = sources.sorted { $0.key < $1.key }.map { table, source in
    OutputFile(
      path: "\(rowsFolder)/\(names[table] ?? table.text).row.generated.swift",
      contents: GeneratedFile.contents(source.text))
  }
  let used = shared.used(by: usedTypes)
  return used.isEmpty ? files : [file(of: used)] + files
}

/// The file of the types that all row types share.
private func file(of declarations: [SharedTypes.Declaration]) -> OutputFile {
  var source = SwiftSource()
  source.imports(foundation: declarations.contains { $0.type.value.needsFoundation })
  source.sharedTypes(declarations)
  return OutputFile(path: sharedTypesFile, contents: GeneratedFile.contents(source.text))
}

/// The row types of one table: one stored table, or two while its rows move.
private func rows(
  of shapes: [RowShape], _ builder: SwiftTypeBuilder, key: (RowShape) -> ValueType?
) -> (source: SwiftSource, types: [SwiftType]) {
  var source = SwiftSource()
  var types: [SwiftType] = []
  source.imports(
    foundation: shapes.contains(where: \.needsFoundation) || shapes.contains { key($0)?.needsFoundation == true })
  for (index, shape) in shapes.enumerated() {
    if index > 0 { source.line() }
    guard shape.original == nil else {
      let write = RowType(writing: shape, name: shape.baseName + "Write", handingBack: nil, builder)
      source.write(write, handingBack: nil)
      types += write.fields.map(\.type)
      continue
    }
    if let key = key(shape) {
      source.keyType(shape.baseName + "ID", table: shape.baseName + "Row", key)
      source.line()
    }
    let read = RowType(reading: shape, name: shape.baseName + "Row", builder)
    source.row(read)
    source.line()
    let write = RowType(writing: shape, name: shape.baseName + "Write", handingBack: read, builder)
    source.write(write, handingBack: read)
    types += (read.fields + write.fields).map(\.type)
  }
  return (source, types)
}

/// The file names of tables, without suffix: the tables' names, escaped so that they differ on every disk.
///
/// Many file systems ignore case: of names that differ only by case, each gets a digest.
private func rowFileNames(of tables: [TableName]) -> [TableName: String] {
  let escaped = tables.map { table in
    table.text.unicodeScalars.map { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil) || scalar == "_"
        ? String(scalar) : "+" + String(scalar.value, radix: 16)
    }.joined()
  }
  let counts = Dictionary(escaped.map { ($0.lowercased(), 1) }, uniquingKeysWith: +)
  return Dictionary(
    zip(tables, escaped).map { table, name in
      let isUnique = counts[name.lowercased()] == 1
      return (table, isUnique ? name : name + "-" + hexadecimal(sha256(Array(table.text.utf8))).prefix(8))
    }, uniquingKeysWith: { first, _ in first })
}

/// The path of the list of plans.
package let plansFilePath = "\(folder)/Plans.generated.swift"

/// The list of plans, and the tables that the code of this build is for.
///
/// Branches with different plans merge in this file: it has a line for each plan and one for each table, in an order that
/// does not depend on others, and no digest.
///
/// - Parameters:
///   - plans: The Swift types of the plans, each with the deploy that the code of this commit is for; `nil` is the last
///     one.
///   - retired: The names of finished plans whose files were deleted.
///   - hasBaseline: Whether there is the file of `baselineFile`.
///   - current: The revision that the code of this commit is for.
package func plansFile(
  _ plans: [(typeName: String, deploy: Int?)], retired: [String] = [], hasBaseline: Bool = false,
  current: StoreRevision
) -> OutputFile {
  var source = SwiftSource()
  let schema = current.schema
  source.line("// Written by Bellows. Do not edit: `bellows sync` writes it again.")
  source.imports()
  let tables = Dialect(for: schema.target).map(current.storedTables) ?? []
  source.documentation("All plans, and the schema that this build is for.")
  source.block("public let plans = Migrations(", end: ")") { source in
    source.line("schema: schema,")
    if schema.target != defaultTarget { source.line("target: .\(schema.target.rawValue),") }
    if !tables.isEmpty { source.line("tables: StoredTables.all,") }
    let external = tables.isEmpty ? [] : schema.referencedExternalTables.map(\.storedName.text.swiftLiteral)
    if !external.isEmpty { source.line("externalTables: [\(external.joined(separator: ", "))],") }
    if hasBaseline { source.line("baseline: Baseline.sql,") }
    if !retired.isEmpty {
      source.block("retired: [", end: "],") { source in
        for name in retired { source.line("\(name.swiftLiteral),") }
      }
    }
    source.block("plans: [", end: "]") { source in
      for plan in plans {
        source.line("\(plan.typeName).plan\(plan.deploy.map { ".at(deploy: \($0))" } ?? ""),")
      }
    }
  }
  source.line()
  source.documentation("The fingerprint of each table.")
  let names = schema.tables.map(\.name).sorted()
  source.block("private let schema: KeyValuePairs<String, String> = [", end: "]") { source in
    if names.isEmpty { source.line(":") }
    // On lines of their own, so that branches that change neighbouring tables do not conflict.
    for name in names {
      source.line("\(name.text.swiftLiteral):")
      source.line("  \(schema.limited(to: [name]).fingerprint.swiftLiteral),")
    }
  }
  if !tables.isEmpty { source.storedTables(tables) }
  return OutputFile(path: plansFilePath, contents: source.text)
}

/// The path of the Swift file with `Migrations/baseline.sql`.
package let baselineFilePath = "\(folder)/Baseline.generated.swift"

/// The Swift file with `Migrations/baseline.sql`.
package func baselineFile(_ sql: String) -> OutputFile {
  var source = SwiftSource()
  source.line("// swift-format-ignore-file")
  source.documentation("Migrations/baseline.sql: what the schema of an adopted database does not say.")
  source.block("enum Baseline {") { source in source.literal(sql, before: "static let sql = ", end: "") }
  return OutputFile(path: baselineFilePath, contents: GeneratedFile.contents(source.text))
}

extension SwiftSource {
  /// The imports of a generated file.
  fileprivate mutating func imports(foundation: Bool = false) {
    line("// swift-format-ignore-file")
    line("import Bellows")
    if foundation {
      // For UUID and Data.
      line()
      line("#if canImport(FoundationEssentials)")
      line("  import FoundationEssentials")
      line("#else")
      line("  import Foundation")
      line("#endif")
    }
    line()
  }

  /// The typed key of a table.
  fileprivate mutating func keyType(_ name: String, table: String, _ key: ValueType) {
    var spelling = "JSONValue"
    if let scalar = key.scalar { spelling = scalar.swiftType.name }
    if case .literal(let literal) = key { spelling = literal.scalar.swiftType.name }
    line("public typealias \(name) = Key<\(table), \(spelling)>")
  }
}

extension ValueType {
  /// Whether its Swift type is one of Foundation's, or contains one.
  fileprivate var needsFoundation: Bool {
    switch self {
    case .scalar(let scalar): scalar.swiftType.isFoundation
    case .bounded(let bound): bound.scalar.swiftType.isFoundation
    case .any, .literal, .reference: false
    case .array(let element): element.needsFoundation
    case .record(let key, let value): key == .uuid || value.needsFoundation
    case .object(let members): members.contains { $0.type.needsFoundation }
    case .union(let members): members.contains { $0.needsFoundation }
    }
  }
}

extension RowShape {
  fileprivate var needsFoundation: Bool {
    columns.contains { [$0.read, $0.write].contains { $0?.value.needsFoundation == true } }
  }
}
