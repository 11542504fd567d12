// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A recursive-descent parser with one token of lookahead.
///
/// Each function reads one construct. It reports errors itself and continues where the next construct may begin, so
/// that one mistake is one error. It returns `nil` after a reported error if nothing usable was read.
struct Parser {
  var lexer: Lexer
  /// The next token to read, and the one after it.
  var current: Token
  var following: Token
  /// The end of the last token that was read.
  var previousEnd = 0
  /// The nesting depth of the current type.
  var depth = 0
  private(set) var diagnostics: [Diagnostic] = []
  /// The position of the last error about an unexpected token: a second error there would confuse.
  private var lastErrorStart = -1
  /// The end of the last skipped text whose brackets do not match.
  var mismatchedEnd = -1
  /// The number of doc comments that belong to a declaration or were reported.
  private var usedComments = 0
  private var isStopped = false

  /// The text that recovery skipped.
  var losses = Losses()

  /// Tables that need not be parsed.
  var known: KnownTables?

  /// Parses from an offset on that is not inside of a declaration.
  init(_ bytes: [UInt8], from start: Int = 0, file: Int, known: KnownTables? = nil) {
    self.known = known
    lexer = Lexer(bytes, file: file)
    if start > 0 { lexer.jump(to: start) }
    current = lexer.next()
    following = lexer.next()
    takeProblems()
  }

  // MARK: Tokens

  var isAtEnd: Bool { current.kind == .end }

  /// Moves to the next token.
  mutating func advance() {
    if current.hasDocumentation, current.comments.lowerBound >= usedComments { reportMisplacedComments() }
    step()
  }

  /// Skips a token during recovery, and records the names in it as lost.
  mutating func skip() {
    switch current.kind {
    case .name, .string: losses.addWords(of: lexer.bytes[current.start..<current.end])
    case .quotedName: losses.add(lexer.content(of: current))
    case .number, .leftBrace, .rightBrace, .leftBracket, .rightBracket, .leftParenthesis, .rightParenthesis, .less,
      .greater, .at, .colon, .comma, .dot, .equals, .pipe, .question, .invalid, .end:
      break
    }
    step()
  }

  private mutating func step() {
    usedComments = max(usedComments, current.comments.upperBound)
    guard current.kind != .end else { return }
    previousEnd = current.end
    current = following
    following = lexer.next()
    if !lexer.problems.isEmpty { takeProblems() }
  }

  /// Continues after a text whose meaning is known.
  mutating func jump(to end: Int) {
    lexer.jump(to: end)
    previousEnd = end
    usedComments = lexer.comments.count
    current = lexer.next()
    following = lexer.next()
    if !lexer.problems.isEmpty { takeProblems() }
  }

  /// Reads the current token if it has this kind; returns whether it did.
  mutating func take(_ kind: Token.Kind) -> Bool {
    guard current.kind == kind else { return false }
    advance()
    return true
  }

  /// Reads a comma, or a `;` as in other languages, which a fix-it replaces.
  mutating func takeComma(insteadOfSemicolon replacement: String) -> Bool {
    guard current.kind == .comma else { return false }
    if isSemicolon(current) { report(.semicolon(range(current), replacement: replacement)) }
    advance()
    return true
  }

  func isSemicolon(_ token: Token) -> Bool { token.kind == .comma && lexer.byte(token.start) == UInt8(ascii: ";") }

  /// Returns the text of a name without backticks; `nil` for any other token.
  func word(_ token: Token) -> String? { token.kind == .name ? lexer.text(token.start, token.end) : nil }

  /// Returns whether a token is this word, without creating a `String`.
  func spells(_ token: Token, _ word: StaticString) -> Bool {
    guard token.kind == .name, token.end - token.start == word.utf8CodeUnitCount else { return false }
    for offset in 0..<word.utf8CodeUnitCount where lexer.byte(token.start + offset) != word.utf8Start[offset] {
      return false
    }
    return true
  }

  // MARK: Positions

  func range(_ token: Token) -> SourceRange { lexer.range(token.start, token.end) }

  /// Returns the range from an offset to the end of the last token that was read.
  func range(from start: Int) -> SourceRange { lexer.range(start, max(start, previousEnd)) }

  /// The empty range after the last token, where something is missing.
  var gap: SourceRange { lexer.range(previousEnd, previousEnd) }

  // MARK: Errors

  /// Adds an error.
  mutating func report(_ diagnostic: Diagnostic) {
    guard !isStopped else { return }
    if diagnostics.count == mostErrors {
      isStopped = true
      losses.includeAnyName = true
      losses.includeTarget = true
      lexer.stop()
      let end = lexer.range(current.start, current.start)
      diagnostics.append(.tooManyErrors(diagnostic.range ?? end))
      let last = Token(
        kind: .end, startsLine: true, start: lexer.bytes.count, end: lexer.bytes.count, comments: 0..<0,
        hasDocumentation: false)
      current = last
      following = last
      return
    }
    diagnostics.append(diagnostic)
  }

  /// Returns whether the tree contains everything from an offset to the last token: no error was reported there after
  /// which a part is missing.
  func isComplete(from start: Int) -> Bool {
    diagnostics.isEmpty
      || diagnostics.allSatisfy { diagnostic in
        guard !Diagnostic.losingNothing.contains(diagnostic.id), let range = diagnostic.range else { return true }
        return range.start < start || range.start > previousEnd
      }
  }

  /// Reports the current token as unexpected, unless an error was already reported there.
  mutating func reportUnexpected(_ diagnostic: (_ found: Token.Kind, _ range: SourceRange) -> Diagnostic) {
    guard current.start != lastErrorStart, current.kind != .invalid else { return }
    lastErrorStart = current.start
    if isSemicolon(current) { return report(.semicolon(range(current), replacement: "")) }
    report(diagnostic(current.kind, range(current)))
  }

  /// Begins a new construct: errors in it are reported even at the position of the last one.
  mutating func resetRecovery() { lastErrorStart = -1 }

  /// Reports that something is missing before the current token, unless an error was already reported there.
  mutating func reportGap(_ diagnostic: (_ gap: SourceRange) -> Diagnostic) {
    let gap = gap
    // What is inserted behind an open quote would be part of the text.
    let isText = lexer.unclosed.contains {
      $0.upperBound == gap.end && lexer.bytes[$0.lowerBound] == UInt8(ascii: "\"")
    }
    reportUnexpected { _, _ in
      var diagnostic = diagnostic(gap)
      if isText { diagnostic.fixIts = [] }
      return diagnostic
    }
  }

  mutating func takeProblems() {
    let problems = lexer.problems
    lexer.problems = []
    for problem in problems { report(problem) }
  }

  // MARK: Doc comments

  /// Returns the doc comment of the declaration that begins with the current token.
  mutating func documentation() -> String? {
    guard current.hasDocumentation, current.comments.lowerBound >= usedComments else { return nil }
    let first = lexer.comments[current.comments.lowerBound].range
    let isTrailing = previousEnd > 0 && !lexer.hasLineBreak(from: previousEnd, to: first.start)
    usedComments = current.comments.upperBound
    var lines: [String] = []
    for index in current.comments where lexer.comments[index].isDocumentation {
      let range = lexer.comments[index].range
      if isTrailing, index == current.comments.lowerBound {
        report(.misplacedDocComment(range))
        continue
      }
      let start = range.start + (lexer.byte(range.start + 3) == UInt8(ascii: " ") ? 4 : 3)
      lines.append(lexer.text(min(start, range.end), range.end))
    }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  /// Reports the doc comments before the current token, which begins no declaration.
  mutating func reportMisplacedComments() {
    let comments = current.comments
    guard comments.lowerBound >= usedComments else { return }
    usedComments = comments.upperBound
    guard let first = comments.first(where: { lexer.comments[$0].isDocumentation }) else { return }
    report(.misplacedDocComment(lexer.comments[first].range))
  }
}

extension Lexer {
  fileprivate func hasLineBreak(from start: Int, to end: Int) -> Bool {
    bytes[min(start, end)..<end].contains(UInt8(ascii: "\n"))
  }
}
