// Part of Bellows. MIT licence: see LICENSE.

/// Changed rows on their way into the database: each way in costs more than the row, so they go together.
final class WaitingRows: Sendable {
  private struct State: Sendable {
    var updates: [RowUpdate] = []
    var writing: Task<Void, any Error>?
    var changed = 0
    var quarantined: [BatchOutcome.QuarantinedRow] = []
  }

  private let session: any DatabaseSession
  private let locked = Locked(State())

  init(_ session: any DatabaseSession) { self.session = session }

  func add(_ update: RowUpdate) { locked.with { $0.updates.append(update) } }

  /// Writes what waits; who comes while it is being written waits with it.
  func write() async throws {
    let writing = locked.with { state in
      if !state.updates.isEmpty {
        let updates = state.updates
        state.updates = []
        state.writing = Task { try await write(updates) }
      }
      return state.writing
    }
    try await writing?.value
  }

  /// Writes what still waits when nobody comes any more, and adds what became of all to an outcome.
  func finish(_ outcome: inout BatchOutcome) async throws {
    let (writing, updates) = locked.with { ($0.writing, $0.updates) }
    try await writing?.value
    if !updates.isEmpty { try await write(updates) }
    locked.with { state in
      outcome.changed += state.changed
      outcome.quarantined += state.quarantined
    }
  }

  private func write(_ updates: [RowUpdate]) async throws {
    let reasons = try await session.update(updates)
    locked.with { state in
      for (update, reason) in zip(updates, reasons) {
        if let reason {
          state.quarantined.append(.init(key: update.key.map { $0.value ?? .null }, reason: reason))
        } else {
          state.changed += 1
        }
      }
    }
  }
}
