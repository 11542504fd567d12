// Part of Bellows. MIT licence: see LICENSE.
import Testing

/// One mistake, where it is reported, and what the first fix-it makes of it.
struct ParserErrorCase: Sendable, CustomTestStringConvertible {
  var id: String
  var marked: String
  var fixed: String?
  /// Refused, though the grammar has no objection.
  var isBeyondGrammar = false

  var source: MarkedSource { MarkedSource(marked) }
  var testDescription: String { "\(id): \(marked)" }

  init(_ id: String, _ marked: String, fixed: String? = nil, isBeyondGrammar: Bool = false) {
    self.id = id
    self.marked = marked
    self.fixed = fixed
    self.isBeyondGrammar = isBeyondGrammar
  }
}

/// At least one for every ID of lexer and parser.
let parserErrorCases: [ParserErrorCase] =
  characterCases + grammarCases + typeCases + tableCases + attributeCases
  + familiarCases

private let characterCases: [ParserErrorCase] = [
  ParserErrorCase("nul-character", "table t { a: «\0»int }"),
  ParserErrorCase("nul-character", "table t { a: \"x«\\0»\" }"),
  ParserErrorCase("nul-character", "table t { a: \"x«\\u{0}»\" }", isBeyondGrammar: true),
  ParserErrorCase("nul-character", "table t { `a«\\0»`: int }"),
  ParserErrorCase("unexpected-character", "table t { a: int«;» }", fixed: "table t { a: int }"),
  ParserErrorCase(
    "unexpected-character", "table t { a:«\u{A0}\u{A0}»int }", fixed: "table t { a: int }", isBeyondGrammar: true),
  ParserErrorCase("unexpected-character", "«#» users\ntarget sqlite", fixed: "// users\ntarget sqlite"),
  ParserErrorCase("unexpected-character", "table t { a: int «+++» }"),
  ParserErrorCase("name-needs-backticks", "table «größe» {}", fixed: "table `größe` {}"),
  ParserErrorCase("name-needs-backticks", "table «my-table» {}", fixed: "table `my-table` {}"),
  ParserErrorCase("name-needs-backticks", "table «🚀» {}", fixed: "table `🚀` {}"),
  ParserErrorCase("bad-number", "table t { «2fa»: bool }", fixed: "table t { `2fa`: bool }"),
  ParserErrorCase("bad-number", "table t { a: int = «007» }", fixed: "table t { a: int = 7 }"),
  ParserErrorCase("bad-number", "table t { a: int = «-00» }", fixed: "table t { a: int = -0 }"),
  ParserErrorCase("number-out-of-range", "table t { a: int = «9223372036854775808» }", isBeyondGrammar: true),
  ParserErrorCase("number-out-of-range", "table t { a: int = «-9223372036854775809» }", isBeyondGrammar: true),
  ParserErrorCase("number-out-of-range", "table t { a: double = «1e999» }", isBeyondGrammar: true),
  ParserErrorCase("unterminated-string", "table t { a: «\"x»\n}", fixed: "table t { a: \"x\"\n}"),
  ParserErrorCase("unterminated-name", "table t { «`first name»: int }", fixed: "table t { `first name`: int }"),
  ParserErrorCase("expected-name", "table «``» {}"),
  ParserErrorCase("invalid-escape", "table t { a: \"C:«\\d»\" }", fixed: "table t { a: \"C:\\\\d\" }"),
  ParserErrorCase("invalid-escape", "table t { a: \"«\\u{D800}»\" }", isBeyondGrammar: true),
  ParserErrorCase("invalid-escape", "table t { a: \"«\\u{123456789}»\" }", isBeyondGrammar: true),
  ParserErrorCase("block-comment", "«/*» users */ target sqlite"),
]

private let grammarCases: [ParserErrorCase] = [
  ParserErrorCase("expected-declaration", "«tabel» users {}", fixed: "table users {}"),
  ParserErrorCase("expected-declaration", "target sqlite\n«}»"),
  ParserErrorCase("expected-declaration", "«users» { name: string }"),
  ParserErrorCase("expected-name", "table «{» a: int }"),
  ParserErrorCase("expected-name", "table t { index «(»a) }"),
  ParserErrorCase("expected-name", "table t { a: id<«>» }"),
  ParserErrorCase("unexpected-token", "table t { «?» a: int }"),
  ParserErrorCase("unexpected-token", "table t { «,» a: int }"),
  ParserErrorCase("unexpected-token", "table t { a: int «:» b }"),
  ParserErrorCase("unexpected-token", "type A «{» a: int }"),
  ParserErrorCase("expected-type", "table t { a: «=» 3 }"),
  ParserErrorCase("expected-type", "table t {\n  a:«»\n  b: int\n}"),
  ParserErrorCase("expected-type", "table t { a: \"x\" | «}»"),
  ParserErrorCase("expected-table", "table t { a: id«» }"),
  ParserErrorCase("missing-colon", "table t { a«» int }", fixed: "table t { a: int }"),
  ParserErrorCase("missing-comma", "type A = { a: int«» b: int }", fixed: "type A = { a: int, b: int }"),
  ParserErrorCase(
    "missing-comma", "table t { a: int index by_a (a«» b) }", fixed: "table t { a: int index by_a (a, b) }"),
  ParserErrorCase("unclosed-bracket", "table t { a: int«»", fixed: "table t { a: int}"),
  ParserErrorCase(
    "unclosed-bracket", "table t { a: (int | string«»\n  b: int }", fixed: "table t { a: (int | string)\n  b: int }"),
  ParserErrorCase(
    "unclosed-bracket", "table t {\n  a: int«»\ntable u { b: int }", fixed: "table t {\n  a: int}\ntable u { b: int }"),
  ParserErrorCase("misplaced-doc-comment", "table t { a: int «/// why»\n}", fixed: "table t { a: int // why\n}"),
  ParserErrorCase("misplaced-doc-comment", "table t { a:\n «/// why»\n int }"),
  ParserErrorCase("misplaced-doc-comment", "target sqlite\n«/// the end»\n"),
  ParserErrorCase("reserved-type-name", "type «string» = int"),
  ParserErrorCase("unknown-target", "target «sqllite»", fixed: "target sqlite"),
  ParserErrorCase(
    "nesting-too-deep",
    "type A = " + String(repeating: "[", count: 200) + "«[»int" + String(repeating: "]", count: 201),
    isBeyondGrammar: true),
]

private let typeCases: [ParserErrorCase] = [
  ParserErrorCase("double-optional", "table t { a: int?«?» }", fixed: "table t { a: int? }"),
  ParserErrorCase("optional-union", "table t { a: string | int«?» }", fixed: "table t { a: (string | int)? }"),
  ParserErrorCase("optional-union", "table t { a: string«?» | int }", fixed: "table t { a: (string | int)? }"),
  ParserErrorCase("misplaced-optional", "table t { a: [int«?»] }", fixed: "table t { a: [int | null] }"),
  ParserErrorCase("misplaced-optional", "table t { a: [string«?»: int] }", fixed: "table t { a: [string: int] }"),
  ParserErrorCase(
    "misplaced-optional", "table t { a: [string: int«?»] }", fixed: "table t { a: [string: int | null] }"),
  ParserErrorCase("misplaced-optional", "table t { a: (int«?»)? }", fixed: "table t { a: (int)? }"),
  ParserErrorCase("misplaced-optional", "type A = int«?»", fixed: "type A = int"),
  ParserErrorCase("misplaced-optional", "table t = { a: int }«?»", fixed: "table t = { a: int }"),
  ParserErrorCase("leading-pipe", "type A = «|» \"a\" | \"b\"", fixed: "type A =  \"a\" | \"b\""),
]

private let tableCases: [ParserErrorCase] = [
  ParserErrorCase("misplaced-default", "type A = { a: int «=» 3 }"),
  ParserErrorCase("repeated-default", "table t { a: int = 1 «= 2» }"),
  ParserErrorCase("expected-default", "table t { a: timestamp = «nwo» }", fixed: "table t { a: timestamp = now }"),
  ParserErrorCase("expected-default", "table t { a: [int] = «[»1] }"),
  ParserErrorCase("null-default", "table t { a: int? «= null» }", fixed: "table t { a: int?  }"),
  ParserErrorCase("field-beside-shapes", "table t = { a: int } { «b: int» }"),
  ParserErrorCase("expected-paths", "table t { a: int index by_a«» }"),
  ParserErrorCase("misplaced-filter", "table t { a: int index by_a (a) «filter (a)» }"),
  ParserErrorCase("misplaced-dimensions", "table t { a: int search by_a (a) «dimensions 3» }"),
  ParserErrorCase("missing-dimensions", "table t { a: [double] vector by_a (a)«» }"),
  ParserErrorCase("bad-dimensions", "table t { a: [double] vector by_a (a) dimensions «0» }", isBeyondGrammar: true),
  ParserErrorCase("repeated-clause", "table t { a: int search by_a (a) filter (a) «filter (a)» }"),
  ParserErrorCase(
    "unknown-keyword", "table t { a: int «uniqe» by_a (a) }", fixed: "table t { a: int unique by_a (a) }"),
  ParserErrorCase(
    "unknown-keyword", "table t { a: int search by_a (a) «filtr» (a) }",
    fixed: "table t { a: int search by_a (a) filter (a) }"),
]

private let attributeCases: [ParserErrorCase] = [
  ParserErrorCase("unknown-attribute", "table t { a: int @«kee» }", fixed: "table t { a: int @key }"),
  ParserErrorCase("misplaced-attribute", "table t «@key» {}"),
  ParserErrorCase("misplaced-attribute", "type A = { a: int «@key» }"),
  ParserErrorCase("misplaced-attribute", "table t { a: (\"x\" «@key» | \"y\") }"),
  ParserErrorCase("misplaced-attribute", "table t { a: int index by_a (a) «@was(b)» }"),
  ParserErrorCase(
    "duplicate-attribute", "table t { a: int @key «@key» }", fixed: "table t { a: int @key  }", isBeyondGrammar: true),
  ParserErrorCase("attribute-arguments", "table t { a: int «@key(b)» }"),
  ParserErrorCase("attribute-arguments", "table t { a: int «@was» }"),
  ParserErrorCase("attribute-arguments", "table t { a: \"x\" «@was(\"y\")» }"),
  ParserErrorCase("attribute-arguments", "table t { a: (\"x\" «@was(y)» | \"z\") }"),
  ParserErrorCase("attribute-arguments", "table t { a: int «@column(b)» }", fixed: "table t { a: int @column(\"b\") }"),
  ParserErrorCase("attribute-arguments", "table t { a: int «@stored(\"text\")» }"),
  ParserErrorCase(
    "unknown-stored-form", "table t { a: uuid @stored(«blub») }", fixed: "table t { a: uuid @stored(blob) }"),
  ParserErrorCase(
    "unknown-delete-action", "table t { a: id<t> @onDelete(«cascad») }",
    fixed: "table t { a: id<t> @onDelete(cascade) }"),
]

/// Syntax of other languages.
private let familiarCases: [ParserErrorCase] = [
  ParserErrorCase("single-quotes", "table t { a: «'x \"y\"'» }", fixed: "table t { a: \"x \\\"y\\\"\" }"),
  ParserErrorCase("single-quotes", "table t { a: string = «''» }", fixed: "table t { a: string = \"\" }"),
  ParserErrorCase("unexpected-character", "table t { a: int }«;»\ntable u {}", fixed: "table t { a: int }\ntable u {}"),
  ParserErrorCase(
    "unexpected-character", "table t { a: { b: int«;» c: int } }", fixed: "table t { a: { b: int, c: int } }"),
  ParserErrorCase("expected-declaration", "table t { a: int }«,» table u {}", fixed: "table t { a: int } table u {}"),
  ParserErrorCase("expected-declaration", "«model» users { a: int }", fixed: "table users { a: int }"),
  ParserErrorCase("expected-declaration", "«enum» Role { ADMIN USER }"),
  ParserErrorCase("unknown-target", "target «postgres»", fixed: "target postgresql"),
  ParserErrorCase("foreign-syntax", "table t { a: «varchar(40)» }", fixed: "table t { a: string }"),
  ParserErrorCase("foreign-syntax", "table t { a: «string(40)» }", fixed: "table t { a: string }"),
  ParserErrorCase("foreign-syntax", "table t { a: «numeric(10, 2)» }", fixed: "table t { a: decimal }"),
  ParserErrorCase("foreign-syntax", "table t { a: «enum(\"a\", \"b\")» }", fixed: "table t { a: \"a\" | \"b\" }"),
  ParserErrorCase("foreign-syntax", "table t { a: «Array<string>» }", fixed: "table t { a: [string] }"),
  ParserErrorCase("foreign-syntax", "table t { a: «Map<string, int>» }", fixed: "table t { a: [string: int] }"),
  ParserErrorCase("foreign-syntax", "table t { a: «Optional<string>» }", fixed: "table t { a: string? }"),
  ParserErrorCase("foreign-syntax", "table t { a: «string[][]» }", fixed: "table t { a: [[string]] }"),
  ParserErrorCase("foreign-syntax", "table t { a: string «NOT NULL» }", fixed: "table t { a: string  }"),
  ParserErrorCase("foreign-syntax", "table t { a: string «required» }", fixed: "table t { a: string  }"),
  ParserErrorCase("foreign-syntax", "table t { a: string «unique» }"),
  ParserErrorCase("foreign-syntax", "table t { a: int «primary key» }", fixed: "table t { a: int @key }"),
  ParserErrorCase("foreign-syntax", "table t { a: int @key «autoincrement» }", fixed: "table t { a: int @key = auto }"),
  ParserErrorCase("foreign-syntax", "table t { a: int «default» 3 }", fixed: "table t { a: int = 3 }"),
  ParserErrorCase("foreign-syntax", "table t { a: int «references users(id)» }"),
  ParserErrorCase("foreign-syntax", "table t { a: int «check (a > 3)»\nb: int }"),
  ParserErrorCase("foreign-syntax", "table t { a: timestamp = «now()» }", fixed: "table t { a: timestamp = now }"),
  ParserErrorCase("foreign-syntax", "table t { a: int\n«@@index([a])» }"),
  ParserErrorCase(
    "expected-default", "table t { a: timestamp = «CURRENT_TIMESTAMP» }", fixed: "table t { a: timestamp = now }"),
  ParserErrorCase("expected-default", "table t { a: uuid = «gen_random_uuid()» }", fixed: "table t { a: uuid = uuid }"),
  ParserErrorCase("unknown-attribute", "table t { a: int @«id» }", fixed: "table t { a: int @key }"),
  ParserErrorCase("unknown-attribute", "table t { a: int @«map»(\"b\") }", fixed: "table t { a: int @column(\"b\") }"),
  ParserErrorCase("unknown-attribute", "table t @«map»(\"b\") {}", fixed: "table t @table(\"b\") {}"),
  ParserErrorCase("unknown-attribute", "table t { a: string @«unique» }"),
  ParserErrorCase("unknown-attribute", "table t { a: int «@default(3)» }", fixed: "table t { a: int = 3 }"),
  ParserErrorCase(
    "unknown-attribute", "table t { a: timestamp «@default(now())» }", fixed: "table t { a: timestamp = now }"),
  ParserErrorCase(
    "unknown-attribute", "table t { a: int @key «@default(autoincrement())» }", fixed: "table t { a: int @key = auto }"),
  ParserErrorCase("unknown-attribute", "table t { a: int @«relation»(fields: [a], references: [id]) }"),
  ParserErrorCase("unknown-attribute", "table t { a: string @«db».VarChar(40) }"),
  ParserErrorCase(
    "unknown-stored-form", "table t { a: uuid @stored(«varchar») }", fixed: "table t { a: uuid @stored(text) }"),
  ParserErrorCase(
    "unknown-delete-action", "table t { a: id<t> @onDelete(«NoAction») }",
    fixed: "table t { a: id<t> @onDelete(restrict) }"),
]
