// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension SQLite {
  /// Runs all that is left of a plan's schema steps on an empty copy of the database's own schema, in memory, and compares
  /// what each deploy leaves with what was there and what the plan says that it changes.
  public func rehearse(_ plan: MigrationPlan, after deploy: Int) async throws -> SchemaRehearsal {
    try await read { connection in try PlanRehearsal(plan, after: deploy, on: connection).run() }
  }
}

/// A rehearsal of a plan in one database.
private struct PlanRehearsal {
  let plan: MigrationPlan
  let first: Int
  let connection: Connection
  private var result = SchemaRehearsal()

  init(_ plan: MigrationPlan, after deploy: Int, on connection: Connection) {
    self.plan = plan
    first = deploy
    self.connection = connection
  }

  /// The tables that some deploy of the plan makes, changes or drops, and those that its backfills scan; folded.
  private var touched: Set<String> {
    let tables = plan.tables(at: first)
    return Set(tables.present.map { foldedName($0.name) } + tables.absent.map(foldedName))
  }

  func run() throws -> SchemaRehearsal {
    var rehearsal = self
    try rehearsal.rehearse()
    return rehearsal.result
  }

  private mutating func rehearse() throws {
    let copy = try SchemaCopy(of: connection)
    for skipped in copy.skipped where touched.contains(foldedName(skipped.object.table)) {
      result.problems.append(
        "\(skipped.object.label) of \(skipped.object.table) cannot be recreated here (\(skipped.reason)): drop it, or run the "
          + "plan in a process that knows what it uses")
    }
    var state = try SchemaState(copy.connection)
    findMoves(state)
    try findRows(state)
    noteTriggers(state)
    noteRollbacks(state)
    for deploy in plan.deploys where deploy.number > first {
      let models = (ModelState(plan, at: deploy.number - 1), ModelState(plan, at: deploy.number))
      let uses = DroppedNames(deploy, state, models.0, models.1).problems
      if !uses.isEmpty {
        result.problems += uses
        return
      }
      do {
        try copy.connection.run("BEGIN")
        for statement in deploy.statements { try copy.connection.execute(statement) }
        try copy.connection.run("COMMIT")
      } catch {
        let message = (error as? SQLiteError).map { "\($0.message)\($0.statementNote)" } ?? "\(error)"
        result.problems.append("deploy \(deploy.number) would fail: \(message)")
        return
      }
      let next = try SchemaState(copy.connection)
      result.problems += StepComparison(deploy, state, next, models.0, models.1).problems
      state = next
    }
  }

  // MARK: - What moves

  private mutating func findMoves(_ state: SchemaState) {
    let model = ModelState(plan, at: first)
    for move in plan.moves {
      let table = foldedName(move.table)
      guard let own = state.tables[table], let known = model.tables[table] else { continue }
      let extras = MoveExtras(own: own, model: known)
      if let column = move.column, let toColumn = move.toColumn {
        for extra in extras.extras(of: column) {
          result.problems.append(
            "\(own.name).\(column): \(extra) is not part of the schema, and \(toColumn) would be without it: keep the stored "
              + "name, as in '@column(\"\(column)\")' instead of '@was', or remove the clause first")
        }
      } else if move.column == nil {
        for extra in extras.extrasOfTable() + objectsBesideModel(of: own.name, state, model) {
          result.problems.append(
            "\(own.name): \(extra) is not part of the schema, and \(move.toTable) would be without it: keep the stored name, "
              + "as in '@table(\"\(own.name)\")' instead of '@was', or remove it first")
        }
      }
    }
  }

  /// Indexes and triggers of a table that the schema does not know.
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

  /// Rows that no step can move as they are: without a key, or with numbers that the new column cannot hold.
  private mutating func findRows(_ state: SchemaState) throws {
    let left = plan.backfills.filter { $0.after >= first }
    for table in Set(left.map { foldedName($0.table) }).sorted() {
      guard let shape = try connection.shape(of: table) else { continue }
      let key = shape.columns.filter { $0.keyPlace > 0 }.map { quoted($0.name) }
      if key.isEmpty
        || (key.count == 1 && shape.columns.contains { $0.keyPlace > 0 && foldedName($0.type) == "integer" })
      {
        continue
      }
      let condition = key.map { "\($0) IS NULL" }.joined(separator: " OR ")
      let count = try connection.number("SELECT count(*) FROM \(quoted(shape.name)) WHERE \(condition)")
      if count > 0 {
        result.problems.append(
          "\(shape.name): \(count) \(count == 1 ? "row has" : "rows have") NULL in the key (\(key.joined(separator: ", "))), and "
            + "no backfill can find them: give them keys, or delete them")
      }
    }
    let model = ModelState(plan, at: plan.deploys.last?.number ?? 0)
    for move in plan.moves {
      guard let name = move.column, let shape = try connection.shape(of: move.table),
        let column = shape.columns.first(where: { foldedName($0.name) == foldedName(name) }),
        Affinity(column.type) == .numeric || Affinity(column.type) == .none,
        let target = model.tables[foldedName(move.toTable)], let new = target.column(move.toColumn ?? ""),
        target.spelling(new.type) == "real"
      else { continue }
      let value = quoted(column.name)
      let count = try connection.number(
        "SELECT count(*) FROM \(quoted(shape.name)) WHERE typeof(\(value)) = 'integer' "
          + "AND \(value) NOT BETWEEN -9007199254740992 AND 9007199254740992")
      if count > 0 {
        result.problems.append(
          "\(shape.name).\(column.name): \(count) \(count == 1 ? "number" : "numbers") beyond 2^53 would be rounded in "
            + "\(move.toColumn ?? ""): keep the stored name, as in '@column(\"\(column.name)\")'")
      }
    }
  }

  /// Clauses of a column that the plan drops for good: a rollback makes the column as the schema has it.
  private mutating func noteRollbacks(_ state: SchemaState) {
    let moved = Set(plan.moves.compactMap { move in move.column.map { "\(foldedName(move.table)).\(foldedName($0))" } })
    for deploy in plan.deploys where deploy.number > first {
      let models = (ModelState(plan, at: deploy.number - 1), ModelState(plan, at: deploy.number))
      for (name, model) in models.0.tables.sorted(by: { $0.key < $1.key }) {
        guard let own = state.tables[name], let next = models.1.tables[name] else { continue }
        for column in model.columns where next.column(column.name) == nil {
          if moved.contains("\(name).\(foldedName(column.name))") { continue }
          let extras = MoveExtras(own: own, model: model).extras(of: column.name)
          if extras.isEmpty { continue }
          result.notes.append(
            "\(own.name).\(column.name): a rollback of deploy \(deploy.number) would bring the column back without "
              + extras.joined(separator: ", "))
        }
      }
    }
  }

  /// Triggers that the plan's own updates would fire.
  private mutating func noteTriggers(_ state: SchemaState) {
    let own = plan.deploys.reduce(into: ModelState(plan, at: 0).names) {
      $0.formUnion(ModelState(plan, at: $1.number).names)
    }
    for backfill in plan.backfills where backfill.after >= first {
      let columns = Set(backfill.writes.map { foldedName($0.name) })
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

extension SQLiteError {
  /// The statement that failed, in one line.
  fileprivate var statementNote: String {
    guard let statement else { return "" }
    let line = oneLine(statement)
    return ", in: " + (line.count > 120 ? line.prefix(120) + "…" : line)
  }
}
