// Part of Bellows. MIT licence: see LICENSE.
import Bellows

extension PostgreSQL {
  /// Acquires an advisory lock on a separate connection.
  ///
  /// The server releases the lock when the connection ends, however it ends.
  public func acquireMigrationLock(holder: String) async throws -> any MigrationLock {
    let worker = try await Worker.connect(options)
    try await worker.refusePooler()
    let schema = options.ledgerSchema
    let other: String? = try await worker.runAlone { connection in
      // The statement contains the holder of the lock: other sessions read it in pg_stat_activity.
      let isLocked = try connection.run(
        "SELECT pg_try_advisory_lock(\(AdvisoryLockSpace.run), hashtext($1)), '\(holderPrefix)\(hexadecimal(holder.utf8))'",
        [schema]
      ).text(0, 0)
      if isLocked == "t" { return nil }
      let statements = try connection.run(
        """
        SELECT a.query FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
        WHERE l.locktype = 'advisory' AND l.granted AND l.classid = \(AdvisoryLockSpace.run) AND l.database = a.datid
        AND a.datname = current_database() AND l.objid = (hashtext($1)::bigint & 4294967295)::oid
        """, [schema]
      ).texts()
      return statements.first.flatMap(holderText) ?? "another session, which pg_locks lists"
    }
    if let other { throw DatabaseInUse(by: other) }
    return AdvisoryLock(worker)
  }
}

/// The first halves of the keys of Bellows' advisory locks; the second is the hash of the ledger's schema.
enum AdvisoryLockSpace {
  /// The lock of a run: `BELL`.
  static let run = 0x4245_4C4C
  /// The lock of a transaction that changes the schema.
  static let schema = run + 1
}

private let holderPrefix = "bellows-holder-"

private func holderText(_ statement: String) -> String? {
  let literal = statement.split(separator: "'").first { $0.hasPrefix(holderPrefix) }
  return literal.map { String(decoding: bytes(hexadecimal: $0.dropFirst(holderPrefix.count)), as: UTF8.self) }
}

/// An advisory lock; it ends with its connection.
private actor AdvisoryLock: MigrationLock {
  private var worker: Worker?

  init(_ worker: Worker) { self.worker = worker }

  func release() async {
    try? await worker?.runAlone { _ = try $0.run("SELECT pg_advisory_unlock_all()") }
    worker = nil
  }
}
