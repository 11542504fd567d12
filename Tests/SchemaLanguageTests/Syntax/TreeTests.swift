// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import Testing

@Suite struct TreeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var source: String
    var dump: String
    var testDescription: String { source }

    init(_ source: String, _ dump: String) {
      self.source = source
      self.dump = dump
    }
  }

  @Test(
    "The tree has every token of the file",
    arguments: [
      Case("target postgresql", "target postgresql"),
      Case("table t {}", "table t {  }"),
      Case(
        "table t @was(a, `b c`) @table(\"T\") @deprecated(\"why\\n\") {}",
        "table t @was[\"a\", \"b c\"] @table(T) @deprecated(why\n) {  }"),
      Case("table t { a: int b: string }", "table t { a: int; b: string }"),
      Case("table t { a: int, b: string, }", "table t { a: int; b: string }"),
      Case("table t {a:int=auto@key}", "table t { a: int @key = auto }"),
      Case(
        "table t { a: id<u>? @onDelete(setNull) @column(\"x\") @stored(text) @from(b, true) }",
        "table t { a: id<u>? @onDelete(setNull) @column(x) @stored(text) @from[\"b\", \"true\"] }"),
      Case(
        "table t { a: bool = true b: [int] = [] c: {} = {} d: uuid = uuid e: timestamp = now }",
        "table t { a: bool = literal(true); b: [int] = emptyArray; c: {} = emptyObject; d: uuid = uuid; "
          + "e: timestamp = now }"),
      Case(
        "table t { index: int table: string type: any target: null unique: int }",
        "table t { index: int; table: string; type: any; target: null; unique: int }"),
      Case(
        "table table { index index (index) unique: int unique unique (unique.a, b,) }",
        "table table { index index [\"index\"]; unique: int; unique unique [\"unique.a\", \"b\"] }"),
      Case(
        "table t { search s (a) filter (b, c) filter: int vector v (a) dimensions 3 filter (b) dimensions: int }",
        "table t { search s [\"a\"] filter [\"b\", \"c\"]; filter: int; "
          + "vector(dimensions: 3) v [\"a\"] filter [\"b\"]; dimensions: int }"),
      Case(
        "table t = { a: 1 } | A | { b: 2 } { index i (a) }",
        "table t = {a: 1} / type A / {b: 2} { index i [\"a\"] }"),
      Case("table t = { a: 1 } table u {}", "table t = {a: 1} {  }\ntable u {  }"),
      Case(
        "type A = ((\"x\" @was(\"y\", 2) | `string`) | 1.0)", "type A = ((\"x\" was [\"y\", 2] | type string) | 1.0)"),
      Case("type A = [\"a\" | \"b\": [id<t>: { c: [int]?, }]]", "type A = [\"a\" | \"b\": [id<t>: {c: [int]?}]]"),
      Case(
        "type A = -9223372036854775808 | 9223372036854775807", "type A = -9223372036854775808 | 9223372036854775807"),
      Case("type A = 1e3 | -0.5 | 5e-324", "type A = 1000.0 | -0.5 | 5e-324"),
      Case(
        #"type A = "" | "\"\\\'\n\r\t\u{1F600}" | "// no comment" "#,
        #"type A = "" | "\"\\'\n\r\t😀" | "// no comment""#),
      Case("table `a\\`b\\u{A}c` {}", "table a`b\nc {  }"),
      Case("\u{FEFF}table\r\nt\r\n{\r\na:int\r\n}\r\n", "table t { a: int }"),
    ])
  func whatIsWrittenIsInTheTree(treeCase: Case) {
    let file = SourceFile(path: "a.schema", text: treeCase.source)
    let (tree, diagnostics) = parse(file, index: 0)
    #expect(render(diagnostics, new: [file]) == "")
    #expect(tree.dump == treeCase.dump)
  }

  @Test("A doc comment belongs to the next declaration")
  func docCommentsBelongToTheNextDeclaration() {
    let source = """
      // not this

      /// A table.
      /// Two lines.
      // nor this
      table t { // nor this
        ///Tight.
        a: { b: int, // nor this
          /// Inner.
          c: int }

        /// By a.
        //// nor this
        index by_a (a)
      }
      /// A type.
      type A = int
      """
    let (tree, diagnostics) = parse(SourceFile(path: "a.schema", text: source), index: 0)
    #expect(diagnostics.isEmpty)
    #expect(
      tree.dump == """
        <A table.
        Two lines.> table t { <Tight.> a: {b: int, <Inner.> c: int}; <By a.> index by_a ["a"] }
        <A type.> type A = int
        """)
    #expect(tree.comments.count == 11)
  }

  @Test("Ranges cover exactly what they name")
  func rangesCoverWhatTheyNameAndNoMore() throws {
    let source = "table «users» { «name»: «(«string» | «\"x\"»)»«?» «@was(title)» = «\"x\"» }"
    let marked = MarkedSource(source)
    let (tree, _) = parse(SourceFile(path: "a.schema", text: marked.text), index: 2)
    guard case .table(let table) = try #require(tree.declarations.first),
      case .field(let field) = try #require(table.members.first),
      case .parenthesised(let union) = field.type.kind, case .union(let members) = union.kind
    else {
      Issue.record("not the expected tree")
      return
    }
    let ranges = [
      table.name.range, field.name.range, members[0].range, members[1].range, field.type.range,
      try #require(field.optionalMark), field.attributes[0].range, try #require(field.defaultValue).range,
    ]
    #expect(ranges.map { $0.start..<$0.end } == marked.ranges)
    #expect(ranges.allSatisfy { $0.file == 2 })
    #expect(table.range.start == 0 && table.range.end == marked.text.utf8.count)
    #expect(field.range == SourceRange(file: 2, start: field.name.range.start, end: marked.text.utf8.count - 2))
  }
}
