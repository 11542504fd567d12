// Part of Bellows. MIT licence: see LICENSE.
@testable import SchemaModel
import Testing

@testable import SchemaLanguage

/// A large file is read in two halves, which nobody must notice.
@Suite struct LargeFileTests {
  /// Tables with comments of all kinds, in a file that is large enough.
  private let text: String = {
    var text = "target postgresql\n\ntype Choice = \"a\" | \"b\"\n"
    for number in 0..<1500 {
      text += number % 7 == 0 ? "\n/// Says something.\n/// And more." : number % 5 == 0 ? "\n// }\n// table x {" : ""
      text += "\ntable t\(number) {\n  name: string // the name\n  choice: Choice = \"a\"\n"
      text += "  /// Another one.\n  other: id<t\((number * 7) % 1500)>?\n\n  index by_name (name)\n}\n"
    }
    return text
  }()

  /// The same, laid out so that there is no place to cut it, and with everything where it was.
  private var uncut: String { text.replacing("}\n\n", with: "}\r\n") }

  private func file(_ text: String) -> SourceFile { SourceFile(path: "app.schema", text: text) }

  @Test("A large file that is parsed in two halves has the same tree")
  func itsTreeIsTheSame() {
    #expect(text.utf8.count > 1 << 17)
    let (cut, uncut) = (parse(file(text), index: 0), parse(file(uncut), index: 0))
    #expect(cut.diagnostics.isEmpty && uncut.diagnostics.isEmpty)
    #expect(cut.tree.declarations.count == 1502)
    #expect(String(describing: cut.tree) == String(describing: uncut.tree))
  }

  @Test("A large file that is parsed in two halves is the same schema")
  func itMeansTheSame() throws {
    let (cut, uncut) = (try readSchema([file(text)]), try readSchema([file(uncut)]))
    #expect(cut == uncut && cut.tables.count == 1500)
  }

  @Test("An error in a large file is reported once, at its position", arguments: [3, 1400])
  func whatIsWrongIsSaidOnceAndWhereItStands(table: Int) throws {
    let wrong = text.replacing("table t\(table) {\n  name: string", with: "table t\(table) {\n  name: strin")
    let error = #expect(throws: DiagnosticList.self) { try readSchema([file(wrong)]) }
    let found = try #require(error?.diagnostics)
    let place = try #require(wrong.range(of: "strin ")?.lowerBound)
    #expect(found.count == 1 && found.first?.range?.start == wrong.utf8.distance(from: wrong.startIndex, to: place))
    #expect(found.first?.message.contains("strin") == true)

    let unclosed = text.replacing("table t\(table) {\n", with: "table t\(table) \n")
    #expect(throws: DiagnosticList.self) { try readSchema([file(unclosed)]) }
  }

  @Test("The limits of a large file are those of the whole")
  func limitsAreThoseOfTheWhole() throws {
    // Misspelt names in both halves, more than are guessed at.
    let wrong = text.replacing("name: string //", with: "name: strin //")
    let error = #expect(throws: DiagnosticList.self) { try readSchema([file(wrong)]) }
    let guesses = try #require(error?.diagnostics).filter { !$0.fixIts.isEmpty }.count
    #expect(guesses == 20)
  }
}
