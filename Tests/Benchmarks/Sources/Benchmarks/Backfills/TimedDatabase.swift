// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation

/// How long batches took.
final class Times: @unchecked Sendable {
  // Unchecked: all of it is behind the lock.
  private let lock = NSLock()
  private var batches: [(duration: Duration, room: Duration)] = []
  private var first: ContinuousClock.Instant?
  private var last: ContinuousClock.Instant?

  /// How long others could not write, from the shortest to the longest, in milliseconds.
  var locked: [Double] {
    lock.withLock {
      // What the connection did after its commit is known when the next batch begins.
      let rooms = batches.dropFirst().map(\.room) + [batches.last?.room ?? .zero]
      return zip(batches, rooms).map { ($0.duration - ($1 - $0.room)).seconds * 1000 }.sorted()
    }
  }

  /// From the first batch's begin to the last one's end, in seconds.
  var span: Double {
    lock.withLock { first.flatMap { first in last.map { first.duration(to: $0).seconds } } ?? 0 }
  }

  /// Adds a batch that ends now.
  ///
  /// - Parameter room: For how long others could write until it began, in all.
  func add(since start: ContinuousClock.Instant, room: Duration) {
    let end = ContinuousClock.now
    lock.withLock {
      batches.append((start.duration(to: end), room))
      first = first ?? start
      last = end
    }
  }
}

/// A database that looks at the clock.
struct TimedDatabase<Base: RehearsableDatabase>: RehearsableDatabase {
  let base: Base
  let times = Times()

  var name: String { base.name }
  var target: Migrations.Target? { base.target }
  var isServer: Bool { base.isServer }
  var sharesBackfills: Bool { base.sharesBackfills }

  func transaction<Result: Sendable>(
    _ access: Access, _ work: @Sendable (any DatabaseSession) async throws -> Result
  ) async throws -> Result {
    guard case .batch = access else { return try await base.transaction(access, work) }
    let start = ContinuousClock.now
    let (result, room) = try await base.transaction(access) { session in
      let room = try await session.writeContention()?.writableTime ?? .zero
      return (try await work(session), room)
    }
    times.add(since: start, room: room)
    return result
  }

  func onConnection<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result {
    try await base.onConnection(work)
  }
  func acquireMigrationLock(holder: String) async throws -> any MigrationLock {
    try await base.acquireMigrationLock(holder: holder)
  }
  func createLedgerTables(_ tables: [LedgerTable]) async throws { try await base.createLedgerTables(tables) }
  func rehearse(_ plan: MigrationPlan, after deploy: Int) async throws -> SchemaRehearsal {
    try await base.rehearse(plan, after: deploy)
  }
  func differences(from tables: [StoredTable], absent: [String], others: [StoredTable]) async throws -> [String] {
    try await base.differences(from: tables, absent: absent, others: others)
  }
  func hasLedgerTable(_ table: LedgerTable) async throws -> Bool { try await base.hasLedgerTable(table) }
  func tableNames() async throws -> [String] { try await base.tableNames() }
}

extension Duration {
  /// As a number.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
