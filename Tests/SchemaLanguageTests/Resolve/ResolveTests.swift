// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import Testing

/// What a schema means once it is read.
@Suite struct ResolveTests {
  @Test("Several files are one namespace, in any order")
  func filesAreOneNamespaceAndOrderMeansNothing() throws {
    let one = "target sqlite\ntable users { team: id<teams>\naddress: Address }"
    let two = "type Address = { street: Street }\ntype Street = string\ntable teams {}"
    let schema = try read(one, two)
    #expect(try read(two, one) == schema)
    #expect(schema.target == .sqlite)
    #expect(schema.tables.map(\.name) == ["teams", "users"])
    #expect(schema.table("users")?.field("address")?.type.description == "{ street: string }")
  }

  @Test("Errors of every file are reported in one run")
  func everyFileIsReportedInOneRun() {
    let found = diagnostics(["table a { x: nothing }\ntable b { y: }", "table a {}"])
    #expect(found.map(\.id.rawValue) == ["unknown-type", "expected-type", "duplicate-table"])
    #expect(found.map { $0.range?.file } == [0, 0, 1])
  }

  @Test("Unions of named types are flat and without repetitions")
  func unionsThroughNamesAreFlatAndWithoutRepetitions() throws {
    let schema = try read("type A = \"x\" | \"y\"\ntype B = A | \"x\" | int\ntable t { b: (A | B)? }")
    #expect(schema.tables[0].fields[0].type.description == "(\"x\" | \"y\" | int)?")
  }

  @Test("Defaults are read as values of their type")
  func defaultsAreReadAtTheirType() throws {
    let schema = try read(
      """
      table t {
        a: double = 1
        b: decimal = "+01.50"
        c: timestamp = "2024-02-29T23:30:00.5-01:00"
        d: uuid = "6BA7B810-9DAD-11D1-80B4-00C04FD430C8"
        e: string | date = "2026-03-01"
        f: decimal = 0.1
        g: [string: int] = {}
        h: { x: int? } = {}
        i: date = "2000-01-01"
      }
      """)
    #expect(
      schema.tables[0].fields.map(\.defaultValue) == [
        .literal(.double(1)), .text(.decimal, "1.5"), .text(.timestamp, "2024-03-01T00:30:00.500000Z"),
        .text(.uuid, "6ba7b810-9dad-11d1-80b4-00c04fd430c8"), .literal(.string("2026-03-01")), .text(.decimal, "0.1"),
        .emptyObject, .emptyObject, .text(.date, "2000-01-01"),
      ])
  }

  @Test("Renamed literals keep their previous name and path")
  func literalsKeepTheirPastWithItsPath() throws {
    let schema = try read(
      "type Role = (\"member\" @was(\"user\") | \"admin\")\ntable t { r: Role\ns: { roles: [Role]? } }")
    let fields = schema.tables[0].fields
    #expect(fields[0].literalRenames == [LiteralRename(old: .string("user"), new: .string("member"))])
    #expect(fields[1].literalRenames.map(\.path) == [["roles", "[]"]])
  }

  @Test("Renamed members keep their previous names and the path of their object, and are printed")
  func renamedMembers() throws {
    let text = """
      target convex

      table t {
        a: {
          b: string @was(x, y),
          c: [{ d: int? @was(e), f: [string: { g: bool @was(`h i`) }] @was(j) }],
        }?
      }

      """
    let schema = try read(text)
    #expect(
      schema.tables[0].fields[0].memberRenames.map { "\($0.path.map(\.text)) \($0.old) \($0.new)" } == [
        #"[] x b"#, #"[] y b"#, #"["c", "[]"] e d"#, #"["c", "[]"] j f"#, #"["c", "[]", "f", "[]"] h i g"#,
      ])
    #expect(printSchema(schema) == text)
    #expect(try format(SourceFile(path: "a.schema", text: text)) == text)
    #expect(schema.tables[0].withoutHistory.fields[0].memberRenames.isEmpty)
    let shared = try read("target convex type A = { b: int @was(a) } table t { x: A y: [A] }")
    #expect(shared.tables[0].fields.map { $0.memberRenames.map(\.path) } == [[[]], [["[]"]]])
  }

  @Test("A variant may be a named union")
  func aVariantMayNameAUnion() throws {
    let schema = try read("type E = { k: 1, x: int } | { k: 2 }\ntable t = E | { k: 3 } { index i (x) }")
    guard case .variants(let variants) = schema.tables[0].content else {
      Issue.record("no shapes")
      return
    }
    #expect(variants.count == 3)
    #expect(schema.tables[0].indexes.count == 1)
  }

  @Test("An index path must be in exactly one alternative")
  func anIndexPathMustBeInOneAlternativeOnly() {
    #expect(diagnostics(["table t { d: { k: \"a\", x: int } | { k: \"b\" }\nindex i (d.x, d.k) }"]).isEmpty)
  }

  @Test("A type with a syntax error is not reported as unknown")
  func whatCannotBeReadIsNotCalledUnknown() {
    #expect(
      diagnostics(["table t { a: Missing }\ntype Missing = ]"]).map(\.id.rawValue).contains("unknown-type") == false)
  }

  @Test("Names that expand exponentially are refused at once")
  func aBombOfNamesIsRefusedAtOnce() {
    let types = (1...200).map { "type T\($0) = { a: T\($0 - 1), b: T\($0 - 1), c: T\($0 - 1) }" }
    let found = diagnostics([(["type T0 = int"] + types + ["table t { x: T200 }"]).joined(separator: "\n")])
    #expect(found.map(\.id.rawValue) == ["type-too-large"])
  }

  @Test("Many large types that are too large together are refused")
  func manyLargeTypesAreRefusedTogether() {
    let types = (1...13).map { "type T\($0) = { a: T\($0 - 1), b: T\($0 - 1) }" }
    let fields = (0..<400).map { "f\($0): T13" }
    let text = (["type T0 = int"] + types + ["table t {"] + fields + ["}"]).joined(separator: "\n")
    #expect(diagnostics([text]).map(\.id.rawValue) == ["schema-too-large"])
  }

  @Test("A long chain of named types does not overflow the stack")
  func aLongChainOfNamesNeedsNoStack() {
    let types = (1...50_000).reversed().map { "type T\($0) = T\($0 - 1)" }
    #expect(diagnostics([(types + ["type T0 = int\ntable t { x: T50000 }"]).joined(separator: "\n")]).isEmpty)
  }

  @Test("Two Unicode spellings of one letter are two fields")
  func bothSpellingsOfEAcuteAreTwoFields() throws {
    let schema = try read("target sqlite\ntable t { `caf\u{e9}`: int\n`cafe\u{301}`: int }")
    #expect(schema.tables[0].fields.count == 2)
  }

  private func read(_ texts: String...) throws(DiagnosticList) -> Schema {
    try readSchema(texts.enumerated().map { SourceFile(path: "\($0.offset).schema", text: $0.element) })
  }
}
