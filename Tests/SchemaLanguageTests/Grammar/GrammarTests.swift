// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// The grammar in the documentation and the parser are the same language.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct GrammarTests {
  private static let documentation = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/Bellows/Documentation.docc/Language.md")

  static func grammar() throws -> Grammar {
    let page = try String(contentsOf: documentation, encoding: .utf8)
    let blocks = page.components(separatedBy: "```ebnf\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    return try Grammar(blocks.joined())
  }

  @Test("Every grammar rule has a fixture, and every fixture a rule")
  func everyRuleHasAFixtureAndEveryFixtureARule() throws {
    #expect(try Self.grammar().names.sorted() == grammarFixtures.keys.sorted())
  }

  @Test("A fixture is parsed, and only with its rule", arguments: grammarFixtures.keys.sorted())
  func fixtureParsesAndNeedsItsRule(rule: String) throws {
    let grammar = try Self.grammar()
    let source = try #require(grammarFixtures[rule])
    let file = SourceFile(path: rule, text: source)
    #expect(render(parse(file, index: 0).diagnostics, new: [file]) == "")
    #expect(Recogniser.accepts(source, grammar))
    #expect(!Recogniser.accepts(source, grammar, without: rule), "\(rule) is not exercised")
  }

  @Test("Random sentences of the grammar are parsed")
  func whatTheGrammarAllowsIsParsed() throws {
    // What the page says under the grammar.
    let beyondGrammar: Set = [
      "duplicate-attribute", "number-out-of-range", "bad-dimensions", "invalid-escape", "nul-character",
    ]
    var generator = SentenceGenerator(try Self.grammar())
    for seed in UInt64(0)..<(isThorough ? 4_000 : 300) {
      let file = SourceFile(path: "seed-\(seed)", text: generator.sentence(seed: seed))
      let diagnostics = parse(file, index: 0).diagnostics.filter { !beyondGrammar.contains($0.id.rawValue) }
      #expect(diagnostics.isEmpty, "\(render(diagnostics, new: [file]))")
    }
  }

  @Test(
    "A text that the parser rejects is not a sentence of the grammar",
    arguments: parserErrorCases.filter { !$0.isBeyondGrammar })
  func whatTheParserRefusesIsNoSentence(errorCase: ParserErrorCase) throws {
    #expect(!Recogniser.accepts(errorCase.source.text, try Self.grammar()))
  }

  @Test("Every example of the documentation is parsed")
  func everyExampleOfTheDocumentationIsParsed() throws {
    let page = try String(contentsOf: Self.documentation, encoding: .utf8)
    let blocks = page.components(separatedBy: "\n```\n").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    let examples = blocks.filter { $0.contains("table ") && !$0.contains("ebnf") }
    #expect(examples.count >= 4)
    for example in examples {
      let file = SourceFile(path: "Language.md", text: example)
      #expect(render(parse(file, index: 0).diagnostics, new: [file]) == "")
    }
  }
}
