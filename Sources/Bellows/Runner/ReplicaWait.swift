// Part of Bellows. MIT licence: see LICENSE.

/// Waits until replicas have what the primary has: released code may read from them.
struct ReplicaWait {
  let database: any Database

  /// How often it looks again.
  private static let pause = Duration.milliseconds(100)

  /// The replicas that have not replayed the log up to now within a time.
  ///
  /// - Parameter report: Gets what it waits for, once.
  /// - Returns: The position of the log, and how far replicas are behind it; `nil` for a database without replicas.
  func lag(after limit: Duration, _ report: (String) -> Void = { _ in }) async throws -> (
    position: String, lag: ReplicationLag
  )? {
    guard let position = try await database.transaction(.read, { try await $0.logPosition() }) else { return nil }
    let end = ContinuousClock.now + limit
    var hasReported = false
    while true {
      let lag = try await database.transaction(.read) { try await $0.replicationLag(behind: position) }
      guard case .behind(let replicas) = lag, ContinuousClock.now < end else { return (position, lag) }
      if !hasReported { report("\(replicas.sentence): waits until it has replayed \(position)") }
      hasReported = true
      try await Task.sleep(for: Self.pause)
    }
  }
}

extension ReplicationLag.Replica {
  /// `the replica standby1 is 3 MB behind`.
  var sentence: String { "\(name) is \(byteCount(bytes)) behind" }
}

extension [ReplicationLag.Replica] {
  /// `the replica standby1 is 3 MB behind, the replica standby2 is 1 MB behind`.
  var sentence: String { map(\.sentence).joined(separator: ", ") }
}
