// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import Testing

@Suite struct RenderingTests {
  private enum Kind: String, DiagnosticKind {
    case some = "some-id"
  }

  private func rendered(_ marked: String, message: String = "no", inColour: Bool = false) -> String {
    let source = MarkedSource(marked)
    let file = SourceFile(path: "a.schema", text: source.text)
    let range = source.ranges.first.map { SourceRange(file: 0, start: $0.lowerBound, end: $0.upperBound) }
    return render([Diagnostic(.error, Kind.some, message, range: range)], new: [file], inColour: inColour)
  }

  @Test("A diagnostic has its position, message, line and marks")
  func placeMessageLineAndMarks() {
    #expect(
      rendered("table t {\n  a: «strng»\n}") == """
        a.schema:2:6: error: no [some-id]
            a: strng
               ^~~~~

        """)
  }

  @Test("An empty range is one mark")
  func anEmptyRangeIsOneMark() {
    #expect(rendered("a«» b").hasSuffix("\n  a b\n   ^\n"))
    #expect(rendered("a b«»").hasSuffix("\n  a b\n     ^\n"))
  }

  @Test("Marks end with the line")
  func marksEndWithTheLine() {
    #expect(rendered("a «{\n b\n}» c").hasSuffix("\n  a {\n    ^\n"))
  }

  @Test("Columns count characters")
  func columnsCountCharacters() {
    #expect(rendered("é🚀 «x»\r\n") == "a.schema:1:4: error: no [some-id]\n  é🚀 x\n     ^\n")
  }

  @Test("A diagnostic without a position is only its message")
  func withoutAPlaceThereIsOnlyTheMessage() {
    #expect(rendered("a") == "error: no [some-id]\n")
  }

  @Test("In an empty file a diagnostic has a position and no line")
  func emptyFileHasAPlaceAndNoLine() {
    #expect(rendered("«»") == "a.schema:1:1: error: no [some-id]\n")
  }

  @Test("A long line is cut around the position")
  func longLinesAreCutAroundThePlace() {
    let long = String(repeating: "x", count: 1_000)
    let lines = rendered(long + "«yy»" + long).split(separator: "\n")
    #expect(lines[0] == "a.schema:1:1001: error: no [some-id]")
    #expect(lines[1] == "  ..." + String(repeating: "x", count: 60) + "yy" + String(repeating: "x", count: 58) + "...")
    #expect(lines[2] == "  " + String(repeating: " ", count: 63) + "^~")
  }

  @Test("A long line is not cut inside a character")
  func aLongLineIsNotCutInsideACharacter() {
    let text = rendered("a" + String(repeating: "é", count: 500) + "«yy»" + String(repeating: "🚀", count: 500))
    #expect(!text.unicodeScalars.contains("\u{FFFD}"))
  }

  @Test("Control characters are not printed")
  func controlCharactersDoNotReachTheTerminal() {
    let text = rendered("\u{1B}[31m\t\u{7}\u{202E}\u{9B}«x»")
    #expect(text.hasSuffix("\n  \u{FFFD}[31m \u{FFFD}\u{FFFD}\u{FFFD}x\n" + "           ^\n"))
  }

  @Test("Notes and fix-its follow with positions of their own")
  func notesAndFixItsFollowWithPlacesOfTheirOwn() {
    let old = SourceFile(path: "old.schema", text: "table t {\n  a: int\n}\n")
    let new = SourceFile(path: "new.schema", text: "table t {\n  a: strng\n}\n")
    let diagnostic = Diagnostic(
      .error, Kind.some, "no", range: SourceRange(file: 0, start: 15, end: 20),
      notes: [
        Diagnostic.Note("it was an int", side: .old, range: SourceRange(file: 0, start: 12, end: 18)),
        Diagnostic.Note("just so"),
      ],
      fixIts: [
        Diagnostic.FixIt("write 'string'", range: SourceRange(file: 0, start: 15, end: 20), replacement: "string")
      ])
    #expect(
      render([diagnostic], new: [new], old: [old]) == """
        new.schema:2:6: error: no [some-id]
            a: strng
               ^~~~~
        old.schema:2:3: note: it was an int
            a: int
            ^~~~~~
        note: just so
        new.schema:2:6: fix-it: write 'string'
            a: string

        """)
  }

  @Test("Colour is optional")
  func colourIsOptional() {
    let text = rendered("«x»", inColour: true)
    #expect(text.contains("\u{1B}[1;31merror: \u{1B}[0m"))
    #expect(!rendered("«x»").contains("\u{1B}"))
  }

  @Test("A position in an unknown file is omitted")
  func aPlaceInAFileThatIsNotThereIsNoPlace() {
    let diagnostic = Diagnostic(.warning, Kind.some, "no", range: SourceRange(file: 7, start: 1, end: 2))
    #expect(render([diagnostic], new: []) == "warning: no [some-id]\n")
  }

  @Test("The line table equals counting line breaks")
  func lineTableAgreesWithCounting() {
    for text in ["", "a", "\n", "a\r\nbé\n\n🚀x", "\n\n\n"] {
      let file = SourceFile(path: "a", text: text)
      let table = LineTable(file)
      for offset in -1...file.bytes.count + 1 {
        #expect(table.position(at: offset) == file.position(at: offset))
      }
    }
  }
}
