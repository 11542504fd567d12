// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import Testing

@Suite struct FormatTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var source: String
    var expected: String

    init(_ description: String, _ source: String, _ expected: String) {
      testDescription = description
      self.source = source
      self.expected = expected + "\n"
    }
  }

  private static let wide = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

  @Test(
    "A file is formatted canonically",
    arguments: [
      Case("spaces", "table t{a:int?=3 b:[string:{}]=[]}", "table t {\n  a: int? = 3\n  b: [string: {}] = []\n}"),
      Case(
        "attributes", "table t@was( a,b ,)@table(\"x\"){a:int@key=auto}",
        "table t @was(a, b) @table(\"x\") {\n  a: int @key = auto\n}"),
      Case(
        "indexes", "table t{index i(a . b,c)\nvector v( a )filter(b)dimensions 3}",
        "table t {\n  index i (a.b, c)\n  vector v (a) filter (b) dimensions 3\n}"),
      Case(
        "types", "type A=(\"x\"@was(\"y\")|{a:id< t >,b:B?,})\ntype C = [A]",
        "type A = (\"x\" @was(\"y\") | { a: id<t>, b: B? })\ntype C = [A]"),
      Case("backticks", "table `t` { `a b`: `string` `int`: int }", "table t {\n  `a b`: `string`\n  int: int\n}"),
      Case("empty table", "table t {\n\n}", "table t {}"),
      Case("commas between fields", "table t { a: int, b: int, }", "table t {\n  a: int\n  b: int\n}"),
      Case(
        "shapes", "table t={kind:1}|{kind:2}{index i(kind)}",
        "table t = { kind: 1 } | { kind: 2 } {\n  index i (kind)\n}"),
      Case(
        "empty lines",
        "\n\ntarget sqlite\ntable t {\n\n\n  a: int\n\n\n\n  b: int\n\n}\ntable u {}\ntype A = int\ntype B = int\n\n",
        "target sqlite\n\ntable t {\n  a: int\n\n  b: int\n}\n\ntable u {}\n\ntype A = int\ntype B = int"),
      Case(
        "a long object", "type A = { \(wide): int, b: { c: int }, \(wide)2: string }",
        "type A = {\n  \(wide): int,\n  b: { c: int },\n  \(wide)2: string,\n}"),
      Case(
        "a long union", "table t { a: \"\(wide)\" | \"\(wide)2\" | \"x\" = \"x\" }",
        "table t {\n  a: \"\(wide)\"\n    | \"\(wide)2\"\n    | \"x\" = \"x\"\n}"),
      Case(
        "a long union in parentheses", "table t { a: (\"\(wide)\" | \"\(wide)2\" | \"x\")? = \"x\" }",
        "table t {\n  a: (\n    \"\(wide)\"\n    | \"\(wide)2\"\n    | \"x\"\n  )? = \"x\"\n}"),
      Case(
        "an array of long objects", "type A = [string: [{ \(wide): int, \(wide)2: string }]]",
        "type A = [string: [{\n  \(wide): int,\n  \(wide)2: string,\n}]]"),
      Case(
        "a long index", "table t { search s (\(wide), \(wide)2) filter (b) }",
        "table t {\n  search s (\n    \(wide),\n    \(wide)2,\n  ) filter (b)\n}"),
      Case(
        "long shapes", "table t = { \(wide): 1 } | { \(wide): 2 } | { \(wide): 3 } { index i (a) }",
        "table t = { \(wide): 1 }\n  | { \(wide): 2 }\n  | { \(wide): 3 }\n{\n  index i (a)\n}"),
      Case(
        "own-line comments",
        "// top\n\n// users\n/// Users.\ntable t {\n// first\n\n// second\na: int\n// last\n}\n// end",
        "// top\n\n// users\n/// Users.\ntable t {\n  // first\n\n  // second\n  a: int\n  // last\n}\n// end"),
      Case(
        "trailing comments", "target sqlite // a\ntable t { // b\n a: int // c\n , // d\n b: int, // e\n} // f",
        "target sqlite // a\n\ntable t { // b\n  a: int // c\n  // d\n  b: int // e\n} // f"),
      Case(
        "comments break what they stand in", "type A = { // a\n b: int // b\n, c: (1 // one\n | 2) }",
        "type A = { // a\n  b: int, // b\n  c: (\n    1 // one\n    | 2\n  ),\n}"),
      Case(
        "comments in the middle of a line", "table // a\n t {\n  b // c\n : // d\n int // e\n}",
        "// a\ntable t {\n  // c\n  // d\n  b: int // e\n}"),
      Case(
        "a comment in a union", "table t { a: 1 // one\n | 2 // two\n // three\n | 3 = 1 }",
        "table t {\n  a: 1 // one\n    | 2 // two\n    // three\n    | 3 = 1\n}"),
      Case("a comment in an empty object", "type A = { // a\n}", "type A = { // a\n}"),
    ])
  func canonicalForm(formatCase: Case) throws {
    let formatted = try format(SourceFile(path: "a.schema", text: formatCase.source))
    #expect(formatted == formatCase.expected)
    #expect(try format(SourceFile(path: "a.schema", text: formatted)) == formatted)
  }

  @Test("A file with errors is not formatted")
  func aFileWithErrorsIsLeftAlone() {
    #expect(throws: DiagnosticList.self) { try format(SourceFile(path: "a.schema", text: "table t { a int }")) }
  }

  @Test(
    "An empty schema is legal, and so is one of comments or a target alone",
    arguments: ["", "// later\n", "target sqlite\n"])
  func emptySchema(text: String) throws {
    #expect(try format(SourceFile(path: "a.schema", text: text)) == text)
    #expect(try readSchema([SourceFile(path: "a.schema", text: text)]).tables.isEmpty)
  }

  @Test("Lines that fit are not broken")
  func linesThatFitAreNotBroken() throws {
    let fits = "type A = { \(Self.wide): int, \(String(repeating: "b", count: 35)): int }"
    #expect(fits.count == 100)
    #expect(try format(SourceFile(path: "a.schema", text: fits)) == fits + "\n")
    let wider = fits.replacing("b: int", with: "bb: int")
    #expect(try format(SourceFile(path: "a.schema", text: wider)).contains("{\n"))
  }
}
