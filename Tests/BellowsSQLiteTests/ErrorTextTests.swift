// Part of Bellows. MIT licence: see LICENSE.
import CSQLite
import Testing

@testable import BellowsSQLite

@Suite struct ErrorTextTests {
  @Test("An error names the database and its statement, of which a long one is cut")
  func statements() {
    func text(_ statement: String?) -> String {
      SQLiteError(database: "shop", code: SQLITE_CORRUPT, message: "no", statement: statement).description
    }
    #expect(text(nil).hasPrefix("shop: no") && !text(nil).contains("in:"))
    #expect(text("SELECT 1").hasSuffix("\n  in: SELECT 1"))
    #expect(text(String(repeating: "x", count: 400)).hasSuffix("in: " + String(repeating: "x", count: 400)))
    #expect(text(String(repeating: "x", count: 401)).hasSuffix("in: " + String(repeating: "x", count: 400) + "..."))
  }

  @Test(
    "Constraints and failed expressions are errors of a row; locks, disks and files are errors of the database",
    arguments: [
      (SQLITE_CONSTRAINT | 8 << 8, true), (SQLITE_CONSTRAINT | 3 << 8, true), (SQLITE_MISMATCH, true),
      (SQLITE_ERROR, true), (SQLITE_TOOBIG, true), (SQLITE_BUSY, false), (SQLITE_LOCKED, false), (SQLITE_FULL, false),
      (SQLITE_IOERR | 3 << 8, false), (SQLITE_READONLY, false), (SQLITE_CORRUPT, false), (SQLITE_NOMEM, false),
      (SQLITE_INTERRUPT, false), (SQLITE_CANTOPEN, false), (SQLITE_NOTADB, false),
    ])
  func kinds(_ code: Int32, _ isOfRow: Bool) {
    #expect(SQLiteError(database: "shop", code: code, message: "no").isOfRow == isOfRow)
  }
}
