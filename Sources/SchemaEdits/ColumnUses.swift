// Part of Bellows. MIT licence: see LICENSE.

extension ArraySlice<SQLToken> {
  /// Returns the indices of the tokens that are columns, judged by their positions.
  ///
  /// A column may be called like a function or a keyword. `date(date)` uses it once, and so does
  /// `CASE WHEN end THEN 1 END`: SQLite takes a keyword for a name where the keyword cannot be
  /// (https://www.sqlite.org/lang_keywords.html). In statements with several tables, names of tables after a comma count
  /// as columns too.
  ///
  /// - Parameter isExpression: Whether the tokens begin with an expression, not with a clause such as CHECK or with a
  ///   statement.
  package func columnUses(isExpression: Bool = false) -> [Int] {
    var scanner = ColumnScanner(tokens: self, expectsOperand: isExpression)
    scanner.scan()
    return scanner.columns
  }

  /// Returns the first of these folded names that is used as a column in a clause or statement.
  package func first(named names: Set<String>) -> String? {
    columnUses().lazy.compactMap { self[$0].named }.first { names.contains(foldedName($0)) }
  }
}

extension [SQLToken] {
  /// Whether a name is used as a column in a statement or a definition as Bellows writes them, with all names in quotes.
  package func nameColumn(_ name: String) -> Bool { indices.contains { isQuotedColumn(name, at: $0) } }

  func isQuotedColumn(_ name: String, at index: Int) -> Bool {
    guard case .name(let label) = self[index], foldedName(label) == foldedName(name) else { return false }
    return index + 1 == count || ![.sign("("), .sign(".")].contains(self[index + 1])
  }
}

/// Scans the tokens of an expression or statement, and keeps track of where a value must be.
private struct ColumnScanner {
  let tokens: ArraySlice<SQLToken>
  var expectsOperand: Bool
  private(set) var columns: [Int] = []
  private var depth = 0
  /// The depth of the parentheses whose rest is the frame of a window: it has no columns.
  private var frame: Int?

  init(tokens: ArraySlice<SQLToken>, expectsOperand: Bool) {
    self.tokens = tokens
    self.expectsOperand = expectsOperand
  }

  mutating func scan() {
    for index in tokens.indices {
      switch tokens[index] {
      case .text, .number, .blob: expectsOperand = false
      case .sign(let sign): scan(sign)
      case .name: name(at: index)
      case .word(let word):
        let keyword = foldedName(word)
        if isAfterPoint(index) || !scan(keyword: keyword, at: index) { name(at: index) }
      }
    }
  }

  private mutating func scan(_ sign: String) {
    switch sign {
    case "(":
      depth += 1
      expectsOperand = true
    case ")":
      depth -= 1
      if let frame, depth < frame { self.frame = nil }
      expectsOperand = false
    // `count(*)`, `SELECT *`.
    case "*": expectsOperand.toggle()
    case ";": expectsOperand = false
    case _: expectsOperand = true
    }
  }

  private func isAfterPoint(_ index: Int) -> Bool { index > tokens.startIndex && tokens[index - 1] == .sign(".") }

  private mutating func name(at index: Int) {
    let next = index + 1 < tokens.endIndex ? tokens[index + 1] : nil
    let isColumn = expectsOperand && next != .sign("(") && next != .sign(".") && frame == nil
    // After a value a name is an alias or a part of a type.
    if isColumn { columns.append(index) }
    expectsOperand = false
  }

  /// Reads a keyword; returns `false` for a word that is a name at its position.
  private mutating func scan(keyword: String, at index: Int) -> Bool {
    if Self.values.contains(keyword) {
      expectsOperand = false
    } else if keyword == "not" {
      // `x NOT LIKE y`: the operator follows.
    } else if Self.beforeBy.contains(keyword), index + 1 < tokens.endIndex, tokens[index + 1].says("by") {
      expectsOperand = false
    } else if keyword == "from" {
      expectsOperand = index > tokens.startIndex && tokens[index - 1].says("distinct")
    } else if Self.beforeNames.contains(keyword) {
      expectsOperand = false
    } else if Self.reserved.contains(keyword) {
      expectsOperand = true
    } else if Self.operators.contains(keyword), !expectsOperand {
      expectsOperand = true
    } else if Self.frames.contains(keyword), !expectsOperand {
      frame = depth
    } else {
      return false
    }
    return true
  }

  /// Keywords that are values, or end one.
  private static let values: Set<String> = [
    "null", "isnull", "notnull", "current_date", "current_time", "current_timestamp",
  ]
  /// Keywords that a name follows which is no column, or another keyword.
  private static let beforeNames: Set<String> = [
    "as", "collate", "into", "join", "update", "table", "references", "create", "drop", "alter", "primary", "foreign",
    "insert", "delete", "constraint", "index", "transaction", "add", "commit",
  ]
  /// Other keywords that cannot be names.
  private static let reserved: Set<String> = [
    "all", "and", "autoincrement", "between", "case", "check", "default", "deferrable", "distinct", "else", "escape",
    "except", "exists", "group", "having", "in", "intersect", "is", "limit", "nothing", "on", "or", "order",
    "returning",
    "select", "set", "then", "to", "union", "unique", "using", "values", "when", "where",
  ]
  /// Keywords that can be names, and after a value are followed by another one.
  private static let operators: Set<String> = ["like", "glob", "regexp", "match", "by", "of", "offset"]
  private static let beforeBy: Set<String> = ["order", "group", "partition"]
  private static let frames: Set<String> = ["rows", "range", "groups"]
}
