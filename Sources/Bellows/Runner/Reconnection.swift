// Part of Bellows. MIT licence: see LICENSE.

/// An error of a database that is reached through a connection.
package protocol ConnectionError: Error {
  /// Whether the connection ended, or could not be opened.
  var isConnectionLost: Bool { get }
}

extension RunOptions {
  /// The pauses of `migrate run`: about two minutes, as long as a server takes to start again or to be replaced.
  static let usualReconnections: [Duration] = [1, 2, 4, 8, 15, 30, 30, 30].map { .seconds($0) }
}

/// The connection of a run.
private struct RunConnection {
  let all: [Duration]
  /// The pauses that are left.
  var pauses: ArraySlice<Duration>
  /// When the run was connected last; `nil` before it was.
  var since: ContinuousClock.Instant?

  /// A connection that lasts for longer ends for another reason than the one before.
  private static let stable = Duration.seconds(60)

  init(_ pauses: [Duration]) {
    all = pauses
    self.pauses = pauses[...]
  }

  /// Returns the pause after an error; `nil` if the run ends.
  mutating func pause(after error: any Error) -> Duration? {
    guard let since else { return nil }
    if ContinuousClock.now - since > Self.stable { pauses = all[...] }
    switch error {
    case let error as any ConnectionError where error.isConnectionLost: return pauses.popFirst()
    // The server may not have noticed yet that the connection which held the migration lock has ended.
    case is DatabaseInUse where pauses.count < all.count: return pauses.popFirst()
    case _: return nil
    }
  }
}

extension Runner {
  /// Runs `work`, and runs it again if the connection has ended; the ledger says where it continues.
  ///
  /// Throws the error of a database that cannot be reached at the start.
  ///
  /// - Parameter work: Calls the function that it gets when it is connected.
  func reconnecting<Result: Sendable>(_ work: (@Sendable () -> Void) async throws -> Result) async throws -> Result {
    let connection = Locked(RunConnection(options.reconnections))
    while true {
      do {
        return try await work { connection.with { $0.since = .now } }
      } catch {
        guard let pause = connection.with({ $0.pause(after: error) }) else { throw error }
        report(.reconnecting(reason: "\(error)", seconds: Int(pause.components.seconds)))
        try await Task.sleep(for: pause)
      }
    }
  }
}
