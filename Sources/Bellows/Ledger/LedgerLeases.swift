// Part of Bellows. MIT licence: see LICENSE.

/// A worker, or a scan that workers may join.
///
/// Its time is that of the database's clock, and its token is greater than all tokens before it.
struct LeaseRecord: Hashable, Sendable {
  var name: String
  /// The process, for messages.
  var owner: String
  var token: Int
  /// The time, in microseconds, until which nothing may take the range of the worker.
  var until: Int64
  /// The build that began the scan, and the digest of its plan; `nil` for a worker.
  var build: String?
  var chain: String?

  /// The name of the lease of a scan.
  static func scan(plan: String, backfill: String) -> String { "scan \(plan) \(backfill)" }
  /// The beginning of the names of workers that belong to the runner with the migration lock.
  static let runPrefix = "run "
  /// The beginning of the names of other workers.
  static let workerPrefix = "worker "
  /// The name of the row with the greatest token, in its column `until`: it is no lease, and has no token itself.
  fileprivate static let tokens = "tokens"

  /// Whether it is a worker's lease.
  var isOfWorker: Bool { name.hasPrefix(Self.runPrefix) || name.hasPrefix(Self.workerPrefix) }
}

extension Ledger {
  /// Returns the leases of workers and scans.
  func leases() async throws -> [LeaseRecord] {
    try await rows(of: LedgerTables.leases).map(LeaseRecord.init).filter { $0.name != LeaseRecord.tokens }
  }

  /// Adds a lease for a worker, and returns its token.
  ///
  /// - Parameter prefix: `LeaseRecord.runPrefix` or `.workerPrefix`.
  func addLease(_ prefix: String, owner: String, lasting duration: Duration) async throws -> Int {
    let token = try await nextToken()
    let until = try await time(after: duration)
    try await session.insert(
      LeaseRecord(name: "\(prefix)\(token)", owner: owner, token: token, until: until).row)
    return token
  }

  /// Extends a lease.
  ///
  /// Returns `false` if it was taken: the worker needs a new one.
  func renewLease(token: Int, lasting duration: Duration) async throws -> Bool {
    let until = try await time(after: duration)
    return try await update(LedgerTables.leases, set: ["until": .int(until)], where: ["token": .int(Int64(token))]) > 0
  }

  /// Returns the time of the database's clock after a duration, in microseconds.
  private func time(after duration: Duration) async throws -> Int64 {
    try await session.now().microseconds + duration.microseconds
  }

  /// Deletes a lease: its range can be taken at once.
  func deleteLease(token: Int) async throws {
    try await delete(from: LedgerTables.leases, where: ["token": .int(Int64(token))])
  }

  /// Deletes the leases of the workers of earlier runs: the migration lock shows that they have ended, and their tokens
  /// keep them from writing if they have not.
  func deleteRunLeases() async throws {
    for lease in try await leases() where lease.name.hasPrefix(LeaseRecord.runPrefix) {
      try await delete(from: LedgerTables.leases, where: ["name": .string(lease.name)])
    }
  }

  /// Records that a scan can be joined by workers of the same build.
  func openScan(plan: String, backfill: String, owner: String, build: String?, chain: String) async throws {
    try await closeScan(plan: plan, backfill: backfill)
    let name = LeaseRecord.scan(plan: plan, backfill: backfill)
    try await session.insert(
      LeaseRecord(name: name, owner: owner, token: 0, until: 0, build: build, chain: chain).row)
  }

  /// Returns the scan that workers of the same build can join; `nil` if none is open.
  func openScan(plan: String, backfill: String) async throws -> LeaseRecord? {
    let name = LeaseRecord.scan(plan: plan, backfill: backfill)
    return try await rows(of: LedgerTables.leases, where: ["name": .string(name)]).first.map(LeaseRecord.init)
  }

  /// Records that a scan has ended.
  func closeScan(plan: String, backfill: String) async throws {
    let name = LeaseRecord.scan(plan: plan, backfill: backfill)
    try await delete(from: LedgerTables.leases, where: ["name": .string(name)])
  }

  /// Returns a token that is greater than all tokens before it.
  private func nextToken() async throws -> Int {
    let name: KeyValuePairs<String, JSONValue?> = ["name": .string(LeaseRecord.tokens)]
    var query = LedgerTables.leases.query(name)
    query.locksRows = true
    guard let row = try await session.read(query).first else {
      try await session.insert(LeaseRecord(name: LeaseRecord.tokens, owner: "", token: 0, until: 1).row)
      return 1
    }
    let token = try LeaseRecord(LedgerRow(table: LedgerTables.leases, row: row)).until + 1
    try await update(LedgerTables.leases, set: ["until": .int(token)], where: name)
    return Int(token)
  }
}

extension LeaseRecord {
  fileprivate init(_ row: LedgerRow) throws {
    self.init(
      name: try row.required("name"), owner: try row.required("owner"), token: try row.int("token"),
      until: Int64(try row.int("until")), build: try row.text("build"), chain: try row.text("chain"))
  }

  fileprivate var row: RowChanges {
    LedgerTables.leases.row([
      "name": .string(name), "owner": .string(owner), "token": .int(Int64(token)), "until": .int(until),
      "build": build.map { .string($0) }, "chain": chain.map { .string($0) },
    ])
  }
}

extension Duration {
  /// The duration in microseconds.
  var microseconds: Int64 { components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000 }
}
