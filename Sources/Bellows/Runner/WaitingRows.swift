// Part of Bellows. MIT licence: see LICENSE.

/// Collects row updates and writes them in one call: a call costs more than a row.
final class WaitingRows: Sendable {
  private struct State: Sendable {
    var updates: [RowUpdate] = []
    var writing: Task<Void, any Error>?
    var changed = 0
    var quarantined: [BatchOutcome.QuarantinedRow] = []
    var changedMeanwhile: [[JSONValue]] = []
  }

  private let session: any DatabaseSession
  private let locked = Locked(State())

  init(_ session: any DatabaseSession) { self.session = session }

  func add(_ update: RowUpdate) { locked.with { $0.updates.append(update) } }

  /// Writes the collected updates.
  ///
  /// Concurrent callers wait for the same write.
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

  /// Writes the remaining updates, and adds the results to an outcome.
  func finish(_ outcome: inout BatchOutcome) async throws {
    let (writing, updates) = locked.with { ($0.writing, $0.updates) }
    try await writing?.value
    if !updates.isEmpty { try await write(updates) }
    locked.with { state in
      outcome.changed += state.changed
      outcome.quarantined += state.quarantined
      outcome.changedMeanwhile += state.changedMeanwhile
    }
  }

  private func write(_ updates: [RowUpdate]) async throws {
    let outcomes = try await session.update(updates)
    locked.with { state in
      for (update, outcome) in zip(updates, outcomes) {
        let key = update.key.map { $0.value ?? .null }
        switch outcome {
        case .written: state.changed += 1
        case .refused(let reason): state.quarantined.append(.init(key: key, reason: reason))
        case .changedMeanwhile: state.changedMeanwhile.append(key)
        }
      }
    }
  }
}
