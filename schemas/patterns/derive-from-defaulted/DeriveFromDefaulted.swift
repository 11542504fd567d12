// The bodies of derive-from-defaulted: yours. Bellows wrote this file once and never will again.
import Bellows

extension DeriveFromDefaulted {
  /// t.c: the new value, from the row as it is.
  /// Must be idempotent: called on its own result it returns the same, and writes no other rows.
  /// That is checked before a row is written.
  ///
  /// Make `throws(Unfilled)` into `throws` when it is written. Throw `RowRefused` for a row without an answer.
  /// What needs other rows, or waits, is `async throws`; without `async` it runs inside the database, and faster.
  static func tC(_ row: TBefore, _ rows: Rows) throws(Unfilled) -> TC {
    #warning("t.c: return TC(c:)")
    throw Unfilled()
  }
}
