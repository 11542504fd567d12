// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL
import PlanModel
import SchemaLanguage
import SchemaModel

/// Where the Swift of all plans stands in a user's package: a target of its own.
private let folder = "Sources/Migrations"

/// The Swift of one plan: its frozen types, known bodies and description, and the file for the bodies that a person
/// writes, if there are any.
///
///     migrationFiles(plan, named: name, typeName: name.typeName)
///     // Sources/Migrations/2026-03-01-add-age/AddAge.generated.swift
///     // Sources/Migrations/2026-03-01-add-age/AddAge.swift
package func migrationFiles(_ plan: Plan, named name: MigrationName, typeName: String) -> [OutputFile] {
  let frozen = FrozenRows(plan, typeName: typeName)
  let directory = "\(folder)/\(name.text)"
  var files = [
    OutputFile(
      path: "\(directory)/\(typeName).generated.swift",
      contents: GeneratedFile.contents(generatedSource(plan, name, typeName, frozen)))
  ]
  let unknown = zip(plan.backfills, frozen.bodies).compactMap { backfill, body in
    backfill.transform == .custom ? body.map { (backfill, $0) } : nil
  }
  if !unknown.isEmpty {
    var source = SwiftSource()
    source.line("// The bodies of \(name.text): yours. Bellows wrote this file once and never will again.")
    source.line("import Bellows")
    source.line()
    source.block("extension \(typeName) {") { source in
      for (place, (backfill, body)) in unknown.enumerated() {
        if place > 0 { source.line() }
        source.handWrittenFunction(backfill, body, plan)
      }
    }
    files.append(
      OutputFile(path: "\(directory)/\(typeName).swift", contents: source.text, isHandWritten: true))
  }
  return files
}

private func generatedSource(
  _ plan: Plan, _ name: MigrationName, _ typeName: String, _ frozen: FrozenRows
) -> String {
  var source = SwiftSource()
  source.imports(
    foundation: (frozen.types + frozen.writes).contains { $0.shape.needsFoundation }
      || frozen.references.contains { $0.key.needsFoundation })
  source.documentation("The plan \(name.text), and the rows that its backfills read and write.")
  source.block("public enum \(typeName) {") { source in
    source.plan(plan, named: name, typeName, frozen.bodies)
    for (place, backfill) in plan.backfills.enumerated() where backfill.transform != .custom {
      if let body = frozen.bodies[place] { source.generatedFunction(backfill, body, plan) }
    }
    for reference in frozen.references {
      source.line()
      source.line("public enum \(reference.tag) {}")
      source.keyType(reference.name, table: reference.tag, reference.key)
    }
    for type in frozen.types {
      source.line()
      source.row(type, isWritable: !frozen.readOnly.contains(type.name))
    }
    for type in frozen.writes {
      source.line()
      source.write(type, handingBack: nil)
    }
  }
  return source.text
}

/// The row types for the code of a deploy of a plan: 0 is the code before it.
package func rowsFile(for plan: Plan, deploy: Int) -> OutputFile {
  rowsFile(CodeShapes(plan, deploy: deploy).shapes(), plan.deploys.last { $0.number <= deploy }?.schema ?? plan.base)
}

/// The row types for code that uses a schema as it is, with no plan on its way.
package func rowsFile(for schema: Schema) -> OutputFile {
  var names = NameScope()
  let storage = Storage(of: schema)
  let shapes = schema.tables.map { table in
    RowShape(table, baseName: names.claimRows(of: table.name), storage: storage)
  }
  return rowsFile(shapes, schema)
}

private func rowsFile(_ shapes: [RowShape], _ schema: Schema) -> OutputFile {
  let storage = Storage(of: schema)
  var builder = SwiftTypeBuilder(references: [:], reserved: [])
  let stored = Dictionary(schema.tables.map { ($0.storedName, $0.name) }) { first, _ in first }
  for shape in shapes {
    // A table under way may be called by its name in the schema, or as the code calls it.
    let key = (shape.original ?? shape.baseName) + "ID"
    builder.references[shape.table] = key
    if let name = stored[shape.stored], name != shape.table { builder.references[name] = key }
  }
  for shape in shapes { builder.reserved.formUnion(["Row", "Write", "ID"].map { shape.baseName + $0 }) }
  var source = SwiftSource()
  source.imports(
    foundation: shapes.contains(where: \.needsFoundation) || storage.namedKeys.contains { $0.type.needsFoundation })
  for (place, shape) in shapes.enumerated() {
    if place > 0 { source.line() }
    guard shape.original == nil else {
      let name = shape.baseName + "Write"
      source.write(RowType(writing: shape, name: name, handingBack: nil, builder), handingBack: nil)
      continue
    }
    if let key = stored[shape.stored].flatMap({ storage.key(of: $0)?.type }) {
      source.keyType(shape.baseName + "ID", table: shape.baseName + "Row", key)
      source.line()
    }
    let read = RowType(reading: shape, name: shape.baseName + "Row", builder)
    source.row(read, isWritable: false)
    source.line()
    source.write(RowType(writing: shape, name: shape.baseName + "Write", handingBack: read, builder), handingBack: read)
  }
  return OutputFile(path: "\(folder)/Rows.generated.swift", contents: GeneratedFile.contents(source.text))
}

/// What a build knows of its plans and of the schema that its code is for.
///
/// - Parameters:
///   - plans: Swift types of plans in the order of their making, each with the deploy that this commit's code is for;
///     `nil` is the last one.
///   - current: What the store enforces for this commit's code.
package func plansFile(_ plans: [(typeName: String, deploy: Int?)], current: StoreRevision) -> OutputFile {
  var source = SwiftSource()
  source.imports()
  let tables = current.schema.target == .sqlite ? current.storedTables : []
  source.documentation("All plans, in the order in which they are carried out.")
  source.block("public let plans = Migrations(", end: ")") { source in
    source.line("schema: \(current.schema.fingerprint.swiftLiteral),")
    if current.schema.target != .sqlite { source.line("target: .\(current.schema.target.rawValue),") }
    if !tables.isEmpty { source.line("tables: storedTables,") }
    source.block("plans: [", end: "]") { source in
      for plan in plans {
        source.line("\(plan.typeName).plan\(plan.deploy.map { ".at(deploy: \($0))" } ?? ""),")
      }
    }
  }
  if !tables.isEmpty { source.storedTables(tables) }
  return OutputFile(path: "\(folder)/Plans.generated.swift", contents: GeneratedFile.contents(source.text))
}

extension SwiftSource {
  /// The head of every emitted file's body.
  fileprivate mutating func imports(foundation: Bool = false) {
    line("// swift-format-ignore-file")
    line("import Bellows")
    if foundation {
      // UUID and Data.
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
    if case .scalar(let scalar) = key { spelling = SwiftTypeBuilder.spelling(of: scalar) }
    if case .literal(let literal) = key { spelling = SwiftTypeBuilder.spelling(of: literal.scalar) }
    line("public typealias \(name) = Key<\(table), \(spelling)>")
  }
}

extension ValueType {
  /// Whether its Swift form is one of Foundation's, or has one inside.
  fileprivate var needsFoundation: Bool {
    switch self {
    case .scalar(.bytes), .scalar(.uuid): true
    case .any, .scalar, .literal, .reference: false
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
