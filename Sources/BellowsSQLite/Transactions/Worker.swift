// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite
import Dispatch

/// A connection with its own queue: SQLite waits for disk and locks, and would block Swift's thread pool.
actor Worker {
  private let queue: ConnectionQueue
  private let connection: Connection
  private var settings: TransactionSettings
  private var transaction = 0
  private var access: Access?
  private var audit: SchemaAudit?
  /// The error at which SQLite rolled the transaction back, for calls after one that ignored it.
  private var ended: (any Error)?
  /// Interrupts the current statement, from any thread.
  nonisolated let interrupter: Interrupter
  /// The identity of its file; `nil` in memory.
  nonisolated let file: FileIdentity?

  nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

  /// Runs `work` on the connection's queue, so that its calls need no thread switch.
  nonisolated func onConnection<Result: Sendable>(_ work: () async throws -> Result) async rethrows -> Result {
    guard #available(macOS 15, *) else { return try await work() }
    return try await withTaskExecutorPreference(ConnectionExecutor(queue)) { try await work() }
  }

  /// Opens a database.
  ///
  /// Blocks, so it is called on the queue.
  private init(_ options: Options, on queue: ConnectionQueue) throws {
    self.queue = queue
    let wait = BusyWait(timeout: options.busyTimeout)
    connection = try Connection(path: options.path, name: options.name, wait: wait, faults: options.faults)
    if options.copyFolder != nil { try connection.run("PRAGMA synchronous = OFF") }
    settings = try TransactionSettings(connection)
    interrupter = Interrupter(handle: connection.handle, wait: wait)
    file = options.isInMemory ? nil : FileIdentity(path: options.path)
  }

  /// Opens a database on a new queue.
  static func open(_ options: Options) async throws -> Worker {
    let queue = ConnectionQueue()
    return try await withCheckedThrowingContinuation { continuation in
      queue.queue.async { continuation.resume(with: Result { try Worker(options, on: queue) }) }
    }
  }

  /// Starts a transaction and returns its number.
  func begin(_ access: Access) throws -> Int {
    switch access {
    case .read:
      try connection.prepare("BEGIN DEFERRED").run()
      // The first read takes the snapshot.
      do { _ = try connection.number("SELECT count(*) FROM sqlite_schema") } catch {
        rollback()
        throw error
      }
    case .write, .batch:
      try settings.change(connection, to: access)
      try connection.prepare("BEGIN IMMEDIATE").run()
    case .schema:
      // "1. If foreign key constraints are enabled, disable them": within a transaction it has no effect.
      try settings.change(connection, to: access)
      try connection.prepare("BEGIN IMMEDIATE").run()
      do { audit = try SchemaAudit(connection) } catch {
        rollback()
        throw error
      }
    }
    self.access = access
    transaction += 1
    return transaction
  }

  /// Runs `work` in a transaction.
  ///
  /// Throws if it has ended.
  func run<Result: Sendable>(
    in number: Int, _ work: @Sendable (Connection) throws -> Result
  ) throws -> Result {
    guard access != nil, number == transaction else {
      throw DatabaseUnable("the transaction has ended, so its session cannot be used; start a new one")
    }
    if let ended { throw ended }
    guard connection.isInTransaction else {
      throw DatabaseUnable("\(connection.name): SQLite has rolled back the transaction; run again")
    }
    do {
      return try work(connection)
    } catch {
      if !connection.isInTransaction { ended = error }
      throw error
    }
  }

  /// Returns what a transaction is for; `nil` after its end.
  func access(in number: Int) -> Access? { number == transaction ? access : nil }

  /// Commits the transaction.
  func commit(_ number: Int) throws {
    try run(in: number) { _ in }
    if let audit { try audit.compare(connection) }
    try connection.prepare("COMMIT").run()
    end()
  }

  /// Rolls the transaction back.
  func rollback() {
    // An interrupted ROLLBACK is repeated. It fails only if the file is gone, and then there is nothing to roll back.
    for _ in 0..<3 where connection.isInTransaction { try? connection.run("ROLLBACK") }
    connection.refusalTraits = nil
    end()
  }

  private func end() {
    access = nil
    audit = nil
    ended = nil
    // Not at the start: the task may be cancelled already.
    interrupter.wait.isCancelled = false
  }
}

/// Interrupts a connection when its task is cancelled.
struct Interrupter: @unchecked Sendable {
  // Unchecked: SQLite lets every thread interrupt a connection that is open, and it is while its worker is held.
  fileprivate let handle: OpaquePointer
  fileprivate let wait: BusyWait

  /// Interrupts the current statement and the wait for a lock.
  func interrupt() {
    wait.isCancelled = true
    sqlite3_interrupt(handle)
  }
}
