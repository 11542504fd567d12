// Part of Bellows. MIT licence: see LICENSE.
import SchemaEdits

/// The rollback of a plan on a database whose application keeps running: deploy by deploy, each in steps that a later call
/// continues.
///
/// A transaction removes what is stricter than before the deploy, and creates what is missing, without reading rows.
/// Then values are restored in batches and from backups, constraints are checked and indexes are built while others read and
/// write, and a second transaction makes the tables as strict as they were. Until that, runs of the plan are refused.
struct StepwiseRollback {
  let runner: Runner
  let plan: MigrationPlan
  let hasOwnBackup: Bool

  /// What the ledger notes of a rollback: the steps of a deploy that is rolled back have its number, negative.
  private enum Position: Int {
    /// The first transaction is done: the database is at the deploy before.
    case left = 1
    /// The values are restored.
    case restored

    /// The position of the first preparation.
    static let preparations = 10
  }

  private var database: any Database { runner.database }

  /// Rolls deploys back, the last first; continues with one that is not finished.
  func run(_ progress: PlanProgress, to target: Int) async throws {
    if let unfinished = progress.rollingBack, let deploy = plan.deploy(unfinished) {
      try await finish(deploy)
    } else {
      try await restoreWithoutDeploy(after: progress.record.deploy, isAll: progress.record.deploy == target)
    }
    for number in stride(from: progress.record.deploy, to: target, by: -1) {
      guard let deploy = plan.deploy(number) else { continue }
      try await leave(deploy)
      try await finish(deploy)
    }
  }

  private func begun(_ deploy: MigrationDeploy) async throws -> [BegunStep] {
    try await database.transaction(.read) { try await $0.ledger.begunSteps(plan: plan.name, deploy: -deploy.number) }
  }

  private func note(
    _ position: Int, _ deploy: MigrationDeploy, digest: String? = nil, in ledger: Ledger
  ) async throws {
    try await ledger.beginStep(plan: plan.name, deploy: -deploy.number, position: position, digest: digest)
  }

  private func rollback(_ number: Int, in session: any DatabaseSession) async throws -> Rollback {
    guard let progress = try await session.ledger.progress(of: plan.name) else { throw MigrationRefused.notAdopted }
    return Rollback(
      session: session, plan: plan, progress: progress, start: number, target: number - 1, hasOwnBackup: hasOwnBackup)
  }

  /// Runs a part of a rollback in a transaction, and reports its events after the commit.
  private func transaction(
    _ access: Access, _ number: Int, _ work: @Sendable (inout Rollback) async throws -> Void
  ) async throws {
    let events = try await database.transaction(access) { session in
      var rollback = try await rollback(number, in: session)
      try await work(&rollback)
      return rollback.events
    }
    for event in events { runner.report(event) }
  }

  // MARK: - The first transaction

  /// Restores what backfills have overwritten after the last deploy.
  ///
  /// - Parameter isAll: Whether no deploy is rolled back.
  private func restoreWithoutDeploy(after number: Int, isAll: Bool) async throws {
    try await transaction(.schema, number + 1) { rollback in
      try rollback.requireBackups(before: number + 1, nil)
      try await rollback.restoreBackups(before: number + 1, nil)
      if isAll { return try await rollback.writeLedger(of: runner.migrations, by: runner.author) }
      try await rollback.session.ledger.startOver(rollback.progress, after: number)
    }
  }

  private func leave(_ deploy: MigrationDeploy) async throws {
    try await transaction(.write, deploy.number) { rollback in
      try rollback.requireBackups(before: deploy.number, deploy)
      // Code may have written since a rollback that did not get further.
      try await rollback.discardUnusedBackups(of: deploy)
      try await rollback.prepare(deploy, isBeforeRollback: true)
    }
    try await transaction(.schema, deploy.number) { rollback in
      let session = rollback.session
      try await rollback.keepBackups(of: deploy)
      try await session.leave(deploy, of: plan)
      // Older builds are supported when the tables are as strict as they expect.
      try await rollback.writeLedger(of: runner.migrations, by: runner.author, oldest: rollback.progress.record.oldest)
      try await note(Position.left.rawValue, deploy, in: session.ledger)
      try await session.ledger.remember(runner.presentTables(in: session.ledger))
    }
  }

  // MARK: - After it

  private func finish(_ deploy: MigrationDeploy) async throws {
    try await runner.undoPreparations(of: [deploy])
    let begun = try await begun(deploy)
    if !begun.contains(where: { $0.position == Position.restored.rawValue }) {
      for fill in deploy.rollbackPlan.fills { try await run(fill) }
      try await transaction(.schema, deploy.number) { rollback in
        try await rollback.restoreBackups(before: deploy.number, deploy)
        try await note(Position.restored.rawValue, deploy, in: rollback.session.ledger)
      }
    }
    try await transaction(.read, deploy.number) { try await $0.requireDemands(deploy, isUnfinished: true) }
    let steps = deploy.rollbackPlan.preparations
    let started = begun.positions(of: steps, from: Position.preparations)
    for (index, step) in steps.enumerated() {
      try await runner.run(step, hasBegun: started.contains(index)) { ledger in
        try await note(Position.preparations + index, deploy, digest: step.digest, in: ledger)
      }
    }
    try await transaction(.schema, deploy.number) { rollback in
      let session = rollback.session
      for statement in deploy.rollbackPlan.then { try await session.execute(statement) }
      var record = rollback.progress.record
      record.oldest = plan.oldest(at: record.deploy)
      try await session.ledger.enter(record, of: runner.migrations)
      try await session.ledger.remember(runner.presentTables(in: session.ledger))
    }
    runner.report(.rolledBack(plan: plan.name, deploy: deploy.number))
  }

  /// Computes values in batches: those of rows that have them already stay.
  private func run(_ fill: StoredFill) async throws {
    var cursor: [JSONValue]?
    repeat {
      let after = cursor
      cursor = try await database.transaction(.batch) { session in
        try await session.fill(fill, after: after, limit: runner.options.batchSize)
      }
    } while cursor != nil
  }
}
