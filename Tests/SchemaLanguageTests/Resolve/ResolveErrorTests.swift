// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import Testing

/// Each error of meaning: its ID, and its place, which the text marks as «this».
@Suite struct ResolveErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var id: String
    var text: String
    /// What the first fix-it makes of the marked text.
    var mended: String?

    init(_ id: String, _ text: String, mended: String? = nil) {
      self.id = id
      self.text = text
      self.mended = mended
    }

    var testDescription: String { "\(id): \(text)" }
  }

  static let all = names + types + fields + keys + indexes + external + storage

  @Test("Each error of names and types is reported at its position", arguments: all)
  func isReportedAtItsPlace(example: Case) throws {
    let parts = example.text.split(separator: "«", maxSplits: 1, omittingEmptySubsequences: false)
    let rest = try #require(parts.last).split(separator: "»", maxSplits: 1, omittingEmptySubsequences: false)
    try #require(parts.count == 2 && rest.count == 2)
    let text = parts[0] + rest[0] + rest[1]
    let start = parts[0].utf8.count
    let expected = SourceRange(file: 0, start: start, end: start + rest[0].utf8.count)

    let found = diagnostics([String(text)])
    #expect(found.map(\.id.rawValue) == [example.id], "\(found.map(\.message))")
    #expect(found.first?.range == expected)
    guard let mended = example.mended else { return }
    let fixIt = try #require(found.first?.fixIts.first)
    let range = try #require(fixIt.range)
    let bytes = Array(text.utf8)
    let result = bytes[..<range.start] + Array(fixIt.replacement.utf8) + bytes[range.end...]
    #expect(String(decoding: result, as: UTF8.self) == mended)
  }

  @Test("A cycle of types is shown with all its names, or with the first eight", arguments: [1, 2, 7, 8, 9, 12])
  func cycles(length: Int) throws {
    let names = (1...length).map { "T\($0)" }
    let text = names.enumerated().map { "type \($0.element) = [\(names[($0.offset + 1) % length])]\n" }.joined()
    let found = diagnostics([text])
    let only = try #require(found.count == 1 ? found.first : nil)
    #expect(only.id.rawValue == "recursive-type")
    let shown = try #require(only.message.firstMatch(of: /itself: ([^;]*);/)?.1).split(separator: " -> ").map(
      String.init)
    let first = try #require(names.firstIndex(of: shown[0]))
    let cycle = (0...length).map { names[(first + $0) % length] }
    #expect(shown == (length <= 8 ? cycle : cycle.prefix(8) + ["..."]))
    #expect(only.notes.count == min(length - 1, 8))
  }

  static let names = [
    Case("conflicting-targets", "target sqlite\n«target postgresql»"),
    Case("duplicate-table", "table a {}\ntable «a» {}"),
    Case("duplicate-type", "type A = int\ntype «A» = string"),
    Case("duplicate-field", "table a { x: int\n«x»: string }"),
    Case("duplicate-member", "table a { x: { m: int, «m»: string } }"),
    // The type of the field is not known then, so that an index over it is no second error.
    Case("duplicate-member", "table a { x: { m: { k: int }, «m»: string }\nindex i (x.m.k) }"),
    Case("duplicate-index", "table a { x: int\nindex i (x)\nindex «i» (x) }"),
    Case(
      "unknown-type", "type Address = int\ntable a { x: «Adress» }",
      mended: "type Address = int\ntable a { x: Address }"),
    Case("unknown-type", "table a { x: «strin» }", mended: "table a { x: string }"),
    Case("unknown-type", "table a { x: «String» }", mended: "table a { x: string }"),
    Case("unknown-type", "table a { x: «Date» }", mended: "table a { x: date }"),
    Case("unknown-type", "table a { x: «VARCHAR»? }", mended: "table a { x: string? }"),
    Case("unknown-type", "table a { x: [«number»] }", mended: "table a { x: [int] }"),
    Case("unknown-type", "table a { x: «serial» }", mended: "table a { x: int @key = auto }"),
    Case("unknown-type", "table a { x: «enum» }"),
    Case("unknown-type", "table teams {}\ntable a { x: «teams» }", mended: "table teams {}\ntable a { x: id<teams> }"),
    Case(
      "unknown-table", "table teams {}\ntable a { x: id<«team»> }", mended: "table teams {}\ntable a { x: id<teams> }"),
    Case("reserved-name", "table «_bellows_ledger» {}"),
    Case("reserved-name", "table a { «_BELLOWS_x»: int }"),
    Case("reserved-name", "table a { x: { «_bellows_x»: int } }"),
    Case("reserved-name", "table a { x: int\nindex «_bellows_i» (x) }"),
    Case("reserved-name", "table a @table(«\"_bellows_a\"») {}"),
    Case("reserved-name", "target sqlite\ntable «SQLITE_master» {}"),
    Case("reserved-name", "target sqlite\ntable a «@table(\"sqlite_a\")» {}"),
    Case("reserved-name", "target postgresql\ntable «pg_class» {}"),
    Case("reserved-name", "target postgresql\ntable a { «xmin»: int }"),
    Case("reserved-name", "target postgresql\ntable a { x: int «@column(\"ctid\")» }"),
    Case("reserved-name", "table a { «_id»: int }"),
    Case("reserved-name", "target sqlite\ntable a { «_ID»: int }"),
    Case("reserved-name", "table a { x: int «@column(\"_id\")» }"),
    Case("stored-name", "table a { x: int @column(«\"\"») }"),
    Case("duplicate-stored-name", "table a { x: int\ny: int «@column(\"x\")» }"),
    Case("duplicate-stored-name", "table a {}\ntable b «@table(\"a\")» {}"),
    Case("duplicate-stored-name", "target sqlite\ntable a { name: int\n«Name»: int }"),
    Case("duplicate-stored-name", "target sqlite\ntable users {}\ntable «Users» {}"),
    Case("duplicate-stored-name", "target postgresql\ntable a { \(long)1: int\n«\(long)2»: int }"),
    Case("duplicate-stored-name", "target sqlite\ntable a_b {}\ntable a { x: int\n«index b (x)» }"),
    Case(
      "duplicate-stored-name",
      "target postgresql\ntable a { x: int\nindex b_c (x) }\ntable a_b { x: int\n«index c (x)» }"),
  ]

  private static let long = String(repeating: "x", count: 63)

  static let types = [
    Case("recursive-type", "type A = { a: [«A»] }"),
    Case("recursive-type", "type A = { b: B }\ntype B = [C]\ntype C = [string: «A»]\ntable t { a: A }"),
    Case("type-too-large", "\(doubling(14))\ntype X14 = «{ a: X13, b: X13 }»"),
    Case("type-too-deep", "\(nesting(256))\ntype Y257 = «[Y256]»"),
    Case("record-key", "table a { x: [«double»: int] }"),
    Case("record-key", "table a { x: [«true»: int] }"),
    Case("duplicate-literal", "table a { x: \"a\" | \"b\" | «\"a\"» }"),
    Case("shape-not-object", "table a = { x: int } | «string»"),
    Case("was-in-shapes", "table a = «{ x: (\"new\" @was(\"old\")) }»"),
    Case("was-in-shapes", "target convex table a = «{ x: { new: int @was(old) } }»"),
    Case("member-was", "table t { a: { new: int @was(«old») } }"),
    Case(
      "null-in-field", "target sqlite\ntable a { x: «string | null» }",
      mended: "target sqlite\ntable a { x: string? }"),
    Case("null-in-field", "target postgresql\ntable a { x: «null» }"),
    Case("null-in-field", "target sqlite\ntype N = null | int\ntable a { x: «N» }"),
  ]

  /// Each type has twice the parts of the one before.
  private static func doubling(_ count: Int) -> String {
    (0..<count).map { "type X\($0) = " + ($0 == 0 ? "int" : "{ a: X\($0 - 1), b: X\($0 - 1) }") }.joined(
      separator: "\n")
  }

  private static func nesting(_ count: Int) -> String {
    (1...count).map { "type Y\($0) = " + ($0 == 1 ? "int" : "[Y\($0 - 1)]") }.joined(separator: "\n")
  }

  static let fields = [
    Case("duplicate-was", "table a { x: int @was(old)\ny: int @was(«old») }"),
    Case("duplicate-was", "table a { x: int @was(old, «old») }"),
    Case("duplicate-was", "table a @was(old) {}\ntable b @was(«old») {}"),
    Case("duplicate-was", "table a { x: (\"b\" @was(\"a\") | \"c\" @was(«\"a\"»)) }"),
    Case("duplicate-was", "table a { x: int @from(y, «y») }"),
    Case("was-still-exists", "table a { x: int @was(«y»)\ny: int }"),
    Case("was-still-exists", "table a @was(«b») {}\ntable b {}"),
    Case("was-still-exists", "table a { x: (\"a\" @was(«\"b\"») | \"b\") }"),
    Case("was-still-exists", "target convex table t { a: { new: int @was(«old»), old: int } }"),
    Case(
      "was-and-from", "table a { x: int «@was(y)» @from(z) }", mended: "table a { x: int  @from(z) }"),
    Case("default-type", "table a { x: int = «\"1\"» }"),
    Case("default-type", "table a { x: \"a\" | \"b\" = «\"c\"» }"),
    Case("default-type", "table a { x: date = «\"2026-02-29\"» }"),
    Case("default-type", "table a { x: decimal = «\"1e5\"» }"),
    Case("default-type", "table a { x: string = «[]» }"),
    Case("default-type", "table a { x: { m: int } = «{}» }"),
    Case("default-type", "table a { x: string = «now» }"),
    Case("default-type", "table a { x: string = «uuid» }"),
    Case("default-type", "table a { x: string @key = «auto» }"),
    Case("default-auto", "table a { «x: int = auto» }"),
    Case("default-auto", "table a { «x: int @key = auto»\ny: int @key }"),
  ]

  static let keys = [
    Case("optional-key", "table a { x: int«?» @key }", mended: "table a { x: int @key }"),
    Case("key-type", "table a { x: «double» @key }"),
    Case("key-cycle", "table «a» { x: id<b> @key }\ntable b { x: id<a> @key }"),
    Case("key-cycle", "table «a» { x: id<a> @key }"),
    Case("composite-reference", "table a { x: int @key\ny: int @key }\ntable b { a: id<«a»> }"),
    Case("on-delete-not-reference", "table a { x: int «@onDelete(cascade)» }"),
    Case("set-null-required", "table a { x: id<a> «@onDelete(setNull)» }"),
  ]

  static let indexes = [
    Case("index-path", "target sqlite\ntable a { x: { `m\"n`: int }\nindex i (x.«`m\"n`») }"),
    Case(
      "unknown-index-path", "table a { name: string\nindex i («nam») }",
      mended: "table a { name: string\nindex i (name) }"),
    Case("unknown-index-path", "table a { x: { kind: int }\nindex i (x.«kin») }"),
    Case("unknown-index-path", "table a = { k: 1, x: int } | { k: 2 } { index i (x)\nindex j («y») }"),
    Case("unknown-index-path", "table a { x: string\nsearch i (x) filter («y») }"),
    Case("index-into-non-object", "table a { x: [{ m: int }]\nindex i (x.«m») }"),
    Case("index-into-non-object", "table a { x: int\nindex i (x.«m») }"),
    Case("duplicate-index-path", "table a { x: int\nindex i (x, «x») }"),
    Case("index-type", "target sqlite\ntable a { x: [int]\nunique i («x») }"),
    Case("search-type", "table a { x: int\nsearch i («x») }"),
    Case("vector-type", "table a { x: [int]\nvector i («x») dimensions 3 }"),
    Case("vector-type", "table a { x: [double]\ny: [double]\nvector i (x, «y») dimensions 3 }"),
    Case("vector-type", "target postgresql\ntable a { x: [double]\n«vector i (x) dimensions 2001» }"),
  ]

  static let external = [
    Case("external-table", "target sqlite\ntable «a» external {}"),
    Case("external-table", "table a external { k: int @key\n«x»: int }"),
    Case("external-table", "table a external { k: int @key = «auto» }"),
    Case("external-table", "table a external { k: int «@was(j)» @key }"),
    Case("external-table", "table a external «@was(b)» { k: int @key }"),
    Case("external-table", "table a external { k: int @key\n«index i (k)» }"),
    Case("external-table", "table a external = «{ k: int }»"),
    Case("unknown-table", "table a external { k: int @key }\ntable b { x: id<«c»> }"),
    Case("duplicate-stored-name", "table a external @table(\"b\") { k: int @key }\ntable «b» {}"),
    Case(
      "indistinguishable-members", "target sqlite\ntable a external { k: string @key }\ntable b { x: «id<a> | string» }"
    ),
  ]

  static let storage = [
    Case("stored-form", "target sqlite\ntable a { x: int «@stored(text)» }"),
    Case("stored-form", "target postgresql\ntable a { x: uuid «@stored(blob)» }"),
    Case("stored-form", "table a { x: uuid «@stored(text)» }"),
    Case("stored-form", "target sqlite\ntable b { k: uuid @key @stored(blob) }\ntable a { x: id<b> «@stored(blob)» }"),
    Case("indistinguishable-members", "target postgresql\ntable a { x: «string | uuid» }"),
    Case("indistinguishable-members", "target sqlite\ntable a { x: «[int | bool]» }"),
    Case("indistinguishable-members", "target sqlite\ntable a = «{ k: string }» | { k: date }"),
  ]
}

/// What reading these texts as the files of one schema complains of.
func diagnostics(_ texts: [String]) -> [Diagnostic] {
  let files = texts.enumerated().map { SourceFile(path: "\($0.offset).schema", text: $0.element) }
  do throws(DiagnosticList) {
    _ = try readSchema(files)
    return []
  } catch {
    return error.diagnostics
  }
}
