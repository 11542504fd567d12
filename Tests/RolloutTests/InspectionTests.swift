// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsSQLite
import BellowsSQLiteInspect
import Foundation
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

@testable import MigrationSQL
@testable import SwiftEmitter

/// An empty database that Bellows creates is inspected as the same schema, except for facts that tables do not record:
/// see `expressed`.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct InspectionTests {
  @Test("Every example schema is inspected as itself") func everyExampleComesBack() async throws {
    let root = Examples.root.appendingPathComponent("schemas")
    let files = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    let paths = files.filter { $0.hasSuffix("/before.schema") || $0.hasSuffix("/after.schema") }.sorted()
    var (same, expressed) = (0, 0)
    for path in paths {
      guard let schema = Examples.schema(path, .sqlite) else { continue }
      // The database has no tables of other owners.
      if !schema.externalTables.isEmpty { continue }
      let found = try await Self.inspected(schema)
      let expected = schema.expressed
      #expect(
        found.fingerprint == expected.fingerprint,
        "\(path)\n\(printSchema(expected))\ncame back as\n\(printSchema(found))")
      if found.fingerprint == schema.fingerprint { same += 1 } else { expressed += 1 }
    }
    print("inspect: \(same) schemas came back as they were, \(expressed) as far as tables express them")
    #expect(same > 100)
  }

  /// Every random schema is inspected as a schema, and that one is inspected as itself.
  @Test("The schema that inspect prints for a random schema is inspected as itself")
  func randomSchemasSettle() async throws {
    let count = Thorough.count(sample: 60, whole: 1_000)
    for seed in Thorough.seed..<Thorough.seed + UInt64(count) {
      var generator = SchemaGenerator(seed: seed)
      let first = try await Self.inspected(generator.schema(target: .sqlite), mayLeaveOut: true)
      let second = try await Self.inspected(first, mayLeaveOut: true)
      #expect(
        first.fingerprint == second.fingerprint,
        "seed \(seed)\n\(printSchema(first))\ncame back as\n\(printSchema(second))")
    }
  }

  private static func inspected(_ schema: Schema, mayLeaveOut: Bool = false) async throws -> Schema {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-\(UUID().uuidString).sqlite").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let tables = StoreRevision(schema).storedTables(in: .sqlite)
    let database = SQLite(path: path)
    let status = await MigrateCommand.run(
      Migrations(schema: schema.fingerprint, tables: tables, plans: []), on: database, environment: "test",
      arguments: ["create"])
    #expect(status == 0)
    let text = try await database.inspect()
    #expect(mayLeaveOut || !text.hasPrefix("// "), "\(text)")
    return try readSchema([SourceFile(path: "inspected.schema", text: text)])
  }
}

extension Schema {
  /// The facts of the schema that its tables express.
  ///
  /// Tables have only stored names. The CHECK of a column with one scalar type distinguishes a bool (0 or 1) from an
  /// int, but an instant only by the default `now`. Every integer key may be assigned by the database. The CHECK of a
  /// JSON column has types, members and literals, but not the elements of arrays, the entries of records or formats of
  /// text.
  fileprivate var expressed: Schema {
    let names = Dictionary(tables.map { ($0.name, TableName($0.storedName.text)) }) { first, _ in first }
    let storage = Storage(of: self)
    return Schema(
      target: target,
      tables: tables.map { table in
        let stored = Dictionary(table.fields.map { ($0.name, FieldName($0.storedName.text)) }) { first, _ in first }
        let content: Table.Content =
          switch table.content {
          case .fields(let fields):
            .fields(
              fields.filter {
                !($0.isKey && $0.storedName == "_id" && table.keyFields.count == 1 && $0.isCount(storage))
              }
              .map { $0.expressed(storage, names, isWholeKey: $0.isKey && table.keyFields.count == 1) })
          case .variants(let variants):
            .variants(
              variants.map { variant in
                variant.map { ValueType.Member($0.name, $0.type.expressedJSON(storage), isOptional: $0.isOptional) }
              })
          }
        var result = Table(TableName(table.storedName.text), content: content)
        func path(_ path: [FieldName]) -> [FieldName] {
          guard let first = path.first, let name = stored[first] else { return path }
          return [name] + path.dropFirst()
        }
        result.indexes = table.indexes.map { index in
          Index(index.kind, index.name, index.paths.map(path), filters: index.filters.map(path))
        }
        return result
      })
  }
}

extension Field {
  fileprivate func isCount(_ storage: Storage) -> Bool {
    storage.form(of: self) == .integer && storage.columnScalar(of: type.value) == .int
  }

  fileprivate func expressed(_ storage: Storage, _ names: [TableName: TableName], isWholeKey: Bool) -> Field {
    var expressed = Field(
      FieldName(storedName.text), type, isKey: isKey, defaultValue: defaultValue, onDelete: onDelete)
    expressed.type.value = type.value.expressed(storage, names)
    expressed.storedForm = storedForm
    let isInstant = expressed.type.value == .scalar(.timestamp)
    if isInstant, defaultValue != .now {
      expressed.type.value = .scalar(storage.form(of: self) == .integer ? .int : .string)
      expressed.storedForm = nil
      if case .text(_, let text)? = defaultValue, let count = Instant(text)?.microseconds {
        expressed.defaultValue = .literal(.int(count))
      }
    }
    if isWholeKey, expressed.type.value == .scalar(.int) { expressed.defaultValue = .auto }
    return expressed
  }
}

extension ValueType {
  /// A column's type.
  fileprivate func expressed(_ storage: Storage, _ names: [TableName: TableName]) -> ValueType {
    if case .reference(let name) = self { return .reference(names[name] ?? name) }
    guard let scalar = storage.columnScalar(of: self) else { return expressedJSON(storage) }
    let literals = alternatives.compactMap { if case .literal(let literal) = $0 { literal } else { nil } }
    guard literals.count == alternatives.count else { return .scalar(scalar) }
    let numbers = literals.map { if case .bool(let flag) = $0 { Literal.int(flag ? 1 : 0) } else { $0 } }
    if Set(numbers) == [.int(0), .int(1)] { return .scalar(.bool) }
    return .union(of: numbers.map(ValueType.literal)) ?? self
  }

  /// A type inside JSON.
  fileprivate func expressedJSON(_ storage: Storage) -> ValueType {
    switch self {
    case .any: return .any
    case .scalar(.bytes), .scalar(.timestamp), .scalar(.date), .scalar(.uuid), .scalar(.decimal):
      return .scalar(.string)
    case .scalar, .bounded, .literal: return self
    case .reference: return (storage.columnScalar(of: self).map(ValueType.scalar) ?? .any).expressedJSON(storage)
    case .array: return .array(.any)
    case .record(.literals(let literals), let value):
      return .object(literals.map { Member($0.keyText, value.expressedJSON(storage), isOptional: true) })
    case .record: return .record(.string, .any)
    case .object(let members):
      return .object(members.map { Member($0.name, $0.type.expressedJSON(storage), isOptional: $0.isOptional) })
    case .union(let members): return .union(of: members.map { $0.expressedJSON(storage) }) ?? self
    }
  }
}
