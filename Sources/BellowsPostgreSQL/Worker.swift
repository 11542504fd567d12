// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CPostgreSQL
import Dispatch
import SchemaEdits

/// A connection with a thread of its own: libpq waits for the server, and would block Swift's few threads.
actor Worker {
  private let queue: WorkQueue
  private let connection: Connection
  private let options: Options
  private var transaction = 0
  private var access: Access?
  /// Stops the statement that runs, from any thread.
  nonisolated let interrupter: Interrupter

  nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

  private init(_ options: Options, on queue: WorkQueue) throws {
    self.queue = queue
    self.options = options
    connection = try Connection(options)
    interrupter = Interrupter(connection)
  }

  /// Connects on a thread of its own.
  static func connect(_ options: Options) async throws -> Worker {
    let queue = WorkQueue()
    return try await withCheckedThrowingContinuation { continuation in
      queue.queue.async { continuation.resume(with: Result { try Worker(options, on: queue) }) }
    }
  }

  /// Whether another transaction may use the connection.
  var isIdle: Bool { connection.isIdle }

  /// Begins a transaction and returns its number.
  func begin(_ access: Access) throws -> Int {
    let settings = ["SET LOCAL search_path TO \(quoted(options.schema))", "SET LOCAL row_security TO off"]
    // Whatever waits for a strong lock holds up all that come after it, and batches must not wait for each other.
    let lockTimeout = "SET LOCAL lock_timeout TO '\(options.lockTimeout)ms'"
    switch access {
    case .read: try connection.runAll(["BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"] + settings)
    case .write: try connection.runAll(["BEGIN"] + settings)
    case .batch:
      // The cursor is written with its rows: a crash loses both or none.
      try connection.runAll(["BEGIN"] + settings + [lockTimeout, "SET LOCAL synchronous_commit TO off"])
    case .schema:
      try refusePooler()
      try connection.runAll(["BEGIN"] + settings + [lockTimeout])
    }
    self.access = access
    transaction += 1
    return transaction
  }

  /// Does something in a transaction, if it is still open.
  func run<Result: Sendable>(in number: Int, _ work: @Sendable (Connection) throws -> Result) throws -> Result {
    guard access != nil, number == transaction else {
      throw DatabaseUnable("the transaction has ended: its session cannot be used any more")
    }
    return try work(connection)
  }

  /// Does something outside a transaction.
  func runAlone<Result: Sendable>(_ work: @Sendable (Connection) throws -> Result) throws -> Result {
    try work(connection)
  }

  /// What a transaction is for.
  func access(in number: Int) -> Access? { number == transaction ? access : nil }

  /// Ends the transaction: everything is there afterwards.
  func commit(_ number: Int) throws {
    try run(in: number) { connection in
      // COMMIT after an error rolls back without a word.
      guard !connection.hasFailed else {
        throw DatabaseUnable("a statement of the transaction failed, and nothing of the transaction is kept")
      }
      try connection.run("COMMIT")
    }
    access = nil
  }

  /// Ends the transaction: nothing of it is there afterwards.
  func rollback() {
    _ = try? connection.run("ROLLBACK")
    access = nil
  }

  /// Refuses a pooler between here and the server: statements of one session may reach several there.
  func refusePooler() throws {
    let process = try connection.run("SELECT pg_backend_pid()").text(0, 0)
    guard process == "\(PQbackendPID(connection.handle))" else {
      throw DatabaseUnable(
        "\(options.name): a pooler is between Bellows and the server; schema changes and the migration lock need a direct "
          + "connection")
    }
  }
}

/// A queue with a thread of its own, as the executor of an actor.
final class WorkQueue: SerialExecutor {
  let queue = DispatchQueue(label: "Bellows.PostgreSQL")

  func enqueue(_ job: UnownedJob) {
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
}

/// Connections that no transaction uses at the moment.
actor Pool {
  nonisolated let options: Options
  private var idle: [Worker] = []

  init(_ options: Options) { self.options = options }

  /// A connection; the caller gives it back.
  func take() async throws -> Worker {
    while let worker = idle.popLast() { if await worker.isIdle { return worker } }
    return try await Worker.connect(options)
  }

  /// Takes a connection back.
  func give(_ worker: Worker) { idle.append(worker) }
}

/// Which database, and how it is used.
struct Options: Sendable {
  var connection: String
  var name: String
  /// Where the application's tables are.
  var schema: String
  /// Where Bellows' own tables are.
  var ledgerSchema: String
  /// How long a schema change waits for a lock before it lets others pass and tries again, in milliseconds.
  var lockTimeout = 200
  /// How often it tries.
  var lockAttempts = 50
}
