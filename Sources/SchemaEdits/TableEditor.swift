// Part of Bellows. MIT licence: see LICENSE.

/// Edits the statement of a table as a database has it.
///
/// Everything that an edit does not name stays unchanged, byte for byte.
///
///     var editor = try TableEditor("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE)")
///     try editor.change(from: #""name" TEXT"#, to: #""name" TEXT NOT NULL"#)
///     editor.sql  // CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE NOT NULL)
package struct TableEditor: Sendable {
  /// The statement so far.
  package private(set) var table: TableText
  /// Whether a column that may be NULL for a while keeps the conflict clause of its NOT NULL, as `NULL ON CONFLICT`,
  /// which SQLite ignores.
  package var keepsConflictClauses = false
  /// Whether a column whose CHECK becomes wider may have other CHECKs: it had them before a plan that is rolled back.
  package var allowsOtherChecks = false

  /// Parses a statement.
  ///
  /// - Throws: `EditRefused` if it is not a table definition that can be parsed.
  package init(_ sql: String) throws(EditRefused) {
    guard let table = TableText(sql) else {
      throw EditRefused("its definition is written in a way that Bellows cannot read")
    }
    self.table = table
  }

  /// The statement.
  package var sql: String { String(decoding: table.source.bytes, as: UTF8.self) }

  // MARK: - The table

  /// Renames the table.
  package mutating func rename(to name: String) throws(EditRefused) {
    try apply([replacing(table.nameToken..<(table.nameToken + 1), quoted(name))])
  }

  /// Removes the table's own name before columns, as in `t.a > 0`: under another name of the table it would mean nothing.
  ///
  /// Returns whether there was one.
  package mutating func removeQualifiers() throws(EditRefused) -> Bool {
    let name = foldedName(table.name)
    let tokens = table.source.tokens
    let edits = table.checks.flatMap { clause in
      clause.core.filter { index in
        index > 0 && tokens[index].named.map(foldedName) == name && tokens.indices.contains(index + 1)
          && tokens[index + 1] == .sign(".") && tokens[index - 1] != .sign(".")
      }
    }.map { TextEdit(range: bytes($0..<($0 + 2)), replacement: "") }
    try apply(edits)
    return !edits.isEmpty
  }

  /// Adds a constraint after all others.
  package mutating func add(constraint: String) throws(EditRefused) {
    let last = table.constraints.last?.tokens.upperBound ?? table.columns[table.columns.count - 1].tokens.upperBound
    try apply([inserting(afterToken: last - 1, separator + constraint)])
  }

  /// Removes an equal constraint, and returns whether there was one.
  @discardableResult package mutating func remove(constraint: String) throws(EditRefused) -> Bool {
    let wanted = Self.comparable(SQLSource(constraint).tokens[...])
    guard
      let index = table.constraints.firstIndex(where: { table.comparable($0) == wanted })
    else { return false }
    try apply([removing(listed: table.constraints[index].tokens)])
    return true
  }

  // MARK: - Columns

  /// Adds a column after all others.
  package mutating func add(column definition: String) throws(EditRefused) {
    let last = table.columns[table.columns.count - 1]
    try apply([inserting(afterToken: last.tokens.upperBound - 1, separator + definition)])
  }

  /// Removes a column with its clauses, and the table constraints over it alone.
  package mutating func remove(column name: String) throws(EditRefused) {
    for constraint in table.constraints.reversed() {
      let columns = table.columns(of: constraint)
      guard columns.contains(foldedName(name)) else { continue }
      guard columns.count == 1, constraint.kind != .primaryKey else {
        throw EditRefused("\(table.source.text(ofTokens: constraint.tokens)) uses the column \(name), which is dropped")
      }
      try apply([removing(listed: constraint.tokens)])
    }
    guard let column = table.column(name) else { throw EditRefused("it has no column \(name)") }
    guard table.columns.count > 1 else { throw EditRefused("\(name) is its only column") }
    try apply([removing(listed: column.tokens)])
  }

  /// Changes a column by the differences between two definitions of it; its other clauses stay unchanged.
  package mutating func change(from old: String, to new: String) throws(EditRefused) {
    guard let before = TableText("CREATE TABLE x (\(old))"), let after = TableText("CREATE TABLE x (\(new))"),
      let from = before.columns.first, let to = after.columns.first, table.column(from.name) != nil
    else { throw EditRefused("it has no column as in \(old)") }
    let name = from.name
    let types = (before.spelling(from.type), after.spelling(to.type))
    if types.0 != types.1 { try replaceType(of: name, with: after.source.text(ofTokens: to.type)) }
    for kind in [TableText.Clause.Kind.primaryKey, .unique, .collate, .generated] {
      guard before.spelling(from.clause(kind)) == after.spelling(to.clause(kind)) else {
        throw EditRefused("the \(kind.displayName) of \(name) cannot be changed in place")
      }
    }
    try replace(.notNull, of: name, before.text(from.clause(.notNull)), after.text(to.clause(.notNull)))
    try replace(.default, of: name, before.text(from.clause(.default)), after.text(to.clause(.default)))
    try replaceCheck(of: name, before.text(from.clause(.check)), after.text(to.clause(.check)))
    try replaceReference(of: name, before.text(from.clause(.references)), after.text(to.clause(.references)))
  }

  /// Sets the default of a column, or replaces it.
  package mutating func setDefault(of column: String, to value: String) throws(EditRefused) {
    let old = table.column(column).flatMap { table.text($0.clause(.default)) }
    try replace(.default, of: column, old, "DEFAULT \(value)")
  }

  /// Removes the UNIQUE over exactly these columns, and returns whether there was one.
  package mutating func remove(uniqueOver columns: [String]) throws(EditRefused) -> Bool {
    let wanted = columns.map(foldedName)
    if let constraint = table.constraints.first(where: { $0.kind == .unique && table.columns(of: $0) == wanted }) {
      try apply([removing(listed: constraint.tokens)])
      return true
    }
    guard wanted.count == 1, let clause = table.column(columns[0])?.clause(.unique) else { return false }
    try apply([removing(clause.tokens)])
    return true
  }

  // MARK: - Clauses

  /// Adds a clause to a column after its others.
  mutating func add(clause: String, to column: TableText.ColumnText) throws(EditRefused) {
    try apply([inserting(afterToken: column.tokens.upperBound - 1, " " + clause)])
  }

  private mutating func replaceType(of name: String, with type: String) throws(EditRefused) {
    if let check = table.column(name)?.clauses.first(where: TypeCheck.isOwn) {
      let new = TypeCheck.text(column: name, type: type)
      try apply([new.map { replacing(check.tokens, $0) } ?? removing(check.tokens)])
    }
    guard let column = table.column(name) else { return }
    let nameToken = column.tokens.lowerBound
    try apply([
      column.type.isEmpty ? inserting(afterToken: nameToken, " " + type) : replacing(column.type, type)
    ])
  }

  private mutating func replace(
    _ kind: TableText.Clause.Kind, of name: String, _ old: String?, _ new: String?
  ) throws(EditRefused) {
    guard old != new, let column = table.column(name) else { return }
    switch (column.clause(kind), new) {
    case (let clause?, let new?):
      // An existing NOT NULL may have a conflict clause.
      if kind == .notNull { return }
      try apply([replacing(clause.core, new)])
    case (let clause?, nil):
      if kind == .notNull, keepsConflictClauses, table.saysConflict(clause) {
        return try apply([replacing(clause.core.prefix(2), "NULL")])
      }
      try apply([removing(clause.tokens)])
    case (nil, let new?):
      if kind == .notNull, let kept = column.clauses.first(where: { $0.kind == .null && table.saysConflict($0) }) {
        return try apply([replacing(kept.core.prefix(1), new)])
      }
      try insert(new, kind, in: column)
    case (nil, nil): return
    }
  }

  /// Replaces the condition of a CHECK: the text inside its parentheses.
  mutating func replace(conditionOf check: TableText.Clause, with condition: String) throws(EditRefused) {
    guard let inside = table.condition(of: check) else { return }
    try apply([replacing(inside, condition)])
  }

  /// Inserts a clause in the order type, NOT NULL, DEFAULT, CHECK, reference.
  private mutating func insert(
    _ clause: String?, _ kind: TableText.Clause.Kind, in column: TableText.ColumnText
  ) throws(EditRefused) {
    guard let clause else { return }
    let order: [TableText.Clause.Kind] = [.primaryKey, .notNull, .default, .check, .references]
    let earlier = order.prefix { $0 != kind }
    let last = column.clauses.last { earlier.contains($0.kind) }?.tokens.upperBound
    try apply([
      inserting(afterToken: (last ?? max(column.type.upperBound, column.tokens.lowerBound + 1)) - 1, " " + clause)
    ])
  }

  private mutating func replaceCheck(of name: String, _ old: String?, _ new: String?) throws(EditRefused) {
    guard old != new, let column = table.column(name) else { return }
    let new = new.map(table.bytewiseCheck)
    guard let old else { return try insert(new, .check, in: column) }
    let wanted = Self.comparable(SQLSource(old).tokens[...])
    let own = column.clauses.filter { $0.kind == .check && !TypeCheck.isOwn($0) } + table.checks(over: name)
    let same = own.first { table.isCheck($0, wanted) }
    if !allowsOtherChecks, let other = own.first(where: { $0 != same }) {
      throw EditRefused(
        "\(table.source.text(ofTokens: other.tokens)) is not part of the schema, and could refuse values that the plan "
          + "allows for \(name)")
    }
    guard let same else { return try insert(new, .check, in: column) }
    if table.constraints.contains(same) {
      try apply([removing(listed: same.tokens)])
      guard let column = table.column(name) else { return }
      return try insert(new, .check, in: column)
    }
    try apply([new.map { replacing(same.core, $0) } ?? removing(same.tokens)])
  }

  private mutating func replaceReference(of name: String, _ old: String?, _ new: String?) throws(EditRefused) {
    guard old != new, let column = table.column(name) else { return }
    let wanted = old.flatMap { ReferenceText(SQLSource($0).tokens[...]) }
    func isWanted(_ clause: TableText.Clause) -> Bool {
      let own = ReferenceText(table.source.tokens[clause.core])
      return own?.table == wanted?.table
    }
    let clause = column.clauses.first { $0.kind == .references && isWanted($0) }
    let constraint = table.constraints.first {
      $0.kind == .foreignKey && table.columns(of: $0) == [foldedName(name)] && isWanted($0)
    }
    guard let new else {
      if let constraint { return try apply([removing(listed: constraint.tokens)]) }
      guard let clause else { return }
      let deferral = column.clauses.first { $0.kind == .deferrable && $0.tokens.lowerBound == clause.tokens.upperBound }
      return try apply([removing(clause.tokens.lowerBound..<(deferral ?? clause).tokens.upperBound)])
    }
    guard let found = clause ?? constraint else {
      return try insert(new, .references, in: column)
    }
    try apply(edits(of: found, to: new))
  }

  /// Returns the edits that change the table or the action of a reference.
  private func edits(of clause: TableText.Clause, to new: String) -> [TextEdit] {
    let tokens = table.source.tokens
    guard let wanted = ReferenceText(SQLSource(new).tokens[...]), let own = ReferenceText(tokens[clause.core]),
      let start = tokens[clause.core].firstIndex(where: { $0.says("references") })
    else { return [] }
    var edits: [TextEdit] = []
    var end = start + 2
    if clause.core.contains(end), tokens[end] == .sign("("), let close = tokens.closing(end) { end = close + 1 }
    let source = SQLSource(new)
    if own.table != wanted.table || (!own.targets.isEmpty && own.targets != wanted.targets) {
      let list = source.tokens.firstIndex(of: .sign("(")).flatMap(source.tokens.closing)
      edits.append(replacing((start + 1)..<end, source.text(ofTokens: 1..<((list ?? 1) + 1))))
    }
    guard own.onDelete != wanted.onDelete else { return edits }
    let action = wanted.onDelete == "no action" ? "" : "ON DELETE " + wanted.onDelete.uppercased()
    let index = tokens[clause.core].indices.first { index in
      index + 1 < clause.core.upperBound && tokens[index].says("on") && tokens[index + 1].says("delete")
    }
    if let index {
      let isTwo = tokens[index + 2].says("set") || tokens[index + 2].says("no")
      let range = index..<(index + (isTwo ? 4 : 3))
      edits.append(action.isEmpty ? removing(range) : replacing(range, action))
    } else if !action.isEmpty {
      edits.append(inserting(afterToken: end - 1, " " + action))
    }
    return edits
  }

  // MARK: - Text

  private struct TextEdit {
    var range: Range<Int>
    var replacement: String
  }

  private func bytes(_ tokens: Range<Int>) -> Range<Int> {
    table.source.ranges[tokens.lowerBound].lowerBound..<table.source.ranges[tokens.upperBound - 1].upperBound
  }

  private func replacing(_ tokens: Range<Int>, _ text: String) -> TextEdit {
    .init(range: bytes(tokens), replacement: text)
  }

  private func inserting(afterToken token: Int, _ text: String) -> TextEdit {
    let end = table.source.ranges[token].upperBound
    return .init(range: end..<end, replacement: text)
  }

  /// Removes tokens inside a definition, with the blanks before them.
  private func removing(_ tokens: Range<Int>) -> TextEdit {
    var range = bytes(tokens)
    let start = range.lowerBound
    range = blanks(before: start)..<range.upperBound
    // A comment to the end of the line must not swallow the next token.
    let isAfterToken = table.source.ranges.contains { $0.upperBound == range.lowerBound }
    return .init(range: isAfterToken ? range : start..<range.upperBound, replacement: "")
  }

  /// Removes a part of a list, with one of the commas beside it.
  private func removing(listed tokens: Range<Int>) -> TextEdit {
    let all = table.source.tokens
    if tokens.lowerBound > 0, all[tokens.lowerBound - 1] == .sign(",") {
      return .init(
        range: table.source.ranges[tokens.lowerBound - 1].lowerBound..<bytes(tokens).upperBound, replacement: "")
    }
    guard all.indices.contains(tokens.upperBound), all[tokens.upperBound] == .sign(",") else { return removing(tokens) }
    var end = table.source.ranges[tokens.upperBound].upperBound
    while end < table.source.bytes.count, table.source.bytes[end].isBlank { end += 1 }
    return .init(range: bytes(tokens).lowerBound..<end, replacement: "")
  }

  private func blanks(before index: Int) -> Int {
    var index = index
    while index > 0, table.source.bytes[index - 1].isBlank { index -= 1 }
    return index
  }

  /// The separator of two columns: a comma, and a line break with indentation if each has its own line.
  private var separator: String {
    let last = table.columns[table.columns.count - 1]
    let start = table.source.ranges[last.tokens.lowerBound].lowerBound
    let text = table.source.text(blanks(before: start)..<start)
    return "," + (text.contains("\n") ? text : " ")
  }

  private mutating func apply(_ edits: [TextEdit]) throws(EditRefused) {
    if edits.isEmpty { return }
    var bytes = table.source.bytes
    for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      bytes.replaceSubrange(edit.range, with: Array(edit.replacement.utf8))
    }
    guard let edited = TableText(String(decoding: bytes, as: UTF8.self)) else {
      throw EditRefused("its definition cannot be edited without being broken")
    }
    table = edited
  }

  /// Normalises a clause: independent of quotes, of the case of names, and of outer parentheses.
  static func comparable(_ tokens: ArraySlice<SQLToken>) -> [String] {
    let words = tokens.map { token in token.named.map(foldedName) ?? token.spelling }
    guard words.count > 2, words[1] == "(", words.last == ")" else { return words }
    var inner = Array(tokens.dropFirst(2).dropLast())
    while inner.first == .sign("("), inner.closing(0) == inner.count - 1 { inner = Array(inner.dropFirst().dropLast()) }
    return [words[0]] + inner.map { $0.named.map(foldedName) ?? $0.spelling }
  }
}

/// A definition cannot be changed.
package struct EditRefused: Error, Hashable, Sendable, CustomStringConvertible {
  /// The reason; the subject of the sentence is the table.
  package var description: String

  init(_ description: String) { self.description = description }
}

extension TableText {
  /// Returns the columns of a constraint, in lower case; for a CHECK, the columns that it names.
  package func columns(of constraint: Clause) -> [String] {
    let tokens = Array(source.tokens[constraint.core])
    switch constraint.kind {
    case .check:
      let names = Set(columns.map { foldedName($0.name) })
      var found: [String] = []
      for index in tokens[...].columnUses() {
        guard let name = tokens[index].named.map(foldedName), names.contains(name), !found.contains(name) else {
          continue
        }
        found.append(name)
      }
      return found
    case .primaryKey, .unique, .foreignKey:
      return tokens.inParentheses(from: 0)?.inside.listed.map { foldedName($0.first?.label ?? "") } ?? []
    case .null, .notNull, .default, .collate, .references, .deferrable, .generated: return []
    }
  }

  /// Returns the table CHECKs that name a column, except those that only require a value in one of several columns.
  package func checks(over column: String) -> [Clause] {
    constraints.filter { $0.kind == .check && columns(of: $0).contains(foldedName(column)) && !demandsOneOfSeveral($0) }
  }

  private func demandsOneOfSeveral(_ check: Clause) -> Bool {
    let names = columns(of: check)
    let words = Set(source.tokens[check.core].map { $0.named.map(foldedName) ?? $0.spelling })
    return names.count > 1 && words == Set(names).union(["check", "(", ")", "is", "not", "null", "or"])
  }

  /// A clause without its name, normalised for comparison.
  package func comparable(_ clause: Clause) -> [String] { TableEditor.comparable(source.tokens[clause.core]) }

  /// Whether a clause has a conflict clause other than the default.
  package func saysConflict(_ clause: Clause) -> Bool {
    source.tokens[clause.core].contains { $0.says("conflict") } && !spelling(clause.core).hasSuffix("on conflict abort")
  }

  /// The tokens inside the parentheses of a CHECK; `nil` for another clause.
  package func condition(of check: Clause) -> Range<Int>? {
    let open = check.core.lowerBound + 1
    guard check.kind == .check, source.tokens.indices.contains(open), let close = source.tokens.closing(open),
      close > open + 1
    else { return nil }
    return (open + 1)..<close
  }

  /// The text of a clause without its name; `nil` for none.
  package func text(_ clause: Clause?) -> String? { clause.map { source.text(ofTokens: $0.core) } }

  /// A clause without its name, for comparison; `nil` for none.
  package func spelling(_ clause: Clause?) -> String? { clause.map { spelling($0.core) } }
}

extension TableText.Clause.Kind {
  /// Display name.
  package var displayName: String {
    switch self {
    case .null: "NULL"
    case .notNull: "NOT NULL"
    case .primaryKey: "PRIMARY KEY"
    case .unique: "UNIQUE"
    case .check: "CHECK"
    case .default: "DEFAULT"
    case .collate: "COLLATE"
    case .references: "reference"
    case .deferrable: "DEFERRABLE"
    case .generated: "GENERATED ALWAYS AS"
    case .foreignKey: "FOREIGN KEY"
    }
  }
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
