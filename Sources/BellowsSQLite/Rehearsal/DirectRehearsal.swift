// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension SQLite {
  /// Runs the steps of a direct run on a copy of the database's schema, in memory and without rows.
  ///
  /// A column that SQLite only renames keeps all its clauses, and views, triggers and indexes follow it.
  public func rehearse(_ plan: MigrationPlan, directly steps: [DirectStep]) async throws -> SchemaRehearsal {
    try await read { connection in
      var rehearsal = PlanRehearsal(plan, after: 0, on: connection, renames: steps.compactMap(\.rename))
      return try rehearsal.run(directly: steps)
    }
  }
}

extension RenamedColumn {
  /// The accesses as `ReadSets` spells them, before and after.
  fileprivate var reads: (old: String, new: String) {
    ("\(foldedName(table)).\(foldedName(old))", "\(foldedName(table)).\(foldedName(new))")
  }
}

extension DirectStep {
  /// The column that the step renames; `nil` for another step.
  fileprivate var rename: RenamedColumn? {
    if case .statement(let statement) = self { RenamedColumn(statement) } else { nil }
  }
}

extension PlanRehearsal {
  fileprivate mutating func run(directly steps: [DirectStep]) throws -> SchemaRehearsal {
    try rehearse(directly: steps)
    return result
  }

  private mutating func rehearse(directly steps: [DirectStep]) throws {
    let copy = try SchemaCopy(of: connection)
    findSkipped(copy)
    let start = try SchemaState(copy.connection)
    try findMoves(start)
    try findRows(start)
    noteTriggers(start)
    findNames(of: start)
    let names = (steps.lastIndex { $0.rename != nil } ?? -1) + 1
    guard try execute(steps[..<names], on: copy.connection) else { return }
    let renamed = try SchemaState(copy.connection)
    compareReads(start, renamed, after: renames)
    let last = plan.deploys.last?.number ?? 0
    let model = ModelState(plan, at: 0, renaming: renames)
    let whole = MigrationDeploy(
      number: last, phase: .tighten, fingerprint: "", isRelease: true,
      statements: steps[names...].compactMap { if case .statement(let statement) = $0 { statement } else { nil } },
      rollbackStatements: [], tables: [], dropped: plan.deploys.flatMap(\.dropped))
    let end = ModelState(plan, at: last)
    let uses = DroppedNames(whole, renamed, model, end).problems
    if !uses.isEmpty {
      result.problems += uses
      return
    }
    guard try execute(steps[names...], on: copy.connection) else { return }
    result.problems += StepComparison(whole, renamed, try SchemaState(copy.connection), model, end).problems
  }

  /// Executes steps; returns `false`, with a problem, if one fails.
  private mutating func execute(_ steps: ArraySlice<DirectStep>, on copy: Connection) throws -> Bool {
    do {
      for step in steps {
        switch step {
        case .statement(let statement):
          try copy.run("BEGIN")
          try copy.execute(statement)
          try copy.run("COMMIT")
        case .backfill(let name): try findFailures(of: plan.backfills.filter { $0.name == name }, in: copy)
        // Steps of SQLite have their own statements.
        case .backUp, .enter: continue
        }
      }
      return true
    } catch {
      addFailure(error, of: "the run")
      return false
    }
  }

  /// Finds full-text tables that read a renamed column by its old name, and conditions in which the new name is a string
  /// literal in double quotes.
  private mutating func findNames(of state: SchemaState) {
    for rename in renames {
      let table = foldedName(rename.table)
      for content in state.contents where content.table == table && content.reads(foldedName(rename.old)) {
        result.problems.append(
          "the search table \(content.name) reads \(rename.table).\(rename.old), which the plan renames: drop it first, or keep "
            + "\(rename.old)")
      }
      guard let text = state.tables[table] else { continue }
      let clauses = (text.columns.flatMap(\.clauses) + text.constraints).filter {
        [.check, .generated].contains($0.kind)
      }
      var users = clauses.filter { text.source.tokens[$0.core].first(named: [foldedName(rename.new)]) != nil }
        .map { "\(text.source.text(ofTokens: $0.core)) of \(text.name)" }
      users += state.objects.values.filter { object in
        object.kind == .index && foldedName(object.table) == table
          && object.indexed.first(named: [foldedName(rename.new)]) != nil
      }.map(\.label).sorted()
      result.problems += users.map {
        "\($0) would read the renamed column \(rename.new): write its text in single quotes first, or take another name"
      }
    }
  }

  /// Finds views and triggers that do not read the same columns under their new names.
  mutating func compareReads(_ start: SchemaState, _ renamed: SchemaState, after renames: [RenamedColumn]) {
    for key in start.objects.keys.sorted() {
      // Sync triggers go with the rename.
      guard let object = start.objects[key], renamed.objects[key] != nil, let old = start.reads.columns[key] else {
        continue
      }
      let expected = Set(old.map { read in renames.first { $0.reads.old == read }?.reads.new ?? read })
      if renamed.reads.columns[key] == expected { continue }
      let reason =
        renamed.reads.failures[key].map { "would not work any more (\($0))" } ?? "would have or read other columns"
      let own = renames.filter { old.contains($0.reads.old) }
      let names = (own.isEmpty ? renames : own).map { "\($0.table).\($0.old)" }
      result.problems.append(
        "\(object.label) \(reason): change or drop it first, or keep the name of \(names.joined(separator: ", "))")
    }
  }
}
