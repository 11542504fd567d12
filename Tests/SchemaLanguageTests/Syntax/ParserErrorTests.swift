// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaLanguage
import SchemaModel
import Testing

@Suite struct ParserErrorTests {
  @Test("One mistake is one error at its position", arguments: parserErrorCases)
  func oneMistakeIsOneErrorAtItsPlace(errorCase: ParserErrorCase) throws {
    let source = errorCase.source
    let diagnostics = parse(SourceFile(path: "a.schema", text: source.text), index: 3).diagnostics
    #expect(diagnostics.map(\.id.rawValue) == [errorCase.id])
    let diagnostic = try #require(diagnostics.first)
    let range = try #require(diagnostic.range)
    #expect(range.file == 3)
    #expect([range.start..<range.end] == source.ranges)
    #expect(diagnostic.severity == .error)
  }

  @Test("The first fix-it corrects the error", arguments: parserErrorCases)
  func firstFixItMendsIt(errorCase: ParserErrorCase) throws {
    let source = errorCase.source
    let fixIt = parse(SourceFile(path: "a.schema", text: source.text), index: 0).diagnostics.first?.fixIts.first
    guard let fixed = errorCase.fixed else { return }
    let range = try #require(fixIt?.range)
    var bytes = Array(source.text.utf8)
    bytes.replaceSubrange(range.start..<range.end, with: Array((fixIt?.replacement ?? "").utf8))
    #expect(String(decoding: bytes, as: UTF8.self) == fixed)
    #expect(parse(SourceFile(path: "a.schema", text: fixed), index: 0).diagnostics.map(\.id.rawValue) == [])
  }

  @Test("The message for U+0000 says whether it is in a string or in a name")
  func whereTheNULIs() {
    for escape in ["\\0", "\\u{0}"] {
      for (text, what) in [("table t { a: \"x\(escape)\" }", "a string"), ("table t { `x\(escape)`: int }", "a name")] {
        let messages = parse(SourceFile(path: "a.schema", text: text), index: 0).diagnostics.map(\.message)
        #expect(messages == ["\(what) cannot hold U+0000; remove it"], "\(text)")
      }
    }
  }

  @Test("Every error of the language has a case, of the parser or of the resolver")
  func everyErrorHasACase() {
    // These need bytes or sizes that no case can spell; they have tests of their own.
    let elsewhere: Set = ["not-utf8", "file-too-large", "too-many-errors", "schema-too-large"]
    let cases = Set(parserErrorCases.map(\.id)).union(ResolveErrorTests.all.map(\.id))
    #expect(cases.union(elsewhere) == Set(LanguageDiagnostic.allCases.map(\.rawValue)))
    #expect(cases.isDisjoint(with: elsewhere))
  }

  @Test("Every error of a file is reported in one run")
  func everyErrorOfAFileIsReportedInOneRun() {
    let source = MarkedSource(
      """
      target «sqllite»
      table users {
        name«» string
        kind: string | int«?»
        tags: [string«?»]
        when: timestamp = «nwo»
        «uniqe» by_name (name)
      }
      «tabel» teams { «2fa»: bool }
      type A = { a: int«» b: string }
      """)
    let diagnostics = parse(SourceFile(path: "a.schema", text: source.text), index: 0).diagnostics
    #expect(diagnostics.compactMap { $0.range.map { $0.start..<$0.end } } == source.ranges)
  }

  @Test("Valid parts of a file with errors stay in the tree")
  func whatIsSoundStaysInTheTree() {
    let source = """
      table users { name string, age: = 3, email: string }
      foo bar { baz: string }
      table teams { name: string }
      """
    let (tree, diagnostics) = parse(SourceFile(path: "a.schema", text: source), index: 0)
    #expect(diagnostics.map(\.id.rawValue) == ["missing-colon", "expected-type", "expected-declaration"])
    #expect(tree.dump == "table users { name: string; email: string }\ntable teams { name: string }")
  }

  @Test("The number of errors is limited")
  func errorsAreCapped() {
    let source = String(repeating: "table t { a }\n", count: 1_000)
    let diagnostics = parse(SourceFile(path: "a.schema", text: source), index: 0).diagnostics
    #expect(diagnostics.count == 101)
    #expect(diagnostics.last?.id.rawValue == "too-many-errors")
  }
}
