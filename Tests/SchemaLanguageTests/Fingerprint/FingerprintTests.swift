// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// Two schemas have one fingerprint exactly when they ask the same of a database and of code.
@Suite struct FingerprintTests {
  private let base = "target sqlite\ntable t { a: (\"x\" | \"y\")? = \"x\"\nb: { m: int, n: string? }\nindex i (a) }"

  @Test(
    "Equal schemas in other words have the same fingerprint",
    arguments: [
      "target sqlite\n/// Doc.\ntable t @deprecated(\"old\") {\n  index i (a)\n  b: { n: string?, m: int } // comment\n  a: (\"y\" | \"x\")? = \"x\"\n}",
      "target sqlite\ntable t @was(s) { a: (\"x\" @was(\"z\") | \"y\")? @was(c) = \"x\"\nb: { m: int, n: string? } @from(c)\nindex i (a) }",
      "target sqlite\ntable t @table(\"t\") { a: (\"x\" | \"y\")? @column(\"a\") = \"x\"\nb: B\nindex i (a) }\ntype B = { m: int, n: string? }",
    ])
  func isTheSame(text: String) throws {
    #expect(try fingerprint(text) == fingerprint(base))
  }

  @Test(
    "Different schemas have different fingerprints",
    arguments: [
      ("target sqlite", "target postgresql"), ("table t", "table u"), ("table t", "table t @table(\"u\")"),
      ("a: (", "c: ("), ("\"y\")", "\"z\")"), (")?", ")"), ("= \"x\"", "= \"y\""), ("= \"x\"", ""),
      ("m: int", "m: int?"),
      ("m: int", "m: double"), ("index i", "unique i"), ("index i", "index j"), ("index i (a)", "index i (b.m)"),
      ("b: {", "b: string\nc: {"), ("= \"x\"", "@column(\"c\") = \"x\""),
    ])
  func differs(old: String, new: String) throws {
    let parts = base.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
    try #require(parts.count == 2)
    var text = parts.joined(separator: new)
    // An index goes along with its field.
    if new == "c: (" { text = text.split(separator: "index i (a)").joined(separator: "index i (c)") }
    #expect(try fingerprint(text) != fingerprint(base))
  }

  @Test("What two fields say in different words gives different fingerprints")
  func fieldsDiffer() throws {
    let fields = [
      "a: string", "a: string?", "a: string @column(\"c\")", "a: string @column(\"d\")", "a: string = \"c\"",
      "a: string = \"d\"", "a: string @key", "a: int", "a: id<u>?", "a: id<u>? @onDelete(cascade)",
      "a: id<u>? @onDelete(setNull)", "a: string @stored(varchar(3))", "a: string @stored(varchar(4))", "b: string",
      "b: string @column(\"a\")",
    ]
    let fingerprints = try fields.map { try fingerprint("target postgresql\ntable u {}\ntable t {\n\($0)\n}") }
    #expect(Set(fingerprints).count == fields.count)
  }

  @Test(
    "Another spelling of the same set of values has the same fingerprint",
    arguments: [
      ("bool", "true | false"), ("string | \"a\"", "string"), ("any | int", "any"),
      ("[\"a\" | \"b\"]", "[\"b\" | \"a\"]"),
      ("{ a: int } | { b: int }", "{ b: int } | { a: int }"),
    ])
  func anotherSpellingOfTheSameSet(one: String, two: String) throws {
    #expect(try fingerprint("table t { f: \(one) }") == fingerprint("table t { f: \(two) }"))
  }

  @Test("No two types of different values have one fingerprint")
  func types() throws {
    let keys = ["string", "int", "uuid", "id<t>", "id<u>", #""a""#, #""b""#, #""a" | "b""#, "1", "1 | 2"]
    let types =
      ["string", "int", "double", "bool", "bytes", "timestamp", "date", "uuid", "decimal", "null | int", "any"]
      + ["id<t>", "id<u>", #""a""#, #""a" | "b""#, #""1""#, "1", "1.0", "-1", "0.5", "true", "{}", "{ a: int }"]
      + ["{ a: int? }", "{ b: int }", "{ a: uuid }", "{ a: int, b: int }", "{ a: int } | { b: int }", "[{ a: int }]"]
      + ["int | string", "[int | string]", "[int] | [string]", "[[int]]", "int | [int]"]
      + ["[int]", "[string]", "[any]", "[uuid]", #"["a"]"#] + keys.map { "[\($0): int]" } + keys.map { "[\($0): uuid]" }
    var seen: [String: String] = [:]
    for type in types + types.map({ "(\($0))?" }) {
      let found = try fingerprint("table u {}\ntable t { f: \(type) }")
      #expect(seen.updateValue(type, forKey: found) == nil, "\(type) and \(seen[found] ?? "")")
    }
  }

  @Test("The order of declarations does not change the fingerprint", arguments: 0..<50 as Range<UInt64>)
  func orderMeansNothing(seed: UInt64) {
    var generator = SchemaGenerator(seed: seed)
    let schema = generator.schema()
    #expect(generator.edited(schema, by: .reorder)?.fingerprint == schema.fingerprint)
  }

  @Test("A fingerprint has 64 digits")
  func hasSixtyFourDigits() throws {
    let digits = try fingerprint("table t {}")
    #expect(digits.utf8.count == 64)
    #expect(digits.allSatisfy { "0123456789abcdef".contains($0) })
  }

  private func fingerprint(_ text: String) throws(DiagnosticList) -> String {
    try readSchema([SourceFile(path: "t.schema", text: text)]).fingerprint
  }
}
