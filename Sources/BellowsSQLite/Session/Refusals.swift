// Part of Bellows. MIT licence: see LICENSE.
import Bellows

extension Connection {
  /// Runs an operation on one row, and returns why SQLite, or the value itself, rejected it.
  typealias Refuse = (() throws -> Void) throws -> String?

  /// Runs an operation on many rows so that rejected rows do not affect the others.
  ///
  /// A deferred reference fails only at the end of the transaction. If the operation has broken one, it is rolled back
  /// and repeated with a check after each row. `RAISE(FAIL)` in a trigger keeps the rows that a statement has changed
  /// before, whatever the statement says, so each rejected statement is rolled back where a trigger may do that.
  func withoutBrokenReferences<Result>(_ work: (Refuse) throws -> Result) throws -> Result {
    let traits = try currentRefusalTraits()
    let refusal = traits.mayKeepRejected ? refusalInSavepoint : refusal
    guard traits.hasDeferredReferences else { return try work(refusal) }
    let broken = brokenReferences
    try run("SAVEPOINT \(OwnNames.rowsSavepoint)")
    var result = try work(refusal)
    if brokenReferences > broken {
      try run("ROLLBACK TO \(OwnNames.rowsSavepoint)")
      result = try work(refusalOfReferencesToo)
    }
    try run("RELEASE \(OwnNames.rowsSavepoint)")
    return result
  }

  private func refusal(_ work: () throws -> Void) throws -> String? {
    do {
      try work()
      return nil
    } catch let error as SQLiteError where error.isOfRow && isInTransaction {
      return error.message
    } catch let error as RowUnreadable {
      return error.reason
    }
  }

  private func refusalInSavepoint(_ work: () throws -> Void) throws -> String? {
    try run("SAVEPOINT \(OwnNames.rowSavepoint)")
    let refusal = try refusal(work)
    if refusal != nil { try run("ROLLBACK TO \(OwnNames.rowSavepoint)") }
    try run("RELEASE \(OwnNames.rowSavepoint)")
    return refusal
  }

  private func refusalOfReferencesToo(_ work: () throws -> Void) throws -> String? {
    let broken = brokenReferences
    try run("SAVEPOINT \(OwnNames.rowSavepoint)")
    var refusal = try refusal(work)
    if brokenReferences > broken { refusal = refusal ?? "FOREIGN KEY constraint failed" }
    if refusal != nil { try run("ROLLBACK TO \(OwnNames.rowSavepoint)") }
    try run("RELEASE \(OwnNames.rowSavepoint)")
    return refusal
  }

  private func currentRefusalTraits() throws -> RefusalTraits {
    let version = try prepare("PRAGMA schema_version")
    defer { version.reset() }
    let schema = try version.step() ? version.int(0) : 0
    if let refusalTraits, refusalTraits.schema == schema { return refusalTraits }
    func exists(_ type: String, with word: String) throws -> Bool {
      try number("SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = '\(type)' AND sql LIKE '%\(word)%')") == 1
    }
    let traits = RefusalTraits(
      schema: schema, hasDeferredReferences: try exists("table", with: "DEFERR"),
      mayKeepRejected: try exists("trigger", with: "FAIL"))
    refusalTraits = traits
    return traits
  }
}

/// What of a schema decides how rejected rows are handled.
struct RefusalTraits {
  /// The schema version that it is for.
  var schema: Int
  /// Whether a table has deferred references.
  var hasDeferredReferences: Bool
  /// Whether a trigger keeps what a statement has changed before it rejects a row.
  var mayKeepRejected: Bool
}
