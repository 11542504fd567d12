// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite
import SchemaEdits

extension SQLite: RehearsableDatabase {
  /// Runs the remaining schema steps of a plan on a copy of the database's schema, in memory and without rows.
  ///
  /// After each deploy, compares the schema with the previous one and with the changes in the plan.
  public func rehearse(_ plan: MigrationPlan, after deploy: Int) async throws -> SchemaRehearsal {
    try await read { connection in
      var rehearsal = PlanRehearsal(plan, after: deploy, on: connection)
      return try rehearsal.run()
    }
  }
}

/// A rehearsal of a plan in one database.
struct PlanRehearsal {
  let plan: MigrationPlan
  let first: Int
  let connection: Connection
  /// The schema according to the plan: at index 0 before the first deploy, then after each deploy.
  private let models: [ModelState]
  /// The columns that a direct run renames; a run of the deploys moves their values to new columns.
  let renames: [RenamedColumn]
  /// The columns that the deploys rename: by a new column that is kept in sync, and takes over what the old one has.
  let copies: [RenamedColumn]
  var result = SchemaRehearsal()

  init(_ plan: MigrationPlan, after deploy: Int, on connection: Connection, renames: [RenamedColumn] = []) {
    self.renames = renames
    copies = renames.isEmpty ? plan.renamedColumns : []
    self.plan = plan
    first = deploy
    self.connection = connection
    models = (0...(plan.deploys.last?.number ?? 0)).map { ModelState(plan, at: $0) }
  }

  /// The folded names of the tables that the plan creates, changes, drops or scans.
  private var touched: Set<String> {
    let tables = plan.tables(at: first)
    return Set(tables.present.map { foldedName($0.name) } + tables.absent.map(foldedName))
  }

  mutating func run() throws -> SchemaRehearsal {
    try rehearse()
    return result
  }

  private mutating func rehearse() throws {
    let copy = try SchemaCopy(of: connection)
    findSkipped(copy)
    var state = try SchemaState(copy.connection, during: copies)
    try findMoves(state)
    try findRows(state)
    noteTriggers(state)
    try findFailures(of: plan.backfills.filter { $0.after == first }, in: copy.connection)
    for deploy in plan.deploys where deploy.number > first {
      guard let next = try rehearse(deploy, from: state, in: copy.connection) else { return }
      state = next
      try findFailures(of: plan.backfills.filter { $0.after == deploy.number }, in: copy.connection)
    }
  }

  /// Executes a deploy in the copy, and compares the schema with the one before it; `nil` after a problem that hides
  /// others.
  private mutating func rehearse(
    _ deploy: MigrationDeploy, from state: SchemaState, in copy: Connection
  ) throws -> SchemaState? {
    var (state, old, new) = (state, models[deploy.number - 1], models[deploy.number])
    let steps = try RenameSteps(
      plan, from: deploy.number - 1, to: deploy.number, on: copy,
      origins: RenameSteps.origins(of: plan, on: connection))
    do {
      try copy.run("BEGIN")
      let renamed = try steps.renameInPlace(deploy.statements)
      if !renamed.isEmpty {
        let start = state
        state = try SchemaState(copy, during: copies)
        compareReads(start, state, after: renamed)
        old = ModelState(plan, at: deploy.number - 1, renaming: renamed)
      }
      let uses = DroppedNames(deploy, state, old, new).problems
      if !uses.isEmpty {
        result.problems += uses
        return nil
      }
      try steps.finish(deploy.statements, renamed: renamed)
      try copy.run("COMMIT")
    } catch {
      addFailure(error, of: "deploy \(deploy.number)")
      result.failingDeploy = deploy.number
      return nil
    }
    let next = try SchemaState(copy, during: copies)
    result.problems += StepComparison(deploy, state, next, old, new).problems
    findChecksOfNull(state, next, deploy, copy)
    return next
  }

  /// Finds CHECKs that still refuse NULL in a column that a deploy no longer requires: new code omits the column.
  private mutating func findChecksOfNull(
    _ before: SchemaState, _ after: SchemaState, _ deploy: MigrationDeploy, _ copy: Connection
  ) {
    for object in after.objects.values.sorted(by: { $0.key < $1.key }) where object.kind == .table {
      guard let old = before.tables[foldedName(object.name)], let new = TableText(object.sql) else { continue }
      for column in new.columns where column.clause(.notNull) == nil && old.column(column.name)?.clause(.notNull) != nil
      {
        for (check, condition) in new.checks(overOnly: column) {
          // A condition with other names cannot be evaluated for this column alone.
          let isRefused =
            try? copy.number("SELECT coalesce((\(condition)), 1) = 0 FROM (SELECT NULL AS \(quoted(column.name)))")
          guard isRefused == 1 else { continue }
          result.problems.append(
            "\(check) of \(object.name) refuses rows without \(column.name), which deploy \(deploy.number) allows: change or "
              + "drop it first")
        }
      }
    }
  }

  /// Finds objects that the copy lacks.
  mutating func findSkipped(_ copy: SchemaCopy) {
    for skipped in copy.skipped where touched.contains(foldedName(skipped.object.table)) {
      result.problems.append(
        "\(skipped.object.label) of \(skipped.object.table) cannot be recreated here (\(skipped.reason)): drop it, or run the "
          + "plan in a process that has the functions, collations and modules that it uses")
    }
  }

  mutating func addFailure(_ error: any Error, of what: String) {
    let message = (error as? SQLiteError).map { "\($0.message)\($0.statementNote)" } ?? "\(error)"
    result.problems.append("\(what) would fail: \(message)")
  }

  /// Finds backfills whose statements SQLite cannot prepare, because a trigger or a reference of the table is already
  /// broken.
  mutating func findFailures(of backfills: [Backfill], in connection: Connection) throws {
    try connection.run("PRAGMA foreign_keys = ON")
    // A misspelt name in double quotation marks would be a text; in the database's own views it may be one.
    bellows_configure(connection.handle, SQLITE_DBCONFIG_DQS_DML, 0)
    defer { bellows_configure(connection.handle, SQLITE_DBCONFIG_DQS_DML, 1) }
    for backfill in backfills {
      do { _ = try connection.prepareOnce(backfill.probe) } catch let error as SQLiteError {
        if !backfill.expressions.isEmpty, (try? connection.prepareOnce(backfill.columnProbe)) != nil {
          result.problems.append(
            "SQLite rejects the SQL of the repair \(backfill.name) (\(error.message)): correct --set or --where, and "
              + "generate the plan again")
          continue
        }
        result.problems.append(
          "the backfill \(backfill.name) cannot change \(backfill.targetTable) (\(error.message)): fix or drop the object "
            + "that the error names first")
      }
    }
    try connection.run("PRAGMA foreign_keys = OFF")
  }

  // MARK: - Moves

  private func isRename(_ move: StoredMove) -> Bool {
    renames.contains { $0.table == move.table && $0.old == move.column && $0.new == move.toColumn }
  }

  private func isCopy(_ move: StoredMove) -> Bool {
    copies.contains { $0.table == move.table && $0.old == move.column && $0.new == move.toColumn }
  }

  /// Whether a direct run renames the column that a backfill of the deploys would fill.
  private func isRename(_ backfill: Backfill) -> Bool {
    renames.contains { $0.table == backfill.targetTable && backfill.writes.map(\.name) == [$0.new] }
  }

  mutating func findMoves(_ state: SchemaState) throws {
    let model = models[first]
    for move in plan.allMoves where !isRename(move) {
      let table = foldedName(move.table)
      guard let own = state.tables[table], let known = model.tables[table] else { continue }
      let extras = MoveExtras(own: own, model: known)
      if let rename = copies.first(where: { $0.table == move.table && $0.old == move.column }) {
        findObstacles(rename, own, known, state)
      } else if let column = move.column, let toColumn = move.toColumn {
        for extra in try extras.extras(of: column) + uniquesBesideModel(of: own.name, over: column, model) {
          result.problems.append(
            "\(own.name).\(column): \(extra) is not part of the schema, and \(toColumn) would be without it: remove the "
              + "clause first or, for a rename, keep the stored name with '@column(\"\(column)\")' instead of '@was'")
        }
      } else if move.column == nil {
        let others = try uniquesBesideModel(of: own.name, model) + objectsBesideModel(of: own.name, state, model)
        for extra in extras.extrasOfTable() + others {
          result.problems.append(
            "\(own.name): \(extra) is not part of the schema, and \(move.toTable) would be without it: keep the stored name, "
              + "as in '@table(\"\(own.name)\")' instead of '@was', or remove it first")
        }
      }
    }
  }

  /// Returns the UNIQUE constraints of a table that no unique index of the schema is the same as.
  private func uniquesBesideModel(of table: String, over column: String? = nil, _ model: ModelState) throws -> [String]
  {
    let known = Set(model.indexes.filter { $0.table.map(foldedName) == foldedName(table) }.map(\.content))
    return try connection.shape(of: table)?.indexes.compactMap { index in
      guard index.statement == nil, let columns = index.columns,
        column.map({ name in columns.contains { foldedName($0) == foldedName(name) } }) ?? true,
        IndexContent(index).map(known.contains) != true
      else { return nil }
      return "UNIQUE (\(columns.joined(separator: ", ")))"
    } ?? []
  }

  /// Returns the indexes and triggers of a table that are not part of the schema.
  private func objectsBesideModel(of table: String, _ state: SchemaState, _ model: ModelState) -> [String] {
    state.objects.values.filter { object in
      guard foldedName(object.table) == foldedName(table), object.kind == .index || object.kind == .trigger else {
        return false
      }
      if model.names.contains(foldedName(object.name)) { return false }
      guard let content = IndexContent(object.sql) else { return true }
      return !model.indexes.contains { $0.content == content.content }
    }.map(\.label).sorted()
  }

  // MARK: - Rows and triggers

  /// Finds rows that cannot be moved unchanged: rows with NULL in the key, and numbers that the new column would round.
  mutating func findRows(_ state: SchemaState) throws {
    for table in tablesByKey.sorted() {
      guard let shape = try connection.shape(of: table) else { continue }
      let key = shape.columns.filter { $0.keyPosition > 0 }.map { quoted($0.name) }
      if try key.isEmpty || connection.hasRowidKey(shape.name) { continue }
      let condition = key.map { "\($0) IS NULL" }.joined(separator: " OR ")
      let count = try connection.number("SELECT count(*) FROM \(quoted(shape.name)) WHERE \(condition)")
      if count > 0 {
        result.problems.append(
          "\(shape.name): \(count) \(count == 1 ? "row has" : "rows have") NULL in the key (\(key.joined(separator: ", "))), and "
            + "neither a backfill nor a backup can find them: give them keys, or delete them")
      }
    }
    for move in plan.allMoves where !isRename(move) && !isCopy(move) { try findRounded(move) }
  }

  /// The folded names of the tables whose rows are found by key, for a backfill or for the backup of dropped columns.
  private var tablesByKey: Set<String> {
    var tables = Set(plan.backfills.filter { $0.after >= first && !isRename($0) }.map { foldedName($0.table) })
    let renamed = Set(renames.map { [foldedName($0.table), foldedName($0.old)] })
    for number in models.indices where number > first {
      for (name, table) in models[number - 1].tables {
        let next = models[number].tables[name]
        let dropped = table.columns.filter { next?.column($0.name) == nil }
        if dropped.contains(where: { !renamed.contains([name, foldedName($0.name)]) }) { tables.insert(name) }
      }
    }
    return tables
  }

  /// Finds integers that a new column of doubles would round, in one column or in all columns of a moved table.
  private mutating func findRounded(_ move: StoredMove) throws {
    guard let shape = try connection.shape(of: move.table),
      let target = models[models.count - 1].tables[foldedName(move.toTable)]
    else { return }
    for column in shape.columns where column.affinity == .numeric || column.affinity == .none {
      if let name = move.column, foldedName(name) != foldedName(column.name) { continue }
      guard let new = target.column(move.toColumn ?? column.name), target.spelling(new.type) == "real" else { continue }
      let value = quoted(column.name)
      let count = try connection.number(
        "SELECT count(*) FROM \(quoted(shape.name)) WHERE \(largeIntegerCondition(value))")
      if count == 0 { continue }
      let kept = move.column == nil ? "@table(\"\(shape.name)\")" : "@column(\"\(column.name)\")"
      result.problems.append(
        "\(shape.name).\(column.name): \(count) \(count == 1 ? "number" : "numbers") beyond 2^53 would be rounded in "
          + "\(move.toColumn ?? "\(move.toTable).\(new.name)"): keep the stored name, as in '\(kept)'")
    }
  }

  /// Notes triggers that the plan's backfills fire, and search tables that they make stale.
  mutating func noteTriggers(_ state: SchemaState) {
    let own = models.reduce(into: Set<String>()) { $0.formUnion($1.names) }
    for backfill in plan.backfills where backfill.after >= first && !isRename(backfill) {
      let columns = Set(backfill.writes.map { foldedName($0.name) })
      for content in state.contents where content.isStale(after: backfill, in: state) {
        result.notes.append(
          "the backfill \(backfill.name) changes columns that the search table \(content.name) reads from "
            + "\(backfill.targetTable), and no trigger updates it: rebuild \(content.name) afterwards")
      }
      let names = state.objects.values.filter { object in
        guard object.kind == .trigger, foldedName(object.table) == foldedName(backfill.targetTable),
          !own.contains(foldedName(object.name)), let head = TriggerText(object.sql)
        else { return false }
        switch head.event {
        case .insert: return backfill.isCopy
        case .update:
          return !backfill.isCopy && !backfill.deletesRows
            && (head.columns.isEmpty || !columns.isDisjoint(with: head.columns))
        case .delete: return backfill.deletesRows
        }
      }.map(\.name).sorted()
      if names.isEmpty { continue }
      result.notes.append(
        "the backfill \(backfill.name) fires \(names.count == 1 ? "the trigger" : "the triggers") "
          + "\(names.joined(separator: ", ")) of \(backfill.targetTable) for each row that it changes")
    }
  }
}

extension Backfill {
  /// A statement that cannot be prepared if the backfill's own statement cannot, whether or not there are rows.
  fileprivate var probe: String { repairProbe ?? columnProbe }

  /// The statement of a repair in SQL, for all rows.
  fileprivate var repairProbe: String? {
    if expressions.isEmpty { return nil }
    let values = zip(writes, expressions).map { "\(quoted($0.name)) = (\($1))" }
    return "UPDATE \(quoted(targetTable)) SET \(values.joined(separator: ", ")) WHERE (\(sql?.pending ?? "1"))"
  }

  /// The same for the columns, without their values.
  fileprivate var columnProbe: String {
    let table = quoted(targetTable)
    if deletesRows { return "DELETE FROM \(table)" }
    if isCopy { return "INSERT INTO \(table) DEFAULT VALUES" }
    if writes.isEmpty { return "SELECT 1" }
    return "UPDATE \(table) SET " + writes.map { "\(quoted($0.name)) = NULL" }.joined(separator: ", ")
  }
}

extension MigrationPlan {
  /// The moves of the plan, and a move for each dropped table whose rows a backfill copies unchanged to another table.
  fileprivate var allMoves: [StoredMove] {
    let gone = Set(deploys.flatMap(\.dropped).map(foldedName))
    var all = moves
    for backfill in backfills where backfill.isCopy && backfill.kind != .custom {
      let copy = StoredMove(table: backfill.table, to: backfill.targetTable)
      if gone.contains(foldedName(backfill.table)), !all.contains(copy) { all.append(copy) }
    }
    return all
  }
}

extension SQLiteError {
  /// The statement that failed, in one line.
  fileprivate var statementNote: String {
    guard let statement else { return "" }
    let line = oneLine(statement)
    return ", in: " + (line.count > 120 ? line.prefix(120) + "…" : line)
  }
}

extension TableText {
  /// Returns the CHECKs of a column, and those of the table over it alone, with their conditions.
  fileprivate func checks(overOnly column: ColumnText) -> [(check: String, condition: String)] {
    let own = column.clauses.filter { $0.kind == .check }
    let others = constraints.filter { $0.kind == .check && columns(of: $0) == [foldedName(column.name)] }
    return (own + others).compactMap { check in
      condition(of: check).map { (source.text(ofTokens: check.tokens), source.text(ofTokens: $0)) }
    }
  }
}
