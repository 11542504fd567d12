// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// Every fix-it that the language offers, applied: the error for which it is offered is gone.
@Suite struct FixItTests {
  /// A text after one of the fix-its of its errors.
  private struct Fixed {
    var text: String
    var error: Diagnostic
    var fixIt: Diagnostic.FixIt
    var fixed: String
    var before: [Diagnostic]
    var after: [Diagnostic]

    /// Whether the same error is at the same place, or at the one that the edit moved it to.
    var isStillThere: Bool {
      guard let range = fixIt.range, let start = error.range?.start else { return true }
      let moved = fixIt.replacement.utf8.count - (range.end - range.start)
      // One bracket or name may be missing after another: the notes say of what.
      func notes(_ diagnostic: Diagnostic) -> [Int?] { diagnostic.notes.map { $0.range?.start } }
      return after.contains {
        $0.id == error.id && $0.message == error.message && notes($0) == notes(error)
          && ($0.range?.start == start || $0.range?.start == start + moved)
      }
    }

    var description: String {
      "\(error.id.rawValue): \(fixIt.message)\n\(text)\n\(fixed)\n"
        + after.map { "\($0.id.rawValue): \($0.message)" }.joined(separator: "\n")
    }
  }

  /// Applies each fix-it of each error of a text alone.
  private static func fixed(_ text: String) throws -> [Fixed] {
    let before = diagnostics([text])
    return try before.flatMap { error in
      try error.fixIts.map { fixIt in
        let range = try #require(fixIt.range, "\(error.message)")
        var bytes = Array(text.utf8)
        bytes.replaceSubrange(range.start..<range.end, with: Array(fixIt.replacement.utf8))
        let fixed = String(decoding: bytes, as: UTF8.self)
        return Fixed(
          text: text, error: error, fixIt: fixIt, fixed: fixed, before: before, after: diagnostics([fixed]))
      }
    }
  }

  /// Texts with one error each, from the tests of single errors.
  static let wrong: [String] =
    parserErrorCases.map(\.source.text)
    + ResolveErrorTests.all.map { $0.text.replacing("«", with: "").replacing("»", with: "") }

  @Test("A fix-it for the only error of a text leaves a text without errors", arguments: wrong)
  func onlyError(text: String) throws {
    let count = diagnostics([text]).count
    for item in try Self.fixed(text) where count == 1 {
      if syntaxErrors(text).isEmpty {
        #expect(item.after.isEmpty, "\(item.description)")
      } else {
        // What the text means is known only now.
        #expect(syntaxErrors(item.fixed).isEmpty, "\(item.description)")
      }
    }
  }

  private func syntaxErrors(_ text: String) -> [Diagnostic] {
    parse(SourceFile(path: "0.schema", text: text), index: 0).diagnostics
  }

  /// Schemas in which tokens are replaced, deleted and repeated.
  private static let valid = [
    """
    target sqlite
    type Role = "member" | "admin"
    table users @table("app_users") {
      id: int @key = auto
      email: string @was(mail, name)
      role: Role = "member"
      team: id<teams>? @onDelete(setNull)
      tags: [string] = []
      seen: timestamp = now
      size: ("s" | "m" @was("medium"))? = "m"
      unique by_email (email)
      index by_team (team, role)
      search by_text (email) filter (role)
    }
    table teams { name: string @column("team_name") settings: { theme: string, dark: bool? } }
    """,
    """
    target postgresql
    /// Places.
    table places {
      id: uuid @key = uuid
      face: [double]
      price: decimal = "1.5" @stored(numeric(10, 2))
      counts: [string: int] = {}
      full: string @from(first, last)
      day: date? @deprecated("use when")
      vector by_face (face) dimensions 3
    }
    """,
    """
    target document
    table events = { kind: "a", at: timestamp } | { kind: "b", note: string? } { index by_kind (kind) }
    table posts { author: id<users> likes: int = 0 body: any nested: [[{ a: int | null, b: string }]] }
    table users { name: string index by_name (name) }
    """,
  ]

  /// Words and signs of this and other languages.
  private static let foreign = [
    "Int", "number", "text", "varchar(255)", "String?", "serial", "enum('a', 'b')", "json", "Date", "nil", "boolean",
    "string[]", "Array<string>", "Map<string, number>", "Optional<int>", "NOT NULL", "NULL", "PRIMARY KEY", "UNIQUE",
    "DEFAULT 3", "DEFAULT now()", "@id", "@default(3)", "@default(now())", "@name(\"x\")", "@unique", "@kye", "@was(x)",
    "'x'", "\u{201C}x\u{201D}", "\"x", "`x", ";", ",", "?", "??", "|", "#", "/*", "007", "2fa", "größe", "null",
    "= null",
    "= yes", "now()", "CURRENT_TIMESTAMP", "model", "tabel", "typealias", "uniqe", "idx", "set_null", "cascad", "{",
    "}",
    "[", "]", "(", ")", ":", "=", "stings", "teems", "emial", "@column(x)", "@onDelete(cascade)", "@stored(text)",
    "@key",
    "sqlite3", "mongodb", "postgres", "\\d", "+", "-1", "auto", "///",
  ]

  @Test("A fix-it in a randomly changed schema removes its error")
  func random() throws {
    var offered: [String: Int] = [:]
    for number in 0..<Thorough.count(sample: 3_000, whole: 100_000) {
      let seed = Thorough.seed &+ UInt64(number)
      var random = SeededRandom(seed: seed)
      var tokens = random.pick(Self.valid).matches(of: /[A-Za-z0-9_]+|"[^"\n]*"|\s+|./).map { String($0.output) }
      for _ in 0...random.number(below: 2) {
        let place = random.number(below: tokens.count)
        switch random.number(below: 6) {
        case 0: tokens.remove(at: place)
        case 1: tokens.insert(tokens[place], at: place)
        case 2: tokens.insert(" " + random.pick(Self.foreign) + " ", at: place)
        default: if tokens[place].contains(where: { !$0.isWhitespace }) { tokens[place] = random.pick(Self.foreign) }
        }
      }
      for item in try Self.fixed(tokens.joined()) {
        offered[item.error.id.rawValue, default: 0] += 1
        #expect(!item.isStillThere, "seed \(seed): \(item.description)")
      }
    }
    #expect(offered.count > 20, "\(offered)")
  }

  @Test("A fix-it for a stored form replaces its numbers, too")
  func storedForm() throws {
    let text = "target postgresql\ntable t { a: string @stored(text(10, 2)) }"
    let item = try #require(try Self.fixed(text).first)
    #expect(item.error.message == "the stored form 'text' takes no numbers")
    #expect(item.fixed.contains("a: string @stored(text) }") && syntaxErrors(item.fixed).isEmpty, "\(item.description)")
  }

  @Test("Applying the first fix-it again and again ends", arguments: wrong)
  func ends(text: String) throws {
    var text = text
    for _ in 0..<12 {
      guard let next = try Self.fixed(text).first else { return }
      text = next.fixed
    }
    Issue.record("\(text)")
  }
}
