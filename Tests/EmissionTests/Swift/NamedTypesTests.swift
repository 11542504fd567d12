// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import Testing

@testable import SwiftEmitter

/// One Swift type for each `type` declaration, shared by all tables.
@Suite struct NamedTypesTests {
  private static let types = """
    /// A postal address.
    type Address = { street: string, country: Country, city: string }
    type Country = "de" | "fr"
    type Land = "fr" | "de"
    type Nation = "de" | "fr"
    type Locale = "en" | "de"
    type Items = [{ text: string }]
    type Unused = { x: int }
    """
  private static let tables = """
    table users { home: Address, work: Address?, past: [Address], locale: Locale?, names: [Locale: string], items: Items }
    table teams { office: Address, nation: Nation, country: Country | "it" }
    """

  private func schema(_ text: String) throws -> Schema {
    try readSchema([SourceFile(path: "app.schema", text: "target sqlite\n" + text)])
  }

  private func file(_ name: String, of files: [OutputFile]) throws -> String {
    try #require(files.first { $0.path == "Sources/Migrations/Rows/\(name).generated.swift" }).contents
  }

  @Test("Fields of the same named type have one Swift type")
  func sharedTypes() throws {
    let files = rowFiles(for: try schema(Self.types + "\n" + Self.tables))
    let (users, teams) = (try file("users.row", of: files), try file("teams.row", of: files))
    for line in [
      "home: Address", "work: Address?", "past: [Address]", "locale: LocaleType?", "names: Record<LocaleType, String>",
      "items: [ItemsItem]",
    ] {
      #expect(users.contains("  public var \(line)\n") && users.contains("  public var \(line) { didSet"), "\(line)")
    }
    #expect(!users.contains("struct Address") && !teams.contains("struct Address"))
    #expect(teams.contains("public var office: Address\n") && teams.contains("public var nation: Country\n"))
    // A nested type does not hide a shared one.
    #expect(teams.contains("public enum Country2: LiteralUnion {"))
    let shared = try file("named-types", of: files)
    #expect(shared.contains("/// A postal address.\npublic struct Address: StoredValue {"))
    #expect(shared.contains("public init(street: String, country: Country, city: String)"))
    #expect(shared.contains("public typealias Nation = Country\n"))
    #expect(!shared.contains("Unused") && !shared.contains("Land"))
    #expect(generatedState(of: shared) == .untouched)
  }

  @Test("A schema without named types has no such file")
  func noTypes() throws {
    #expect(rowFiles(for: try schema("type Unused = { x: int } table t { a: { x: string } }")).count == 1)
  }

  @Test("While a named type changes, a field that is written otherwise has its own type")
  func inFlight() throws {
    let before = try schema("type Address = { street: string } table users { home: Address }")
    let after = try schema("type Address = { street: string, zip: string? } table users { home: Address }")
    let plan = try planMigration(from: before, to: after).plan
    let first = try file("users.row", of: rowFiles(for: plan, deploy: 1, types: after.namedTypes))
    #expect(first.contains("  public var home: Address\n") && first.contains("  public var home: Home { didSet"))
    #expect(first.contains("    init(carrying read: Address) {"))
    let last = try #require(plan.deploys.last).number
    let users = try file("users.row", of: rowFiles(for: plan, deploy: last, types: after.namedTypes))
    #expect(users.contains("  public var home: Address\n") && users.contains("  public var home: Address { didSet"))
  }

  @Test("The printed schema with its types has the same types when it is read again")
  func printing() throws {
    let schema = try schema(Self.types + "\n" + Self.tables)
    let text = printSchemaWithTypes(schema)
    let again = try readSchema([SourceFile(path: "current.schema", text: text)])
    #expect(again == schema && again.namedTypes.all == schema.namedTypes.all)
    #expect(printSchemaWithTypes(again) == text)
    #expect(again.fingerprint == (try readSchema([SourceFile(path: "a", text: printSchema(schema))])).fingerprint)
  }

  @Test(
    "A file imports Foundation if a type in it has a UUID or bytes, however deep",
    arguments: [
      ("{ x: uuid }", true), ("{ x: bytes? }", true), ("{ x: [uuid] }", true), ("{ x: [string: bytes] }", true),
      ("{ x: [uuid: int] }", true), ("{ x: { y: { z: uuid } } }", true), ("{ x: int | { y: uuid } }", true),
      ("{ x: string }", false), ("{ x: timestamp }", false), ("{ x: [date] }", false),
      ("{ x: [string: decimal] }", false),
      ("{ x: any, y: { z: double? } }", false), ("{ x: \"uuid\" | { y: int } }", false),
    ])
  func foundation(type: String, isImported: Bool) throws {
    let files = rowFiles(for: try schema("type A = \(type) table t { a: A } table u { a: \(type) }"))
    for name in ["named-types", "t.row", "u.row"] {
      #expect(try file(name, of: files).contains("  import Foundation\n") == isImported, "\(name)")
    }
  }
}
