// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import SchemaEdits

/// The next change of the schema in the SQL that this database executes for it.
struct NextSQL: Hashable {
  var plan: String
  /// The deploys that it executes: the next one, or all of them.
  var deploys: ClosedRange<Int>
  var explained: ExplainedSteps
  /// The statements before the transaction, each by itself.
  var preparations: [String] = []
  /// What else to know, such as triggers of the user that a backfill fires.
  var notes: [String] = []

  /// Identifies the statements and the definitions that they change.
  var digest: String {
    var bytes: [UInt8] = []
    for list in [explained.definitions, preparations + explained.statements] {
      bytes += Array("\(list.count)\n".utf8)
      for text in list { bytes += Array("\(text.utf8.count)\n\(text)".utf8) }
    }
    return String(hexadecimal(sha256(bytes)).prefix(16))
  }

  /// For a reader, each statement on its own.
  var text: String {
    let name =
      deploys.count == 1 ? "deploy \(deploys.lowerBound)" : "deploys \(deploys.lowerBound) to \(deploys.upperBound)"
    var lines: [String] = []
    if !preparations.isEmpty {
      lines.append("-- before \(name) of \(plan), each statement by itself")
      lines += preparations.map { $0 + ";" }
    }
    lines.append("-- \(name) of \(plan), in one transaction")
    for definition in explained.definitions {
      lines += ("before: " + definition).split(whereSeparator: \.isNewline).map { "--   \($0)" }
    }
    lines += explained.statements.flatMap { statement in
      (statement + ";").split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    }
    lines += notes.map { "-- note: \($0)" }
    lines.append("-- digest \(digest): 'migrate run --expect \(digest)' executes only this")
    // A reviewer sees every character of what is executed.
    return lines.map { printable($0, limit: .max) }.joined(separator: "\n") + "\n"
  }

  var json: JSONValue {
    .members([
      "event": "sql", "plan": .string(plan), "deploy": .count(deploys.lowerBound), "to": .count(deploys.upperBound),
      "definitions": .array(explained.definitions.map { .string($0) }),
      "preparations": .texts(preparations),
      "statements": .array(explained.statements.map { .string($0) }), "digest": .string(digest),
      "notes": .texts(notes),
    ])
  }
}

extension Runner {
  /// Returns the next change of the schema that this build can make, also if its gates are still closed; `nil` if there
  /// is none.
  func nextSQL() async throws -> NextSQL? {
    guard let ledger = try await ledger() else { throw MigrationRefused.notAdopted }
    guard let (plan, number) = nextDeploy(ledger), let deploy = plan.deploy(number) else { return nil }
    let direct = DirectRun(self, plan.name, from: number)
    let rehearsal = try await rehearse(plan, after: number - 1, directly: direct?.steps)
    if !rehearsal.problems.isEmpty { throw MigrationRefused.inTheWay(of: plan.name, rehearsal.problems) }
    var next = if let direct { try await sql(of: direct) } else { try await sql(of: deploy, plan) }
    next.notes = rehearsal.notes
    return next
  }

  /// Returns the SQL of a deploy.
  func sql(of deploy: MigrationDeploy, _ plan: MigrationPlan) async throws -> NextSQL {
    NextSQL(
      plan: plan.name, deploys: deploy.number...deploy.number,
      explained: try await database.explainable.explain(deploy, of: plan),
      preparations: deploy.preparations.map(\.statement))
  }

  /// Returns the SQL of a direct run.
  func sql(of direct: DirectRun) async throws -> NextSQL {
    let statements = direct.steps.flatMap { step -> [SchemaStatement] in
      switch step {
      case .statement(let statement): [statement]
      case .enter(let number):
        (direct.plan.deploy(number)?.preparations.map { .sql($0.transactionalStatement) } ?? [])
          + (direct.plan.deploy(number)?.statements ?? [])
      case .backfill, .backUp: []
      }
    }
    return NextSQL(
      plan: direct.plan.name, deploys: 1...direct.last.number,
      explained: try await database.explainable.explain(statements))
  }

  /// Throws unless a change of the schema is the one that `--expect` names, if it is given.
  func requireExpected(_ sql: () async throws -> NextSQL) async throws {
    guard let expected = options.expected else { return }
    let sql = try await sql()
    if sql.digest != expected {
      throw MigrationRefused.otherStatements(
        plan: sql.plan, deploy: sql.deploys.lowerBound, expected: expected, digest: sql.digest)
    }
  }

  /// Returns the next deploy of a plan of this build: of one that could change the schema now, or else of one whose gates
  /// are closed.
  private func nextDeploy(_ ledger: LedgerState) -> (MigrationPlan, Int)? {
    let actions = nextActions(migrations, ledger, hasTables: true, codeRuns: !options.isGateless)
    let first = actions.compactMap { action in
      if case .schema(let plan, _) = action { migrations.plan(plan) } else { nil }
    }
    for plan in first + migrations.all {
      let number = ledger.deploy(of: plan) + 1
      guard number <= plan.current else { continue }
      // A plan whose predecessors are not done does not come next.
      let waits =
        number == 1
        && migrations.edges(of: plan).contains { edge in
          migrations.plan(edge.plan).map { ledger.deploy(of: $0) < min(edge.deploy, $0.deploys.count) } ?? false
        }
      if !waits { return (plan, number) }
    }
    return nil
  }
}
