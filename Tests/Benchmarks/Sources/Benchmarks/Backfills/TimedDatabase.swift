// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation

/// How long batches took.
final class Times: @unchecked Sendable {
  // Unchecked: all of it is behind the lock.
  private let lock = NSLock()
  private var seconds: [Double] = []
  private var first: ContinuousClock.Instant?
  private var last: ContinuousClock.Instant?

  /// From the shortest to the longest, in milliseconds.
  var sorted: [Double] { lock.withLock { seconds.map { $0 * 1000 }.sorted() } }

  /// From the first batch's begin to the last one's end, in seconds.
  var span: Double {
    lock.withLock { first.flatMap { first in last.map { first.duration(to: $0).seconds } } ?? 0 }
  }

  /// Adds a batch that ends now.
  func add(since start: ContinuousClock.Instant) {
    let end = ContinuousClock.now
    lock.withLock {
      seconds.append(start.duration(to: end).seconds)
      first = first ?? start
      last = end
    }
  }
}

/// A database that looks at the clock.
struct TimedDatabase: Database {
  let base: any Database
  let times = Times()

  var name: String { base.name }

  func transaction<Result: Sendable>(
    _ access: Access, _ work: @Sendable (any DatabaseSession) async throws -> Result
  ) async throws -> Result {
    let start = ContinuousClock.now
    let result = try await base.transaction(access, work)
    if case .batch = access { times.add(since: start) }
    return result
  }

  func nearby<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result {
    try await base.nearby(work)
  }
  func claim(by holder: String) async throws -> any DatabaseClaim { try await base.claim(by: holder) }
  func prepare(_ tables: [LedgerTable]) async throws { try await base.prepare(tables) }
  func differences(from tables: [StoredTable], absent: [String]) async throws -> [String] {
    try await base.differences(from: tables, absent: absent)
  }
  func tableNames() async throws -> [String] { try await base.tableNames() }
}

extension Duration {
  /// As a number.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
