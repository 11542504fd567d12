// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// Nothing is lost in formatting, wherever comments and line breaks stand.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct FormatFuzzTests {
  /// Every construct; pieces between which anything may be written.
  private static let pieces = """
    target sqlite
    table users @ was ( people , persons ) @ table ( "app" ) {
    name : string ? @ deprecated ( "use title" )
    `odd name` : `string` , role : ( "member" @ was ( "user" , 1 ) | ( "admin" | "owner" ) ) ? = "member"
    kind : "a" | { b : int , c : [ { d : int ? , e : { } , } ] } | "z" = "a"
    counters : [ "x" | "y" : [ id < teams > ] ] = { } tags : [ string ] @ was ( labels ) = [ ]
    index by_name ( name , role . x , ) search s ( name ) filter ( kind ) vector v ( tags ) dimensions 3 filter ( a , b )
    }
    table events = { x : int } | Other | { y : int , z : { a : int } } { unique u ( x ) }
    table plain = { x : int }
    type Other = { aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa : int , bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb : int }
    table empty { }
    """.split(whereSeparator: \.isWhitespace).map(String.init).joinedNames()

  @Test("The formatter keeps a comment at every position")
  func commentsSurviveEverywhere() throws {
    for seed in UInt64(0)..<(isThorough ? 10_000 : 500) {
      var random = SeededGenerator(seed: seed)
      let density = Int.random(in: 1...60, using: &random)
      var source = ""
      var comments: [String] = []
      for piece in Self.pieces {
        source += piece
        guard Int.random(in: 0..<density, using: &random) == 0 else {
          source += Bool.random(using: &random) ? " " : "\n"
          continue
        }
        for _ in 0..<Int.random(in: 1...2, using: &random) {
          let comment =
            ["// comment \(comments.count)", "//// \(comments.count)"].randomElement(using: &random) ?? "//"
          comments.append(comment)
          source += ["", " ", "\n", "\n\n"].randomElement(using: &random) ?? ""
          source += comment + (["\n", "  \n\n\n", "\r\n"].randomElement(using: &random) ?? "\n")
        }
      }
      try check(source, comments, "seed \(seed)")
    }
  }

  /// What the grammar allows, with its own comments and doc comments.
  private func check(_ source: String, _ comments: [String], _ label: String) throws {
    let file = SourceFile(path: label, text: source)
    let (tree, diagnostics) = parse(file, index: 0)
    try #require(diagnostics.isEmpty, "\(render(diagnostics, new: [file]))")
    let text = try format(file)
    let formatted = SourceFile(path: label, text: text)
    let (again, errors) = parse(formatted, index: 0)
    #expect(errors.isEmpty, "\(label)\n\(render(errors, new: [formatted]))")
    #expect(again.dump == tree.dump, "\(label)\n\(source)\n-----\n\(text)")
    let kept = again.comments.map { String(decoding: formatted.bytes[$0.range.start..<$0.range.end], as: UTF8.self) }
    #expect(kept.sorted() == comments.sorted(), "\(label)\n\(source)\n-----\n\(text)")
    #expect(try format(formatted) == text, "\(label)\n\(source)\n-----\n\(text)")
    #expect(text.split(separator: "\n").allSatisfy { $0.last?.isWhitespace == false }, "\(label)")
    #expect(!text.contains("\n\n\n"), "\(label)")
  }

  @Test("The formatter keeps random sentences of the grammar")
  func sentencesOfTheGrammarSurvive() throws {
    var generator = SentenceGenerator(try GrammarTests.grammar())
    var count = 0
    for seed in UInt64(0)..<(isThorough ? 4_000 : 200) {
      let source = generator.sentence(seed: seed)
      let file = SourceFile(path: "seed \(seed)", text: source)
      let (tree, diagnostics) = parse(file, index: 0)
      guard diagnostics.isEmpty else { continue }
      count += 1
      let comments = tree.comments.map { String(decoding: file.bytes[$0.range.start..<$0.range.end], as: UTF8.self) }
      try check(source, comments, "seed \(seed)")
    }
    #expect(count > 100)
  }
}

extension [String] {
  /// `"use title"` and `odd name` are one piece each.
  fileprivate func joinedNames() -> [String] {
    var result: [String] = []
    for piece in self {
      if let last = result.last, last.count(where: { $0 == "\"" || $0 == "`" }) == 1 {
        result[result.count - 1] += " " + piece
      } else {
        result.append(piece)
      }
    }
    return result
  }
}
