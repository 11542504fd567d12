// Part of Bellows. MIT licence: see LICENSE.

// Statements that take long, such as the build of an index: other runs can work on other plans meanwhile.

/// The migration lock of a run, which it does not have while the server executes a long statement.
struct HeldLock: Sendable {
  var lock: (any MigrationLock)?
  /// Whether it may be released meanwhile.
  var mayBeReleased = false
  /// Whether the run was without it since it last asked.
  var wasReleased = false
}

extension Runner {
  /// Releases the migration lock, if this run has it.
  func releaseLock() async {
    let lock = held.with { held in
      defer { held.lock = nil }
      return held.lock
    }
    await lock?.release()
  }

  /// Whether this run was without the lock since the last call.
  func tookLockAgain() -> Bool {
    held.with { held in
      defer { held.wasReleased = false }
      return held.wasReleased
    }
  }

  /// Executes a long statement without the migration lock, and waits for the lock again.
  ///
  /// The ledger says that it has begun, and the server that it is executed: other runs leave it alone. There is one at a
  /// time in a database, because each reads a whole table.
  func executeLong(_ statement: String, on database: any PreparableDatabase) async throws {
    try await withoutLock {
      try await wait { try await database.runningStatements().map { "another long statement: \($0)" } }
      try await database.executeOutsideTransaction(statement, isBrief: false)
    }
  }

  /// Runs `work` without the migration lock, if the command may release it, and waits for the lock again.
  func withoutLock(_ work: () async throws -> Void) async throws {
    let isReleased = held.with { held in
      let isReleased = held.lock != nil && held.mayBeReleased
      held.wasReleased = held.wasReleased || isReleased
      return isReleased
    }
    guard isReleased else { return try await work() }
    await releaseLock()
    do {
      try await work()
    } catch {
      try await acquireAgain()
      throw error
    }
    try await acquireAgain()
  }

  private func acquireAgain() async throws {
    var patient = self
    patient.options.wait = 7 * 86_400
    let lock = try await patient.handedOverLock(holder: "migrate run, \(author.who), since \(Timestamp.now.text)")
    held.with { $0.lock = lock }
    if try await ledger()?.wanted != nil { try await forgetRequest() }
  }

  /// Waits while a statement is executed, and reports once what it waits for.
  func wait(while progress: () async throws -> String?) async throws {
    var hasReported = false
    while let reason = try await progress() {
      if !hasReported { report(.worker(.waits(for: reason))) }
      hasReported = true
      if let who = try await ledger()?.cancelled { throw MigrationRefused.cancelled(who) }
      try await Task.sleep(for: .milliseconds(200))
    }
  }

  /// Leaves out deploys with long statements while the server executes one, if there is other work.
  func besideLongStatements(_ actions: [NextAction]) async throws -> [NextAction] {
    guard held.with({ $0.mayBeReleased }), actions.contains(where: isLong),
      let preparable = database as? any PreparableDatabase, try await preparable.runningStatements() != nil
    else { return actions }
    let others = actions.filter { $0.isWork && !isLong($0) }
    return others.isEmpty ? actions : others
  }

  private func isLong(_ action: NextAction) -> Bool {
    guard case .schema(let plan, let deploy) = action else { return false }
    return migrations.plan(plan)?.deploy(deploy)?.preparations.contains { !$0.isBrief } ?? false
  }

  /// Throws if the server executes a long statement: the run that began it continues afterwards.
  func refuseBesideLongStatement() async throws {
    guard let preparable = database as? any PreparableDatabase, let running = try await preparable.runningStatements()
    else { return }
    throw DatabaseInUse(by: "a run that executes \(running)")
  }
}
