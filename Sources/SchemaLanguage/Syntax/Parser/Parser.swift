// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A recursive-descent parser with one token of lookahead.
///
/// Each function reads one construct. It reports what is wrong itself, then goes on where the next construct may begin,
/// so that one slip is one error; `nil` says "reported, and nothing usable here".
struct Parser {
  var lexer: Lexer
  /// The token to be read next, and the one behind it.
  var current: Token
  var following: Token
  /// Where the last token that was read ends.
  var previousEnd = 0
  /// How many types the current one is inside of.
  var depth = 0
  private(set) var diagnostics: [Diagnostic] = []
  /// The place of the last complaint about an unexpected token: a second one there would only confuse.
  private var lastErrorStart = -1
  /// The doc comments before this one belong to a declaration, or were reported.
  private var usedComments = 0
  private var isStopped = false

  /// What recovery skipped.
  var losses = Losses()

  /// Tables that need not be read.
  var known: KnownTables?

  /// Reads from an offset on, which is not within anything.
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

  /// Goes one token on.
  mutating func advance() {
    if current.hasDocumentation, current.comments.lowerBound >= usedComments { reportMisplacedComments() }
    step()
  }

  /// Skips a token, as recovery does, and records the names in it as lost.
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

  /// Goes on behind a stretch of text whose meaning is known.
  mutating func jump(to end: Int) {
    lexer.jump(to: end)
    previousEnd = end
    usedComments = lexer.comments.count
    current = lexer.next()
    following = lexer.next()
    if !lexer.problems.isEmpty { takeProblems() }
  }

  /// Whether a token of this kind came next, and was read.
  mutating func take(_ kind: Token.Kind) -> Bool {
    guard current.kind == kind else { return false }
    advance()
    return true
  }

  /// Reads a comma, or the `;` that other languages have there; a fix-it replaces it.
  mutating func takeComma(insteadOfSemicolon replacement: String) -> Bool {
    guard current.kind == .comma else { return false }
    if isSemicolon(current) { report(.semicolon(range(current), replacement: replacement)) }
    advance()
    return true
  }

  func isSemicolon(_ token: Token) -> Bool { token.kind == .comma && lexer.byte(token.start) == UInt8(ascii: ";") }

  /// The text of a name without backticks, or `nil` for everything else.
  func word(_ token: Token) -> String? { token.kind == .name ? lexer.text(token.start, token.end) : nil }

  /// Whether a token is this very word, without building a `String`.
  func spells(_ token: Token, _ word: StaticString) -> Bool {
    guard token.kind == .name, token.end - token.start == word.utf8CodeUnitCount else { return false }
    for offset in 0..<word.utf8CodeUnitCount where lexer.byte(token.start + offset) != word.utf8Start[offset] {
      return false
    }
    return true
  }

  // MARK: Places

  func range(_ token: Token) -> SourceRange { lexer.range(token.start, token.end) }

  /// From an offset to the end of the last token read.
  func range(from start: Int) -> SourceRange { lexer.range(start, max(start, previousEnd)) }

  /// The empty place behind the last token: where something is missing.
  var gap: SourceRange { lexer.range(previousEnd, previousEnd) }

  // MARK: Reports

  /// Notes an error.
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

  /// Whether everything from an offset to the last token read is in the tree: no error was reported there that lost a
  /// part of it.
  func isComplete(from start: Int) -> Bool {
    diagnostics.isEmpty
      || diagnostics.allSatisfy { diagnostic in
        guard !Diagnostic.losingNothing.contains(diagnostic.id), let range = diagnostic.range else { return true }
        return range.start < start || range.start > previousEnd
      }
  }

  /// Notes that the current token should not be here, unless that is known already.
  mutating func reportUnexpected(_ diagnostic: (_ found: Token.Kind, _ range: SourceRange) -> Diagnostic) {
    guard current.start != lastErrorStart, current.kind != .invalid else { return }
    lastErrorStart = current.start
    if isSemicolon(current) { return report(.semicolon(range(current), replacement: "")) }
    report(diagnostic(current.kind, range(current)))
  }

  /// Forgets the last complaint: a new construct begins, and what is wrong in it is another error.
  mutating func resetRecovery() { lastErrorStart = -1 }

  /// Notes that something is missing before the current token, unless that is known already.
  mutating func reportGap(_ diagnostic: (_ gap: SourceRange) -> Diagnostic) {
    let gap = gap
    reportUnexpected { _, _ in diagnostic(gap) }
  }

  mutating func takeProblems() {
    let problems = lexer.problems
    lexer.problems = []
    for problem in problems { report(problem) }
  }

  // MARK: Doc comments

  /// The doc comment that belongs to the declaration that begins with the current token.
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

  /// Reports the doc comments before the current token, which begins nothing that could own them.
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
