// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension Session: PlanSession {
  func execute(_ statements: [SchemaStatement], of plan: MigrationPlan, from: Int, to: Int) async throws {
    guard case .schema = await worker.access(in: number) else {
      throw DatabaseUnable("the schema can change only in transaction(.schema)")
    }
    try await run { try RenameSteps(plan, from: from, to: to, on: $0).run(statements) }
  }
}

/// The schema change from one deploy of a plan to the next or the previous one, on tables as the database has them.
///
/// The statements of a plan describe a rename for columns as Bellows creates them: a new column, and later a dropped old
/// one. A column of another tool has clauses that only the database knows, and other objects use it. Therefore
///
/// - the new column gets the type, the collation and the reference of the old one;
/// - conditions on the old column hold for both columns while there are both;
/// - at the end the column that is dropped is the new one, which is a copy, and the old one gets its name.
struct RenameSteps {
  private let plan: MigrationPlan
  private let connection: Connection
  private let (from, to): (ModelState, ModelState)
  private let numbers: (from: Int, to: Int)
  private let renames: [RenamedColumn]
  private let origins: [String: TableText]

  /// - Parameter origins: The definitions before the plan of the tables with renamed columns; `nil` to read them from
  ///   the ledger.
  init(
    _ plan: MigrationPlan, from: Int, to: Int, on connection: Connection, origins: [String: TableText]? = nil
  ) throws {
    self.plan = plan
    self.connection = connection
    numbers = (from, to)
    renames = plan.renamedColumns
    self.origins = try origins ?? Self.origins(of: plan, on: connection)
    (self.from, self.to) = (ModelState(plan, at: from), ModelState(plan, at: to))
  }

  func run(_ statements: [SchemaStatement]) throws {
    let renamed = try renameInPlace(statements)
    try finish(statements, renamed: renamed)
  }

  /// Gives columns their other names where they must keep what only the database has, and returns them.
  ///
  /// It executes the statements before the first change of a table, which drop triggers.
  func renameInPlace(_ statements: [SchemaStatement]) throws -> [RenamedColumn] {
    for rename in renames where columns(rename, from) == .both && columns(rename, to) != .both {
      try editChecks(rename) { editor throws(EditRefused) in try editor.narrowChecks(for: rename) }
    }
    let exchanged = try self.exchanged()
    if exchanged.isEmpty { return [] }
    let tables = Set(exchanged.map { foldedName($0.table) })
    for statement in statements where TableStatement.dropsTrigger(statement) { try connection.execute(statement) }
    for table in tables.sorted() { try exchangeNames(exchanged.filter { foldedName($0.table) == table }) }
    return exchanged
  }

  /// Executes the statements, except those that the renamed tables do not need.
  func finish(_ statements: [SchemaStatement], renamed: [RenamedColumn]) throws {
    var done: Set<String> = []
    for statement in statements {
      if !renamed.isEmpty, TableStatement.dropsTrigger(statement) { continue }
      guard let change = TableStatement(statement), renamed.contains(where: { foldedName($0.table) == change.table })
      else {
        try connection.execute(try like(statement), keeping: keptConflicts, isRollback: numbers.to < numbers.from)
        continue
      }
      guard change.kind == .definition, done.insert(change.table).inserted else { continue }
      try self.change(renamed.filter { foldedName($0.table) == change.table })
    }
    for table in done.sorted() { try createIndexes(of: table) }
    for rename in renames where columns(rename, from) != .both && columns(rename, to) == .both {
      try widenChecks(rename)
    }
  }

  /// Returns the definitions that the tables with renamed columns had before a plan, by the tables' folded names.
  ///
  /// The ledger has them from the first deploy that changed a table.
  static func origins(of plan: MigrationPlan, on connection: Connection) throws -> [String: TableText] {
    let tables = Set(plan.renamedColumns.map { foldedName($0.table) })
    var origins: [String: TableText] = [:]
    let hasLedger = try !tables.isEmpty && connection.exists(OwnNames.definitions)
    for table in tables {
      let known =
        hasLedger
        ? try connection.rows(
          "SELECT \"before\" FROM \(quoted(OwnNames.definitions)) WHERE plan = ? AND kind = 'table' "
            + "AND lower(name) = lower(\(literal(table))) AND \"before\" IS NOT NULL ORDER BY deploy LIMIT 1", plan.name
        ) { $0.text(0) ?? "" } : []
      let present = try connection.shape(of: table)?.sql
      origins[table] = (known.first ?? present).flatMap(TableText.init)
    }
    return origins
  }

  // MARK: - The columns of a rename

  private enum Columns { case old, both, new, none }

  private func columns(_ rename: RenamedColumn, _ state: ModelState) -> Columns {
    let table = state.tables[foldedName(rename.table)]
    return switch (table?.column(rename.old) != nil, table?.column(rename.new) != nil) {
    case (true, true): .both
    case (true, false): .old
    case (false, true): .new
    case (false, false): .none
    }
  }

  /// The columns that keep the conflict clauses of their NOT NULL while it is gone.
  private var keptConflicts: Set<String> {
    Set(renames.map { "\(foldedName($0.table)).\(foldedName($0.old))" })
  }

  /// Returns a statement in which the new column of a rename is like the old one.
  private func like(_ statement: SchemaStatement) throws -> SchemaStatement {
    switch statement {
    case .dropIndex, .dropReference, .renameConstraint: return statement
    case .rebuild(let rebuild):
      let changes = try rebuild.changes.map { change in
        if case .addColumn(let definition) = change {
          return TableChange.addColumn(try like(definition, of: rebuild.table))
        }
        return change
      }
      return .rebuild(Rebuild(table: rebuild.table, changes: changes, filled: rebuild.filled))
    case .sql(let sql):
      let source = SQLSource(sql)
      let tokens = source.tokens
      guard tokens.count > 5, tokens[0].says("alter"), tokens[3].says("add"), tokens[4].says("column"),
        let table = tokens[2].label
      else { return statement }
      let definition = source.text(ofTokens: 5..<tokens.count)
      let own = try like(definition, of: table)
      return own == definition ? statement : .sql("ALTER TABLE \(quoted(table)) ADD COLUMN \(own)")
    }
  }

  private func like(_ definition: String, of table: String) throws -> String {
    guard let name = TableText("CREATE TABLE x (\(definition))")?.columns.first?.name,
      let rename = renames.first(where: {
        foldedName($0.table) == foldedName(table) && foldedName($0.new) == foldedName(name)
      }),
      let shape = try connection.shape(of: table), let own = TableText(shape.sql),
      let model = from.tables[foldedName(table)], let column = model.column(rename.old) ?? model.column(rename.new)
    else { return definition }
    return own.definition(
      definition, like: rename.old, changing: model.source.text(ofTokens: column.tokens))
  }

  // MARK: - Conditions

  private func editChecks(
    _ rename: RenamedColumn, _ edit: (inout TableEditor) throws(EditRefused) -> Void
  ) throws {
    guard let shape = try connection.shape(of: rename.table) else { return }
    var editor = try connection.editor(of: shape)
    do { try edit(&editor) } catch { throw connection.refusal(error, of: shape.name) }
    try connection.write(editor, of: shape)
  }

  private func widenChecks(_ rename: RenamedColumn) throws {
    guard let model = to.tables[foldedName(rename.table)] else { return }
    try editChecks(rename) { editor throws(EditRefused) in
      let extras = MoveExtras(own: editor.table, model: model)
      let checks = editor.table.checks.filter { extras.isExtraCheck($0) && editor.table.names(rename.old, in: $0) }
      // An edit moves the clauses after it.
      for check in checks.sorted(by: { $0.core.lowerBound > $1.core.lowerBound }) {
        try editor.widen(check, for: rename)
      }
    }
  }

  // MARK: - The end of a rename

  /// Returns the columns that are renamed in place, forward or back, because the database has more of them than the
  /// schema says.
  private func exchanged() throws -> [RenamedColumn] {
    let ends: [RenamedColumn] = renames.compactMap { rename in
      switch (columns(rename, from), columns(rename, to)) {
      case (.both, .new): rename
      case (.new, .both): rename.inverse
      case _: nil
      }
    }
    let tables = Set(try ends.filter(hasMore).map { foldedName($0.table) })
    return ends.filter { tables.contains(foldedName($0.table)) }
  }

  /// Whether the database says more about a column than the schema, or has objects that use it.
  private func hasMore(_ rename: RenamedColumn) throws -> Bool {
    guard let shape = try connection.shape(of: rename.table), let own = TableText(shape.sql),
      let model = from.tables[foldedName(rename.table)]
    else { return false }
    if own.clauses(of: rename.old) != model.clauses(of: rename.old) { return true }
    if !MoveExtras(own: own, model: model).extras(of: rename.old).isEmpty { return true }
    if own.columns.contains(where: { column in
      column.clauses.contains { [.generated].contains($0.kind) && own.names(rename.old, in: $0) }
    }) {
      return true
    }
    return try connection.schemaObjects().contains { object in
      if object.kind == .table || from.names.contains(foldedName(object.name)) { return false }
      if object.kind == .index, foldedName(object.table) != foldedName(rename.table) { return false }
      if let content = IndexContent(object.sql), from.indexes.contains(where: { $0.content == content.content }),
        object.kind == .index, shape.indexes.first(where: { $0.name == object.name }).flatMap(IndexContent.init) != nil
      {
        return false
      }
      return SQLToken.tokens(of: object.sql).contains { $0.label.map(foldedName) == foldedName(rename.old) }
    }
  }

  /// Gives columns of a table their other names.
  private func exchangeNames(_ renames: [RenamedColumn]) throws {
    for rename in renames {
      if columns(rename, from) == .both { try dropCopy(rename) }
      guard case .sql(let sql) = rename.statement else { continue }
      try DefinitionWriter(connection).alter(sql)
    }
  }

  /// Makes the other changes of a table whose columns have their other names.
  private func change(_ renames: [RenamedColumn]) throws {
    guard let name = renames.first?.table, let before = stored(name, numbers.from),
      let after = stored(name, numbers.to), let changes = before.changes(to: after, renaming: renames)
    else {
      throw DatabaseUnable("\(plan.name): a table cannot be changed from deploy \(numbers.from) to \(numbers.to)")
    }
    let own = changes.map { withOwnDefault($0, of: name, renames) }
    // A rollback creates the new column again.
    let filled = renames.filter { columns($0, from) == .old }.map { Rebuild.Filled($0.old, quoted($0.new)) }
    guard case .rebuild(let rebuild) = try like(.rebuild(Rebuild(table: name, changes: own, filled: filled)))
    else { return }
    try connection.execute(
      rebuild, keeping: keptConflicts, requiringTypes: false, isRollback: numbers.to < numbers.from)
  }

  /// Returns a change that gives a renamed column the default that it had before the plan, as the database spelled it.
  private func withOwnDefault(_ change: TableChange, of table: String, _ renames: [RenamedColumn]) -> TableChange {
    guard case .changeColumn(let old, let new) = change, let before = TableText("CREATE TABLE x (\(old))"),
      let after = TableText("CREATE TABLE x (\(new))"), let column = after.columns.first,
      before.columns.first?.clause(.default) == nil, let clause = column.clause(.default),
      let rename = renames.first(where: { foldedName($0.new) == foldedName(column.name) }),
      let model = stored(table, 0)?.statements.first.flatMap(TableText.init)?.column(rename.old),
      let first = stored(table, 0)?.statements.first.flatMap(TableText.init),
      first.spelling(model.clause(.default)) == after.spelling(clause),
      let origin = origins[foldedName(table)], let own = origin.text(origin.column(rename.old)?.clause(.default))
    else { return change }
    let range = clause.core
    let text =
      after.source.text(ofTokens: column.tokens.lowerBound..<range.lowerBound) + " " + own
      + (range.upperBound < column.tokens.upperBound
        ? " " + after.source.text(ofTokens: range.upperBound..<column.tokens.upperBound) : "")
    return .changeColumn(from: old, to: text)
  }

  private func stored(_ table: String, _ deploy: Int) -> StoredTable? {
    plan.tables(at: deploy).present.first { foldedName($0.name) == foldedName(table) }
  }

  /// Drops the new column, which is a copy of the old one, with the schema's indexes and constraints over it.
  private func dropCopy(_ rename: RenamedColumn) throws {
    let table = quoted(rename.table)
    // Rows that a trigger of the user or a repair has changed: the new column is the one that code reads.
    let differ = "\(quoted(rename.old)) IS NOT \(quoted(rename.new)) COLLATE BINARY"
    if try connection.number("SELECT EXISTS (SELECT 1 FROM \(table) WHERE \(differ))") == 1 {
      try connection.run("UPDATE \(table) SET \(quoted(rename.old)) = \(quoted(rename.new)) WHERE \(differ)")
    }
    for statement in stored(rename.table, numbers.from)?.statements.dropFirst() ?? [] {
      guard IndexContent(statement) != nil, SQLToken.createdName(statement) != nil,
        ModelState.names(rename.new, in: statement), let name = SQLToken.createdName(statement)
      else { continue }
      try connection.dropIndex(name, like: statement)
    }
    guard let model = from.tables[foldedName(rename.table)], let shape = try connection.shape(of: rename.table) else {
      return
    }
    var editor = try connection.editor(of: shape)
    do {
      for constraint in model.constraints where model.names(rename.new, in: constraint) {
        try editor.remove(constraint: model.source.text(ofTokens: constraint.tokens))
      }
    } catch { throw connection.refusal(error, of: shape.name) }
    try connection.write(editor, of: shape)
    try connection.execute(Rebuild(table: rename.table, changes: [.dropColumn(rename.new)]))
  }

  /// Creates the indexes of the schema that no index of the renamed table stands for, and drops those that it has no
  /// more.
  private func createIndexes(of table: String) throws {
    let before = (stored(table, numbers.from)?.statements ?? []).filter { IndexContent($0) != nil }
    let after = (stored(table, numbers.to)?.statements ?? []).filter { IndexContent($0) != nil }
    let wanted = Set(after.compactMap { IndexContent($0)?.content })
    for statement in before {
      guard let content = IndexContent(statement)?.content, !wanted.contains(content),
        let name = SQLToken.createdName(statement),
        try connection.shape(of: table)?.indexes.contains(where: {
          foldedName($0.name) == foldedName(name) && IndexContent($0) == content
        }) == true
      else { continue }
      try connection.dropIndex(name, like: statement)
    }
    let present = Set(try connection.shape(of: table)?.indexes.compactMap(IndexContent.init) ?? [])
    for statement in after {
      guard let content = IndexContent(statement)?.content, !present.contains(content) else { continue }
      try connection.run(statement)
    }
  }
}

extension TableText {
  /// The type and the clauses of a column, for comparison: without constraints that Bellows adds to foreign tables, and
  /// without a UNIQUE, which an index may stand for.
  fileprivate func clauses(of name: String) -> Set<[String]> {
    guard let column = column(name) else { return [] }
    let clauses = column.clauses.filter { !TypeCheck.isOwn($0) && $0.kind != .unique }
    return Set(clauses.map(comparable) + [[spelling(column.type)]])
  }
}

/// A statement of a plan that changes a table or its indexes.
private struct TableStatement {
  enum Kind { case definition, index }

  /// The folded name of the table.
  var table: String
  var kind: Kind

  static func dropsTrigger(_ statement: SchemaStatement) -> Bool {
    guard case .sql(let sql) = statement else { return false }
    let tokens = SQLToken.tokens(of: sql)
    return tokens.count > 2 && tokens[0].says("drop") && tokens[1].says("trigger")
  }

  init?(_ statement: SchemaStatement) {
    switch statement {
    case .rebuild(let rebuild): (table, kind) = (foldedName(rebuild.table), .definition)
    case .dropReference, .renameConstraint: return nil
    case .dropIndex(_, let create):
      guard let name = IndexContent(create)?.table else { return nil }
      (table, kind) = (foldedName(name), .index)
    case .sql(let sql):
      if let name = IndexContent(sql)?.table {
        (table, kind) = (foldedName(name), .index)
        return
      }
      let tokens = SQLToken.tokens(of: sql)
      guard tokens.count > 3, tokens[0].says("alter"), tokens[1].says("table"), let name = tokens[2].label else {
        return nil
      }
      (table, kind) = (foldedName(name), .definition)
    }
  }
}
