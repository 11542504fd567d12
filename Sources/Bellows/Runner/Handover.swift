// Part of Bellows. MIT licence: see LICENSE.

/// What another runner asks for: that the one that works ends after its batch.
struct HandoverRequest: Hashable, Sendable {
  /// Who asks: the command and the process.
  var who: String
  var time: Timestamp

  /// How long a request counts: a runner that still waits repeats it.
  static let age: Int64 = 30_000_000
  /// How often a waiting runner tries again.
  static let pause = Duration.milliseconds(200)

  private static let separator = ", at "

  var text: String { who + Self.separator + time.text }

  init(who: String, time: Timestamp) {
    self.who = who
    self.time = time
  }

  /// Parses the text; returns `nil` for another one.
  init?(_ text: String) {
    let parts = text.split(separator: Self.separator, omittingEmptySubsequences: false)
    guard parts.count == 2, let time = try? Timestamp(text: String(parts[1])) else { return nil }
    (who, self.time) = (String(parts[0]), time)
  }

  /// Returns whether the other runner still waits at a time.
  func isCurrent(at now: Timestamp) -> Bool { now.microseconds - time.microseconds < Self.age }
}

extension Runner {
  /// Acquires the migration lock; a runner that holds it is asked to hand over after its batch.
  ///
  /// - Throws: `DatabaseInUse` if the other one does not hand over in time.
  func handedOverLock(holder: String) async throws -> any MigrationLock {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(options.wait)
    var asked: ContinuousClock.Instant?
    var reported: String?
    while true {
      do {
        return try await database.acquireMigrationLock(holder: holder)
      } catch let inUse as DatabaseInUse {
        guard clock.now < end else {
          if asked != nil { try await forgetRequest() }
          throw try await withStatements(inUse)
        }
        if asked.map({ clock.now - $0 > .seconds(5) }) ?? true {
          let reason = try await withStatements(inUse).description
          if reason != reported { report(.waiting(for: reason)) }
          reported = reason
          try await request()
          asked = clock.now
        }
        try await Task.sleep(for: HandoverRequest.pause)
      }
    }
  }

  /// Adds what the holder of the lock executes: it hands over after that, and an index takes its time.
  private func withStatements(_ inUse: DatabaseInUse) async throws -> DatabaseInUse {
    guard let preparable = database as? any PreparableDatabase,
      let statements = try await preparable.runningStatements()
    else { return inUse }
    return DatabaseInUse(by: "\(inUse.holder), which executes \(statements)")
  }

  /// Writes the request, if there is a ledger; its time is that of the database.
  private func request() async throws {
    guard try await ledger() != nil else { return }
    try await database.transaction(.write) { session in
      try await session.ledger.setWanted(HandoverRequest(who: author.who, time: session.now()))
    }
  }

  /// Deletes the request, if there is a ledger.
  func forgetRequest() async throws {
    guard try await ledger() != nil else { return }
    try await database.transaction(.write) { try await $0.ledger.setWanted(nil) }
  }

  /// Returns the runner to hand over to; `nil` if none waits or this one does not hand over.
  func successor(_ request: HandoverRequest?) -> String? {
    guard options.handsOver, let request else { return nil }
    return request.who
  }
}
