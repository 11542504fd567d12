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

/// An empty database made by Bellows, read back: the schema that went in comes out, but for what no table says.
///
/// What that is, `told` says.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct InspectionTests {
  @Test("Every example comes back") func everyExampleComesBack() async throws {
    let root = Examples.root.appendingPathComponent("schemas")
    let files = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    let paths = files.filter { $0.hasSuffix("/before.schema") || $0.hasSuffix("/after.schema") }.sorted()
    var (same, told) = (0, 0)
    for path in paths {
      guard let schema = Examples.schema(path, .sqlite) else { continue }
      // The database has no tables of other owners.
      if !schema.externalTables.isEmpty { continue }
      let found = try await Self.inspected(schema)
      let expected = schema.told
      #expect(
        found.fingerprint == expected.fingerprint,
        "\(path)\n\(printSchema(expected))\ncame back as\n\(printSchema(found))")
      if found.fingerprint == schema.fingerprint { same += 1 } else { told += 1 }
    }
    print("inspect: \(same) schemas came back as they were, \(told) as far as tables tell")
    #expect(same > 100)
  }

  /// Whatever the schema, what is read back is a schema; and read back once more, it is the same.
  @Test("Random schemas settle") func randomSchemasSettle() async throws {
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
  /// What the tables of a database say of the schema that they were made from.
  ///
  /// They know stored names alone, and of a column that holds one kind of scalar what its CHECK says: 0 or 1 is a truth
  /// value, and a count is no instant unless its default is `now`. A key of integers may always be assigned. Inside
  /// JSON a CHECK sees kinds, members and literals, but neither the elements of arrays and the entries of records nor
  /// what a text spells.
  fileprivate var told: Schema {
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
              .map { $0.told(storage, names, isWholeKey: $0.isKey && table.keyFields.count == 1) })
          case .shapes(let shapes):
            .shapes(
              shapes.map { shape in
                shape.map { ValueType.Member($0.name, $0.type.toldJSON(storage), isOptional: $0.isOptional) }
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

  fileprivate func told(_ storage: Storage, _ names: [TableName: TableName], isWholeKey: Bool) -> Field {
    var told = Field(FieldName(storedName.text), type, isKey: isKey, defaultValue: defaultValue, onDelete: onDelete)
    told.type.value = type.value.told(storage, names)
    told.storedForm = storedForm
    let isInstant = told.type.value == .scalar(.timestamp)
    if isInstant, defaultValue != .now {
      told.type.value = .scalar(storage.form(of: self) == .integer ? .int : .string)
      told.storedForm = nil
      if case .text(_, let text)? = defaultValue, let count = Instant(text)?.microseconds {
        told.defaultValue = .literal(.int(count))
      }
    }
    if isWholeKey, told.type.value == .scalar(.int) { told.defaultValue = .auto }
    return told
  }
}

extension ValueType {
  /// A column's type.
  fileprivate func told(_ storage: Storage, _ names: [TableName: TableName]) -> ValueType {
    if case .reference(let name) = self { return .reference(names[name] ?? name) }
    guard let scalar = storage.columnScalar(of: self) else { return toldJSON(storage) }
    let literals = alternatives.compactMap { if case .literal(let literal) = $0 { literal } else { nil } }
    guard literals.count == alternatives.count else { return .scalar(scalar) }
    let numbers = literals.map { if case .bool(let flag) = $0 { Literal.int(flag ? 1 : 0) } else { $0 } }
    if Set(numbers) == [.int(0), .int(1)] { return .scalar(.bool) }
    return .union(of: numbers.map(ValueType.literal)) ?? self
  }

  /// A type inside JSON.
  fileprivate func toldJSON(_ storage: Storage) -> ValueType {
    switch self {
    case .any: return .any
    case .scalar(.bytes), .scalar(.timestamp), .scalar(.date), .scalar(.uuid), .scalar(.decimal):
      return .scalar(.string)
    case .scalar, .literal: return self
    case .reference: return (storage.columnScalar(of: self).map(ValueType.scalar) ?? .any).toldJSON(storage)
    case .array: return .array(.any)
    case .record(.literals(let literals), let value):
      return .object(literals.map { Member($0.keyText, value.toldJSON(storage), isOptional: true) })
    case .record: return .record(.string, .any)
    case .object(let members):
      return .object(members.map { Member($0.name, $0.type.toldJSON(storage), isOptional: $0.isOptional) })
    case .union(let members): return .union(of: members.map { $0.toldJSON(storage) }) ?? self
    }
  }
}
