// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Testing

@testable import BellowsSQLite

@Suite struct RowsTests {
  @Test("Reads what it wrote") func readsWhatItWrote() async throws {
    let database = SQLite(path: ":memory:")
    try await database.transaction(.schema) {
      try await $0.execute(.sql("CREATE TABLE a (_id INTEGER PRIMARY KEY, t TEXT)"))
    }
    let (id, t) = (Column("_id", .int), Column("t", .text))
    try await database.transaction(.write) { try await $0.insert(RowChanges("a", [Filter(id, 1), Filter(t, "x")])) }
    let rows = try await database.transaction(.read) { try await $0.read(Query("a", columns: [id, t])) }
    #expect(rows == [StoredRow([1, "x"])])
  }
}
