// Part of Bellows. MIT licence: see LICENSE.
import SchemaEdits

extension Runner {
  /// Runs the preparation steps of a deploy that are not done yet.
  ///
  /// The inverse of a step that has begun before runs first, because an interrupted run may have left a partial result.
  func prepare(_ deploy: MigrationDeploy, of plan: MigrationPlan) async throws {
    if deploy.preparations.isEmpty { return }
    let begun = try await begunSteps(of: plan, deploy: deploy.number)
    try await refuseTakenNames(of: deploy, plan, begun)
    for (position, step) in deploy.preparations.enumerated() {
      let state = try await ledger()
      if let who = state?.cancelled { throw MigrationRefused.cancelled(who) }
      let isRun = try await run(step, hasBegun: begun.contains(position)) { ledger in
        try await ledger.beginStep(
          plan: plan.name, deploy: deploy.number, position: position, digest: step.digest)
        // A constraint rejects rows before the deploy is entered.
        if var record = state?.plan(plan.name)?.record, record.oldest < plan.oldest(at: deploy.number) {
          record.oldest = plan.oldest(at: deploy.number)
          try await ledger.write(record)
        }
      }
      guard isRun else { continue }
      try await database.transaction(.write) { session in
        guard let ledger = try await session.ledger.state() else { throw MigrationRefused.notAdopted }
        try requireNext(.schema(plan: plan.name, deploy: deploy.number), in: ledger)
        try await session.ledger.endStep(plan: plan.name, deploy: deploy.number, position: position)
      }
    }
  }

  /// Runs a preparation step unless the database shows that it is done; returns whether it ran.
  ///
  /// A constraint or an index with a name of Bellows that no step of this statement has begun is removed first: a plan
  /// that was withdrawn has left it, and its condition may be another one.
  ///
  /// - Parameters:
  ///   - hasBegun: Whether it was begun before: then its inverse comes first.
  ///   - note: Notes in the ledger that it begins.
  @discardableResult func run(
    _ step: PreparationStep, hasBegun: Bool, note: @Sendable (Ledger) async throws -> Void
  ) async throws -> Bool {
    let database = try database.preparable
    try await waitForEnd(of: step, database)
    // Before the note, after which it would count as the result of this step.
    if !hasBegun, let inverse = step.inverse, try await isLeftBehind(step) {
      try await database.executeOutsideTransaction(inverse, isBrief: step.isBrief)
    }
    if try await isDone(step) { return false }
    try await database.transaction(.write) { try await note($0.ledger) }
    if hasBegun, let inverse = step.inverse {
      try await database.executeOutsideTransaction(inverse, isBrief: step.isBrief)
    }
    if step.isBrief {
      try await database.executeOutsideTransaction(step.statement, isBrief: true)
    } else {
      try await executeLong(step.statement, on: database)
    }
    guard try await isDone(step) else {
      throw MigrationRefused.preparationVanished(statement: step.statement)
    }
    return true
  }

  /// Waits while the server still executes the statement of a step for a run that was killed.
  private func waitForEnd(of step: PreparationStep, _ database: any PreparableDatabase) async throws {
    guard try await database.progress(of: step.statement) != nil else { return }
    try await withoutLock { try await wait { try await database.progress(of: step.statement) } }
  }

  /// Throws if the database has an index that a step would create and that no step of Bellows has begun: it would count
  /// as done, whatever it is over.
  private func refuseTakenNames(of deploy: MigrationDeploy, _ plan: MigrationPlan, _ begun: [Int]) async throws {
    var problems: [String] = []
    for (position, step) in deploy.preparations.enumerated() where !begun.contains(position) {
      guard let isTaken = step.isTaken, case .index(let name) = step.result, !name.hasPrefix(OwnNames.prefix) else {
        continue
      }
      let found = try await database.transaction(.read) { try await $0.check(isTaken, samples: 0).count }
      if found > 0 {
        problems.append(
          "\(name): the database has an index of this name that the plan did not create; drop or rename it")
      }
    }
    if !problems.isEmpty { throw MigrationRefused.inTheWay(of: plan.name, problems) }
  }

  /// Runs the inverse of the preparation steps of deploys that were rolled back, the last first.
  func undoPreparations(of deploys: some BidirectionalCollection<MigrationDeploy>) async throws {
    for deploy in deploys.reversed() {
      for step in deploy.preparations.reversed() {
        guard let inverse = step.inverse else { continue }
        try await database.preparable.executeOutsideTransaction(inverse, isBrief: step.isBrief)
      }
    }
  }

  /// Removes what the preparation of a deploy that was not entered has left behind.
  func undoUnfinishedPreparation(of plan: MigrationPlan, deploy number: Int) async throws {
    for position in try await begunSteps(of: plan, deploy: number).reversed() {
      guard let step = plan.deploy(number)?.preparations[position], let inverse = step.inverse else { continue }
      try await database.preparable.executeOutsideTransaction(inverse, isBrief: step.isBrief)
    }
  }

  /// Returns the positions of the preparation steps of a deploy that have begun, with the same statements.
  func begunSteps(of plan: MigrationPlan, deploy number: Int) async throws -> [Int] {
    guard let steps = plan.deploy(number)?.preparations, !steps.isEmpty, try await ledger() != nil else { return [] }
    return try await database.transaction(.read) { session in
      try await session.ledger.begunSteps(plan: plan.name, deploy: number)
    }.positions(of: steps)
  }

  /// Returns whether a result with a name of Bellows exists.
  private func isLeftBehind(_ step: PreparationStep) async throws -> Bool {
    guard let query = step.ownResult(prefix: OwnNames.prefix) else { return false }
    return try await database.transaction(.read) { try await $0.check(query, samples: 0).count > 0 }
  }

  private func isDone(_ step: PreparationStep) async throws -> Bool {
    try await database.transaction(.read) { try await $0.check(step.isDone, samples: 0).count > 0 }
  }
}
