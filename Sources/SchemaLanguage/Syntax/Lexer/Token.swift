// Part of Bellows. MIT licence: see LICENSE.

/// A token of the source text.
struct Token {
  enum Kind: UInt8 {
    case name
    /// In backticks.
    case quotedName
    case string
    /// Digits, with an optional sign, fraction and exponent.
    case number
    case leftBrace, rightBrace, leftBracket, rightBracket, leftParenthesis, rightParenthesis, less, greater
    case at, colon, comma, dot, equals, pipe, question
    /// Already reported by the lexer.
    case invalid
    case end

    /// The name in messages.
    var description: String {
      switch self {
      case .name, .quotedName: "a name"
      case .string: "a string"
      case .number: "a number"
      case .leftBrace: "'{'"
      case .rightBrace: "'}'"
      case .leftBracket: "'['"
      case .rightBracket: "']'"
      case .leftParenthesis: "'('"
      case .rightParenthesis: "')'"
      case .less: "'<'"
      case .greater: "'>'"
      case .at: "'@'"
      case .colon: "':'"
      case .comma: "','"
      case .dot: "'.'"
      case .equals: "'='"
      case .pipe: "'|'"
      case .question: "'?'"
      case .invalid: "an unreadable character"
      case .end: "the end of the file"
      }
    }
  }

  var kind: Kind
  /// Whether it is the first token of its line.
  var startsLine: Bool
  var hasDocumentation: Bool
  // 32 bits, as in a range: every step of the parser copies a token.
  private var storedStart: UInt32
  private var storedEnd: UInt32
  private var firstComment: UInt32
  private var endOfComments: UInt32

  init(kind: Kind, startsLine: Bool, start: Int, end: Int, comments: Range<Int>, hasDocumentation: Bool) {
    self.kind = kind
    self.startsLine = startsLine
    self.hasDocumentation = hasDocumentation
    storedStart = UInt32(clamping: start)
    storedEnd = UInt32(clamping: end)
    firstComment = UInt32(clamping: comments.lowerBound)
    endOfComments = UInt32(clamping: comments.upperBound)
  }

  var start: Int { Int(storedStart) }
  var end: Int { Int(storedEnd) }
  /// The comments between the previous token and this one, as indices into `Lexer.comments`.
  var comments: Range<Int> { Int(firstComment)..<Int(endOfComments) }

  /// A name, with or without backticks.
  var isName: Bool { kind == .name || kind == .quotedName }
}
