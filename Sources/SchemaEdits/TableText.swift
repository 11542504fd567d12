// Part of Bellows. MIT licence: see LICENSE.

/// A `CREATE TABLE` statement, read: its columns, constraints and options, each with its index in the text.
///
/// The grammar is SQLite's (https://www.sqlite.org/lang_createtable.html, and `parse.y` of its source where the page is
/// silent). A statement that it does not cover gives `nil`; nothing is guessed.
package struct TableText: Sendable {
  /// The statement.
  package let source: SQLSource
  /// The token that names the table.
  package let nameToken: Int
  package private(set) var columns: [ColumnText] = []
  /// The constraints of the table, in their order.
  package private(set) var constraints: [Clause] = []
  /// The tokens after the closing parenthesis: `WITHOUT ROWID`, `STRICT`.
  package let options: Range<Int>

  /// A column's definition.
  package struct ColumnText: Hashable, Sendable {
    package var name: String
    /// The tokens of its type; empty for none.
    package var type: Range<Int>
    package var clauses: [Clause]
    /// All its tokens.
    package var tokens: Range<Int>

    /// The first clause of a kind.
    package func clause(_ kind: Clause.Kind) -> Clause? { clauses.first { $0.kind == kind } }
  }

  /// A constraint of a column or a table, or another clause of a column.
  package struct Clause: Hashable, Sendable {
    package var kind: Kind
    /// The name after CONSTRAINT.
    package var name: String?
    /// All its tokens, `CONSTRAINT name` included.
    package var tokens: Range<Int>
    /// Its tokens without `CONSTRAINT name`.
    package var core: Range<Int>

    /// The kinds of clauses.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
      case null, notNull, primaryKey, unique, check, `default`, collate, references, deferrable, generated, foreignKey
    }
  }

  /// Reads a statement; `nil` if it is no `CREATE TABLE` with a list of columns that this reader understands.
  package init?(_ sql: String) {
    let source = SQLSource(sql)
    let tokens = source.tokens
    guard tokens.first?.says("create") == true, let table = tokens.prefix(3).firstIndex(where: { $0.says("table") })
    else { return nil }
    var name = table + 1
    if tokens.indices.contains(name + 2), tokens[name].says("if"), tokens[name + 1].says("not") { name += 3 }
    if tokens.indices.contains(name + 2), tokens[name + 1] == .sign(".") { name += 2 }
    guard tokens.indices.contains(name + 1), tokens[name + 1] == .sign("("), let end = tokens.closing(name + 1) else {
      return nil
    }
    self.source = source
    nameToken = name
    options = (end + 1)..<tokens.count
    var reader = TableTextReader(tokens: tokens, index: name + 2, end: end)
    guard reader.read() else { return nil }
    columns = reader.columns
    constraints = reader.constraints
  }

  /// The table's name.
  package var name: String { source.tokens[nameToken].label ?? "" }

  /// A column by its name, as SQLite compares names.
  package func column(_ name: String) -> ColumnText? { columns.first { foldedName($0.name) == foldedName(name) } }

  /// Some tokens as SQL, for comparison: one blank between each two, unquoted words in lower case.
  package func spelling(_ range: Range<Int>) -> String {
    source.tokens[range].map(\.spelling).joined(separator: " ")
  }

  /// The options, each in lower case: `strict`, `without rowid`.
  package var optionWords: Set<String> {
    Set(Array(source.tokens[options]).listed.map { $0.map(\.spelling).joined(separator: " ") }.filter { !$0.isEmpty })
  }

  /// Whether the table has that option.
  package func has(option: String) -> Bool { optionWords.contains(option) }
}

extension SQLToken {
  /// What it names where SQLite also takes a text for a name.
  package var label: String? { if case .text(let text) = self { text } else { named } }
}

/// Reads the list between a table's parentheses.
private struct TableTextReader {
  let tokens: [SQLToken]
  var index: Int
  let end: Int
  var columns: [TableText.ColumnText] = []
  var constraints: [TableText.Clause] = []

  private var next: SQLToken? { index < end ? tokens[index] : nil }

  private func says(_ word: String, _ offset: Int = 0) -> Bool {
    index + offset < end && tokens[index + offset].says(word)
  }

  /// Whether the index is at the end of the list or a part of it.
  private var isAtEnd: Bool { next == nil || next == .sign(",") }

  mutating func read() -> Bool {
    while index < end {
      if isAtConstraint, !columns.isEmpty {
        guard constraint() else { return false }
      } else {
        guard constraints.isEmpty, column() else { return false }
      }
      // The comma between two constraints of a table may be missing.
      if next == .sign(",") { index += 1 } else if index < end, constraints.isEmpty { return false }
    }
    return !columns.isEmpty
  }

  private var isAtConstraint: Bool {
    ["constraint", "primary", "unique", "check", "foreign"].contains { says($0) }
  }

  private mutating func column() -> Bool {
    let start = index
    guard let name = next?.label else { return false }
    index += 1
    let type = index
    while let token = next, token.label != nil, !isAtClause { index += 1 }
    if type < index, next == .sign("("), let close = tokens.closing(index) { index = close + 1 }
    let typeEnd = index
    var clauses: [TableText.Clause] = []
    while !isAtEnd {
      guard let clause = clause(ofTable: false) else { return false }
      clauses.append(clause)
    }
    columns.append(.init(name: name, type: type..<typeEnd, clauses: clauses, tokens: start..<index))
    return true
  }

  private mutating func constraint() -> Bool {
    guard let clause = clause(ofTable: true) else { return false }
    constraints.append(clause)
    return true
  }

  /// Whether a clause of a column begins here; the tokens before it are its type.
  private var isAtClause: Bool {
    let words = ["constraint", "primary", "not", "null", "unique", "check", "default", "collate", "references", "as"]
    if words.contains(where: { says($0) }) { return true }
    return says("deferrable") || (says("generated") && says("always", 1))
  }

  /// Reads a clause with its name; names without a clause belong to the one before, which they do not change.
  private mutating func clause(ofTable isTable: Bool) -> TableText.Clause? {
    let start = index
    var name: String?
    while says("constraint") {
      guard index + 1 < end, let label = tokens[index + 1].label else { return nil }
      name = label
      index += 2
    }
    let core = index
    if isAtEnd {
      // `CONSTRAINT x` alone: it names nothing.
      return name == nil ? nil : .init(kind: .null, name: name, tokens: start..<index, core: core..<index)
    }
    guard let kind = isTable ? tableClause() : columnClause() else { return nil }
    return .init(kind: kind, name: name, tokens: start..<index, core: core..<index)
  }

  private mutating func take(_ words: String...) -> Bool {
    for (offset, word) in words.enumerated() where !says(word, offset) { return false }
    index += words.count
    return true
  }

  private mutating func parentheses() -> Bool {
    guard next == .sign("("), let close = tokens.closing(index), close < end else { return false }
    index = close + 1
    return true
  }

  private mutating func label() -> Bool {
    guard next?.label != nil else { return false }
    index += 1
    return true
  }

  /// `ON CONFLICT REPLACE`, if it is there.
  private mutating func conflict() -> Bool { take("on", "conflict") ? label() : true }

  private mutating func columnClause() -> TableText.Clause.Kind? {
    if take("not", "null") { return conflict() ? .notNull : nil }
    if take("null") { return conflict() ? .null : nil }
    if take("primary", "key") {
      if says("asc") || says("desc") { index += 1 }
      guard conflict() else { return nil }
      _ = take("autoincrement")
      return .primaryKey
    }
    if take("unique") { return conflict() ? .unique : nil }
    if take("check") { return parentheses() && conflict() ? .check : nil }
    if take("default") { return defaultValue() ? .default : nil }
    if take("collate") { return label() ? .collate : nil }
    if take("references") { return reference() ? .references : nil }
    if deferral() { return .deferrable }
    if take("generated", "always", "as") || take("as") {
      guard parentheses() else { return nil }
      if says("stored") || says("virtual") { index += 1 }
      return .generated
    }
    return nil
  }

  private mutating func tableClause() -> TableText.Clause.Kind? {
    if take("primary", "key") { return parentheses() && conflict() ? .primaryKey : nil }
    if take("unique") { return parentheses() && conflict() ? .unique : nil }
    if take("check") { return parentheses() && conflict() ? .check : nil }
    guard take("foreign", "key"), parentheses(), take("references"), reference() else { return nil }
    _ = deferral()
    return .foreignKey
  }

  private mutating func defaultValue() -> Bool {
    if next == .sign("(") { return parentheses() }
    if next == .sign("+") || next == .sign("-") { index += 1 }
    guard let token = next else { return false }
    if case .sign = token { return false }
    index += 1
    return true
  }

  /// The tokens after REFERENCES: the table, its columns, actions.
  private mutating func reference() -> Bool {
    guard label() else { return false }
    if next == .sign("("), !parentheses() { return false }
    while true {
      if take("on", "delete") || take("on", "update") || take("on", "insert") {
        guard
          take("set", "null") || take("set", "default") || take("no", "action") || take("cascade") || take("restrict")
        else { return false }
      } else if take("match") {
        guard label() else { return false }
      } else {
        return true
      }
    }
  }

  /// `NOT DEFERRABLE INITIALLY IMMEDIATE` and such.
  private mutating func deferral() -> Bool {
    guard take("not", "deferrable") || take("deferrable") else { return false }
    if take("initially") { _ = take("deferred") || take("immediate") }
    return true
  }
}

extension TableText {
  /// The condition of the first CHECK of each column that has one, without its parentheses, by the columns' folded
  /// names.
  ///
  /// A CHECK that compares texts by another rule than their bytes is left out: it allows more values than it lists.
  package var columnChecks: [String: [SQLToken]] {
    var checks: [String: [SQLToken]] = [:]
    for column in columns {
      guard let check = column.clauses.first(where: { $0.kind == .check && !TypeCheck.isOwn($0) }),
        let condition = bytewiseCondition(of: check)
      else { continue }
      checks[foldedName(column.name)] = condition
    }
    return checks
  }
}
