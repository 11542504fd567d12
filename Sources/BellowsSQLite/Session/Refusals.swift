// Part of Bellows. MIT licence: see LICENSE.
import Bellows

extension Connection {
  /// Does something to one row, and says why SQLite, or the value itself, refused it.
  typealias Refuse = (() throws -> Void) throws -> String?

  /// Works on many rows so that those that SQLite refuses do not spoil the others.
  ///
  /// References that are looked at when the transaction ends would refuse all of it then. Where there are such, and the
  /// work has broken some, it is done again with each row looked at apart.
  func withoutBrokenReferences<Result>(_ work: (Refuse) throws -> Result) throws -> Result {
    guard try hasDeferredReferences() else { return try work(refusal) }
    let broken = brokenReferences
    try run("SAVEPOINT _bellows_rows")
    var result = try work(refusal)
    if brokenReferences > broken {
      try run("ROLLBACK TO _bellows_rows")
      result = try work(refusalOfReferencesToo)
    }
    try run("RELEASE _bellows_rows")
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

  private func refusalOfReferencesToo(_ work: () throws -> Void) throws -> String? {
    let broken = brokenReferences
    try run("SAVEPOINT _bellows_row")
    var refusal = try refusal(work)
    if brokenReferences > broken {
      refusal = refusal ?? "FOREIGN KEY constraint failed"
      try run("ROLLBACK TO _bellows_row")
    }
    try run("RELEASE _bellows_row")
    return refusal
  }

  /// Whether some table has references that may be broken until the transaction ends.
  private func hasDeferredReferences() throws -> Bool {
    let version = try prepare("PRAGMA schema_version")
    defer { version.reset() }
    let schema = try version.step() ? version.int(0) : 0
    if let deferred, deferred.schema == schema { return deferred.isThere }
    let isThere =
      try number("SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%DEFERR%')") == 1
    deferred = (schema, isThere)
    return isThere
  }
}
