// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// The databases that the current task writes to: a second transaction would deadlock.
private enum OpenTransactions {
  @TaskLocal static var pools: [ObjectIdentifier] = []
}

extension Pool {
  /// Runs `work` in a transaction, which is rolled back if it throws or the task is cancelled.
  nonisolated func transaction<Result: Sendable>(
    _ access: Access, _ work: @Sendable (any DatabaseSession) async throws -> Result
  ) async throws -> Result {
    try await sessionTransaction(access) { try await work($0) }
  }

  /// Runs `work` with SQLite's session type.
  nonisolated func sessionTransaction<Result: Sendable>(
    _ access: Access, _ work: @Sendable (Session) async throws -> Result
  ) async throws -> Result {
    let isReading = if case .read = access { !options.isInMemory } else { false }
    var open = OpenTransactions.pools
    if !isReading {
      guard !open.contains(ObjectIdentifier(self)) else {
        throw DatabaseUnable("\(options.name): a transaction cannot start inside another one; use its session")
      }
      open.append(ObjectIdentifier(self))
    }
    try Task.checkCancellation()
    let worker = try await take(for: access)
    do {
      let result = try await withTaskCancellationHandler {
        try await worker.onConnection {
          let number = try await worker.begin(access)
          let result = try await OpenTransactions.$pools.withValue(open) {
            try await work(Session(worker: worker, number: number))
          }
          try Task.checkCancellation()
          try await worker.commit(number)
          return result
        }
      } onCancel: {
        worker.interrupter.interrupt()
      }
      await give(worker, after: access)
      return result
    } catch {
      await worker.rollback()
      await give(worker, after: access)
      // Cancelling a task interrupts its statement.
      if Task.isCancelled { throw CancellationError() }
      throw error
    }
  }
}
