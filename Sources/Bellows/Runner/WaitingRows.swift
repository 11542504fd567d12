// Part of Bellows. MIT licence: see LICENSE.

/// Changed rows on their way into the database: each way in costs more than the row, so they go together.
actor WaitingRows {
  private let session: any DatabaseSession
  private var updates: [RowUpdate] = []
  private var keys: [[JSONValue]] = []
  /// How many rows were written.
  private(set) var changed = 0
  /// The rows that the database refused.
  private(set) var refused: [BatchOutcome.Refused] = []

  init(_ session: any DatabaseSession) { self.session = session }

  func add(_ update: RowUpdate, key: [JSONValue]) {
    updates.append(update)
    keys.append(key)
  }

  /// Writes what waits.
  func write() async throws {
    if updates.isEmpty { return }
    let (waiting, keys) = (updates, self.keys)
    updates = []
    self.keys = []
    for (key, reason) in zip(keys, try await session.update(waiting)) {
      if let reason { refused.append(.init(key: key, reason: reason)) } else { changed += 1 }
    }
  }
}
