// Part of Bellows. MIT licence: see LICENSE.

/// Changed rows on their way into the database: each way in costs more than the row, so they go together.
actor WaitingRows {
  private let session: any DatabaseSession
  private var updates: [RowUpdate] = []
  private var keys: [[JSONValue]] = []
  private var writing: Task<Void, any Error>?
  /// How many rows were written.
  private(set) var changed = 0
  /// The rows that the database refused.
  private(set) var refused: [BatchOutcome.Refused] = []

  init(_ session: any DatabaseSession) { self.session = session }

  func add(_ update: RowUpdate, key: [JSONValue]) {
    updates.append(update)
    keys.append(key)
  }

  /// Writes what waits; who comes while it is being written waits with it.
  func write() async throws {
    if !updates.isEmpty {
      let (updates, keys) = (self.updates, self.keys)
      self.updates = []
      self.keys = []
      writing = Task { count(try await session.update(updates), of: keys) }
    }
    try await writing?.value
  }

  private func count(_ reasons: [String?], of keys: [[JSONValue]]) {
    for (key, reason) in zip(keys, reasons) {
      if let reason { refused.append(.init(key: key, reason: reason)) } else { changed += 1 }
    }
  }
}
