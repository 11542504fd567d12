// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import SchemaLanguage
import SchemaModel
import Testing

@testable import MigrationSQL
@testable import SwiftEmitter

/// How generated code reads and writes columns, against the columns that the statements create.
@Suite struct RuntimeFormTests {
  /// The types of the runtime by the names that the server has for them, without lengths and numbers of digits.
  private static let serverTypes: [String: ServerType] = [
    "boolean": .boolean, "smallint": .smallint, "integer": .integer, "bigint": .bigint, "real": .real,
    "double precision": .double, "numeric": .numeric, "text": .text, "character varying": .text, "bytea": .bytea,
    "uuid": .uuid, "date": .date, "timestamp without time zone": .timestamp, "timestamp with time zone": .timestamptz,
    "json": .json, "jsonb": .jsonb,
  ]

  /// The type of the runtime for a type of the server.
  private static func serverType(_ name: String) -> ServerType? {
    let plain = name.replacing(#/\([0-9,]*\)/#, with: "")
    if plain.hasSuffix("[]") { return serverType(String(plain.dropLast(2))).map(ServerType.array) }
    return serverTypes[plain] ?? (plain == "state" || plain == "\"state\"" ? .enumeration("state") : nil)
  }

  @Test("Code names the type that a column on PostgreSQL has, whatever its type and its stored form")
  func serverTypes() throws {
    let types: [ValueType] =
      Scalar.allCases.map(ValueType.scalar) + [
        .any, .reference("keyed"), .reference("plain"), .literal(.string("a")), .literal(.int(1)),
        .record(.string, .scalar(.int)), .object([ValueType.Member("m", .scalar(.int))]),
      ] + Scalar.allCases.map { .array(.scalar($0)) }
    var seen: Set<ServerType> = []
    for type in types {
      for stored in [nil] + StoredForm.examples.map(Optional.some) {
        var field = Field("f", FieldType(type))
        field.storedForm = stored
        let tables = [
          Table("keyed", content: .fields([Field("k", FieldType(.scalar(.uuid)), isKey: true)])),
          Table("plain", content: .fields([])), Table("t", content: .fields([field])),
        ]
        let schema = Schema(target: .postgresql, tables: tables)
        let storage = Storage(of: schema)
        if let stored, !storage.hasForm(stored, of: type) { continue }
        let definition = PostgreSQLTableBuilder(StoreRevision(schema)).definition(of: tables[2])
        let column = try #require(definition.columns.first { $0.name == "f" })
        let wanted = try #require(Self.serverType(column.type), "\(column.type)")
        #expect(storage.serverType(of: field) == wanted, "\(type) stored as \(String(describing: stored))")
        seen.insert(wanted)
      }
    }
    #expect(seen.isSuperset(of: Self.serverTypes.values) && seen.contains(.enumeration("state")))
    #expect(seen.contains(.array(.uuid)))
  }

  @Test("A row of a table with variants is one JSON column in SQL, and the whole document elsewhere")
  func rowsWithVariants() throws {
    for target in Target.allCases {
      let text = "target \(target.rawValue)\ntable t = { k: \"a\", x: int } | { k: \"b\" }"
      let schema = try readSchema([SourceFile(path: "t.schema", text: text)])
      let rows = rowFiles(for: schema).map(\.contents).joined()
      let isInSQL = [.sqlite, .postgresql].contains(target)
      #expect(rows.contains("forms: [Column.Form] = [.int, \(isInSQL ? ".json" : ".wholeRow")]"), "\(rows)")
    }
  }
}
