// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CPostgreSQL
import Dispatch
import SchemaEdits

/// A connection with its own queue: libpq blocks while it waits for the server, and would block Swift's thread pool.
actor Worker {
  private let queue: WorkQueue
  private let connection: Connection
  private let options: Options
  private var transaction = 0
  private var access: Access?
  /// Cancels the running statement, from any thread.
  nonisolated let interrupter: Interrupter

  nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

  private init(_ options: Options, on queue: WorkQueue) throws {
    self.queue = queue
    self.options = options
    connection = try Connection(options)
    interrupter = Interrupter(connection)
  }

  /// Connects on a new queue.
  static func connect(_ options: Options) async throws -> Worker {
    let queue = WorkQueue()
    return try await withCheckedThrowingContinuation { continuation in
      queue.queue.async { continuation.resume(with: Result { try Worker(options, on: queue) }) }
    }
  }

  /// Whether another transaction may use the connection.
  var isIdle: Bool { connection.isIdle }

  /// Starts a transaction and returns its number.
  ///
  /// - Parameter timeout: How long a schema change or a batch waits for a lock, in milliseconds.
  func begin(_ access: Access, lockTimeout timeout: Int) throws -> Int {
    // Temporary tables of other names come last: functions with the rights of their owner keep this path.
    let settings = [
      "SET LOCAL search_path TO \(quoted(options.schema)), pg_temp", "SET LOCAL row_security TO off",
      "SET LOCAL TimeZone TO 'UTC'", "SET LOCAL DateStyle TO 'ISO'", "SET LOCAL bytea_output TO 'hex'",
      "SET LOCAL extra_float_digits TO 1", "SET LOCAL standard_conforming_strings TO on",
      "SET LOCAL statement_timeout TO 0",
    ]
    // Later statements queue behind one that waits for a strong lock, and batches must not wait for each other.
    let lockTimeout = "SET LOCAL lock_timeout TO '\(timeout)ms'"
    switch access {
    case .read: try connection.runAll(["BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"] + settings)
    case .write: try connection.runAll(["BEGIN"] + settings)
    case .batch:
      // The cursor is written with its rows: a crash loses both or none.
      try connection.runAll(["BEGIN"] + settings + [lockTimeout, "SET LOCAL synchronous_commit TO off"])
    case .schema:
      try refusePooler()
      try connection.runAll(["BEGIN"] + settings + [lockTimeout])
      // The lock of a run is on another connection, which may break alone: schema changes still wait for each other.
      try connection.run(
        "SELECT pg_advisory_xact_lock(\(AdvisoryLockSpace.schema), hashtext($1))", [options.ledgerSchema])
    }
    return began(access)
  }

  /// Starts a transaction of an application, with the settings of its role, and returns its number.
  func begin() throws -> Int {
    try connection.run("BEGIN")
    return began(.write)
  }

  private func began(_ access: Access) -> Int {
    self.access = access
    transaction += 1
    return transaction
  }

  /// Runs `work` in a transaction.
  ///
  /// Throws if it has ended.
  func run<Result: Sendable>(in number: Int, _ work: @Sendable (Connection) throws -> Result) throws -> Result {
    guard access != nil, number == transaction else {
      throw DatabaseUnable("the transaction has ended, so its session cannot be used; start a new one")
    }
    return try work(connection)
  }

  /// Runs `work` outside a transaction.
  func runAlone<Result: Sendable>(_ work: @Sendable (Connection) throws -> Result) throws -> Result {
    try work(connection)
  }

  /// Returns what a transaction is for; `nil` after its end.
  func access(in number: Int) -> Access? { number == transaction ? access : nil }

  /// Commits the transaction.
  func commit(_ number: Int) throws {
    try run(in: number) { connection in
      // After a failed statement COMMIT rolls back without an error.
      guard !connection.hasFailed else {
        throw DatabaseUnable("a statement of the transaction failed, so the transaction was rolled back")
      }
      try connection.run("COMMIT")
    }
    access = nil
  }

  /// Rolls the transaction back.
  func rollback() {
    _ = try? connection.run("ROLLBACK")
    access = nil
  }

  /// Throws if a connection pooler is between Bellows and the server: it may distribute the statements of one session
  /// over several server processes.
  func refusePooler() throws {
    let process = try connection.run("SELECT pg_backend_pid()").text(0, 0)
    guard process == "\(PQbackendPID(connection.handle))" else {
      throw DatabaseUnable(
        "\(options.name): a pooler is between Bellows and the server; schema changes and the migration lock need a direct "
          + "connection")
    }
  }
}

/// A serial queue as the executor of an actor.
final class WorkQueue: SerialExecutor {
  let queue = DispatchQueue(label: "Bellows.PostgreSQL")

  func enqueue(_ job: UnownedJob) {
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
}

/// The idle connections of a database.
actor Pool {
  nonisolated let options: Options
  private var idle: [Worker] = []

  init(_ options: Options) { self.options = options }

  /// Takes an idle connection, or opens one; the caller must give it back.
  func take() async throws -> Worker {
    while let worker = idle.popLast() { if await worker.isIdle { return worker } }
    return try await Worker.connect(options)
  }

  /// Gives a connection back.
  func give(_ worker: Worker) { idle.append(worker) }

  /// Runs `work` with a connection; a cancel interrupts its statement, and what an error leaves open is rolled back.
  nonisolated func connected<Result: Sendable>(
    _ work: @Sendable (Worker) async throws -> Result
  ) async throws -> Result {
    try Task.checkCancellation()
    let worker = try await take()
    do {
      let result = try await withTaskCancellationHandler {
        try await work(worker)
      } onCancel: {
        worker.interrupter.interrupt()
      }
      await give(worker)
      return result
    } catch {
      await worker.rollback()
      await give(worker)
      if Task.isCancelled { throw CancellationError() }
      throw error
    }
  }
}

/// The options of a database.
struct Options: Sendable {
  var connection: String
  var name: String
  /// The schema of the application's tables.
  var schema: String
  /// The schema of Bellows' own tables.
  var ledgerSchema: String
  /// How long a schema change or a batch waits for a lock before it is rolled back and tried again, in milliseconds.
  var lockTimeout = 200
  /// The number of attempts of a batch.
  var lockAttempts = 50
  /// How long a schema change tries to get its locks.
  var lockWait = Duration.seconds(60)
  var faults: Faults?
}
