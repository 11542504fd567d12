// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaEdits
import SchemaModel

/// The SQL of a repair, checked as far as it can be without a database.
struct RepairStatement {
  /// The fields that get a new value, sorted by their columns.
  private(set) var fields: [Field] = []
  /// An expression for each of these fields.
  private(set) var values: [String] = []
  let condition: String?

  /// Reads assignments and a condition: balanced SQL expressions over columns of the table.
  init(_ sql: RepairSQL, of table: Table) throws(DiagnosticList) {
    let columns = RepairColumns(table)
    condition = try sql.condition.map { text throws(DiagnosticList) in
      let fragment = try SQLFragment(text, of: "--where")
      try columns.check(fragment)
      return fragment.text
    }
    var assigned: [StoredName: (Field, String)] = [:]
    for text in sql.assignments {
      for part in try SQLFragment(text, of: "--set").list {
        let (name, value) = try part.assignment()
        try columns.check(value)
        let field = try columns.field(name)
        if assigned.updateValue((field, value.text), forKey: field.storedName) != nil {
          throw .repairSQL("--set assigns \(shown(name)) twice")
        }
      }
    }
    guard !assigned.isEmpty else { throw .repairSQL("--set needs an assignment, such as 'email = lower(email)'") }
    for (_, (field, value)) in assigned.sorted(by: { $0.key < $1.key }) {
      fields.append(field)
      values.append(value)
    }
  }
}

/// A piece of SQL of a user: whole tokens, balanced parentheses, no end of a statement.
private struct SQLFragment {
  private let source: SQLSource
  private let range: Range<Int>
  /// The option that it comes from.
  private let option: String

  private init(_ source: SQLSource, _ range: Range<Int>, of option: String) {
    self.source = source
    self.range = range
    self.option = option
  }

  init(_ text: String, of option: String) throws(DiagnosticList) {
    source = SQLSource(text)
    range = source.tokens.indices
    self.option = option
    if text.unicodeScalars.contains("\0") { throw error("contains U+0000") }
    try checkText()
    var open = 0
    for (index, token) in source.tokens.enumerated() {
      switch token {
      case .sign("("): open += 1
      case .sign(")"):
        open -= 1
        if open < 0 { throw error("has a ')' without '('") }
      case .sign(";"): throw error("contains ';': give one expression, not statements")
      case .sign("?"), .sign(":"), .sign("@"), .sign("#"):
        throw error("contains '\(token.spelling)': a repair has no parameters")
      case .word(let word) where word.hasPrefix("$"): throw error("contains '$': a repair has no parameters")
      case .word(let word) where foldedName(word).hasPrefix(ReservedNames.prefix):
        throw error("uses \(shown(word)), a name of Bellows")
      case .name, .text, .blob: if !isClosed(index) { throw error("has a quotation mark without its end") }
      case .sign, .word, .number: continue
      }
    }
    if open > 0 { throw error("has a '(' without ')'") }
    if range.isEmpty { throw error("is empty") }
  }

  /// Checks that there is nothing but blanks between the tokens.
  private func checkText() throws(DiagnosticList) {
    var end = 0
    for range in source.ranges + [source.bytes.count..<source.bytes.count] {
      let gap = source.bytes[end..<range.lowerBound]
      if gap.contains(UInt8(ascii: "-")) || gap.contains(UInt8(ascii: "/")) {
        throw error("contains a comment: leave it out")
      }
      end = range.upperBound
    }
  }

  /// Whether a quoted token ends with its quotation mark; a doubled mark is part of it.
  private func isClosed(_ index: Int) -> Bool {
    let bytes = source.bytes[source.ranges[index]]
    guard let start = bytes.first(where: { !($0 | 0x20 == UInt8(ascii: "x")) }) else { return false }
    if start == UInt8(ascii: "[") { return bytes.last == UInt8(ascii: "]") }
    return bytes.count { $0 == start }.isMultiple(of: 2)
  }

  private func error(_ problem: String) -> DiagnosticList {
    .repairSQL("\(option) '\(oneLine(String(decoding: source.bytes.prefix(200), as: UTF8.self)))' \(problem)")
  }

  var tokens: ArraySlice<SQLToken> { source.tokens[range] }
  var text: String { source.text(ofTokens: range) }

  /// The parts between commas outside parentheses.
  var list: [SQLFragment] {
    var parts: [SQLFragment] = []
    var (start, depth) = (range.lowerBound, 0)
    for index in range {
      if tokens[index] == .sign("(") { depth += 1 }
      if tokens[index] == .sign(")") { depth -= 1 }
      guard depth == 0, tokens[index] == .sign(",") else { continue }
      parts.append(SQLFragment(source, start..<index, of: option))
      start = index + 1
    }
    return parts + [SQLFragment(source, start..<range.upperBound, of: option)]
  }

  /// The column and the expression of an assignment.
  func assignment() throws(DiagnosticList) -> (column: String, value: SQLFragment) {
    let start = range.lowerBound
    guard range.count > 2, let name = tokens[start].named, tokens[start + 1] == .sign("=") else {
      throw error("needs assignments, such as 'email = lower(email)'")
    }
    return (name, SQLFragment(source, (start + 2)..<range.upperBound, of: option))
  }

  /// The names that must be columns, with the name of a table before them; `nil` if a subquery may use other tables.
  var columns: [(table: String?, name: String)]? {
    let queries = ["select", "values", "over", "window"]
    if tokens.contains(where: { token in queries.contains(where: token.says) }) { return nil }
    var found: [(String?, String)] = []
    var index = range.lowerBound
    while index < range.upperBound {
      defer { index += 1 }
      let token = tokens[index]
      if token.says("as") || token.says("collate") {
        // A type or a collation.
        index += 1
        continue
      }
      guard let name = token.named else { continue }
      let next = index + 1 < range.upperBound ? tokens[index + 1] : nil
      if case .word = token, next == .sign("(") || Self.keywords.contains(foldedName(name)) { continue }
      if next == .sign("."), index + 2 < range.upperBound, let column = tokens[index + 2].named {
        found.append((name, column))
        index += 2
      } else {
        found.append((nil, name))
      }
    }
    return found
  }

  /// Words that are no columns in an expression.
  private static let keywords: Set<String> = [
    "and", "between", "case", "cast", "current_date", "current_time", "current_timestamp", "distinct", "else", "end",
    "escape", "exists", "false", "filter", "from", "glob", "in", "is", "isnull", "like", "match", "not", "notnull",
    "null", "or", "order", "by", "asc", "desc", "regexp", "then", "true", "when", "where", "precision", "varying",
  ]
}

/// The columns that the SQL of a repair may use.
private struct RepairColumns {
  private let table: Table
  /// The fields by the folded names of their columns.
  private let fields: [String: Field]

  init(_ table: Table) {
    self.table = table
    fields = Dictionary(table.fields.map { (foldedName($0.storedName.text), $0) }) { first, _ in first }
  }

  /// The field that a repair assigns.
  func field(_ name: String) throws(DiagnosticList) -> Field {
    let isAssignedKey = table.keyFields.isEmpty && foldedName(name) == ReservedNames.assignedKey.text
    guard let field = fields[foldedName(name)], !isAssignedKey else {
      if isAssignedKey {
        throw .repairSQL("--set cannot change \(shown(name)), the key of \(quoted(table.name))")
      }
      throw unknown(name)
    }
    if field.isKey { throw .repairSQL("--set cannot change \(shown(name)), a key of \(quoted(table.name))") }
    return field
  }

  /// Checks that the names in an expression are columns.
  func check(_ fragment: SQLFragment) throws(DiagnosticList) {
    for (prefix, name) in fragment.columns ?? [] {
      if let prefix, foldedName(prefix) != foldedName(table.storedName.text) {
        throw .repairSQL("\(shown(prefix)) is not the table \(shown(table.storedName.text)), and no subquery names it")
      }
      let own = ["rowid"] + (table.keyFields.isEmpty ? [ReservedNames.assignedKey.text] : [])
      guard fields[foldedName(name)] == nil, !own.contains(foldedName(name)) else { continue }
      throw unknown(name)
    }
  }

  private func unknown(_ name: String) -> DiagnosticList {
    if let field = table.fields.first(where: { foldedName($0.name.text) == foldedName(name) }) {
      return .repairSQL(
        "\(quoted(table.name)) has no column \(shown(name)): the field is stored in \(shown(field.storedName.text))")
    }
    let guess = nearest(to: name, among: table.fields.map(\.storedName.text).sorted())
    return .repairSQL(
      "\(quoted(table.name)) has no column \(shown(name))"
        + (guess.map { "; did you mean '\($0)'?" } ?? "; write a text in single quotation marks"))
  }
}

private func shown(_ name: String) -> String { "'\(oneLine(name))'" }

extension DiagnosticList {
  /// The error of a repair whose SQL cannot be used.
  static func repairSQL(_ message: String) -> DiagnosticList {
    DiagnosticList([Diagnostic(.error, PlannerDiagnostic.repairSQL, message, range: nil)])
  }
}
