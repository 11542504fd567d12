// Part of Bellows. MIT licence: see LICENSE.

/// The lease of a worker in this process, which is extended while the process runs.
final class WorkerLease: Sendable {
  private let runner: Runner
  private let prefix: String
  private let state: Locked<(token: Int, heartbeat: Task<Void, Never>?)>

  /// Adds a lease.
  ///
  /// - Parameter prefix: `LeaseRecord.runPrefix` or `.workerPrefix`.
  private init(_ runner: Runner, _ prefix: String) async throws {
    self.runner = runner
    self.prefix = prefix
    state = Locked((try await Self.add(runner, prefix), nil))
    if runner.database.sharesBackfills { beginHeartbeat() }
  }

  deinit { state.with { $0.heartbeat?.cancel() } }

  /// The token of the lease.
  var token: Int { state.with { $0.token } }

  /// Adds a new lease: another worker has taken the range of this one.
  func replace() async throws {
    try? await runner.database.transaction(.write) { [token] in try await $0.ledger.deleteLease(token: token) }
    let token = try await Self.add(runner, prefix)
    state.with { $0.token = token }
  }

  /// Deletes the lease, so that its range can be taken at once.
  private func end() async throws {
    state.with { $0.heartbeat?.cancel() }
    let token = token
    try await runner.database.transaction(.write) { try await $0.ledger.deleteLease(token: token) }
  }

  /// Runs `work` with the leases of some workers, and deletes them at its end.
  static func holding<Result: Sendable>(
    _ count: Int, _ runner: Runner, _ prefix: String, _ work: ([WorkerLease]) async throws -> Result
  ) async throws -> Result {
    var leases: [WorkerLease] = []
    do {
      for _ in 0..<count { leases.append(try await WorkerLease(runner, prefix)) }
      let result = try await work(leases)
      for lease in leases { try await lease.end() }
      return result
    } catch {
      for lease in leases { try? await lease.end() }
      throw error
    }
  }

  private static func add(_ runner: Runner, _ prefix: String) async throws -> Int {
    try await runner.database.transaction(.write) { session in
      try await session.ledger.addLease(prefix, owner: runner.author.who, lasting: runner.options.lease)
    }
  }

  private func beginHeartbeat() {
    let (runner, duration) = (runner, runner.options.lease)
    let heartbeat = Task { [weak self] in
      while !Task.isCancelled {
        try? await Task.sleep(for: duration / 3)
        guard let token = self?.token, !Task.isCancelled else { return }
        // A heartbeat that fails is followed by the next one; without any, another worker takes the range.
        _ = try? await runner.database.transaction(.write) { session in
          try await session.ledger.renewLease(token: token, lasting: duration)
        }
      }
    }
    state.with { $0.heartbeat = heartbeat }
  }
}
