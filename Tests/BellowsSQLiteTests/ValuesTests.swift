// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation
import SchemaModel
import Testing

@testable import BellowsSQLite

@Suite struct ValuesTests {
  @Test("A value without the form of its column is read unchanged") func valuesOfOtherForms() async throws {
    let scratch = try Scratch(
      "CREATE TABLE t (x)", "INSERT INTO t VALUES (7), ('a'), (x'ff'), (1.5), (CAST(x'ff' AS TEXT)), ('{')")
    func read(_ form: Column.Form) async throws -> [JSONValue?] {
      try await scratch.database.transaction(.read) {
        try await $0.read(Query("t", columns: [Column("x", form)])).map { $0.values[0] }
      }
    }
    let bytes = JSONValue.bytes(Data([255]))
    #expect(try await read(.bool) == [7, "a", bytes, 1.5, bytes, "{"])
    #expect(try await read(.json) == [7, "a", bytes, 1.5, bytes, "{"])
    #expect(try await read(.uuidBytes) == [7, "a", bytes, 1.5, bytes, "{"])
  }

  @Test("An update of many rows names the row that is rejected") func aRefusedRowOfManyIsNamed() async throws {
    let scratch = try Scratch(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, x INTEGER CHECK (x < 10), y TEXT)",
      "INSERT INTO t (id) VALUES (1), (2), (3)")
    let (id, x, y) = (Column("id", .int), Column("x", .int), Column("y", .text))
    @Sendable func update(_ key: JSONValue, _ changes: Filter...) -> RowUpdate {
      RowUpdate(key: [Filter(id, key)], RowChanges("t", changes))
    }
    let outcomes = try await scratch.database.transaction(.write) {
      try await $0.update([
        update(1, Filter(x, 5)), update(2, Filter(x, 50)), update(3, Filter(y, "a")),
        update(3, Filter(x, 7), Filter(y, nil)),
        update(4, Filter(x, 1)), update(1),
      ])
    }
    #expect(
      outcomes == [.written, .refused("CHECK constraint failed: x < 10"), .written, .written, .written, .written])
    #expect(try scratch.rows("SELECT * FROM t") == ["1|5|∅", "2|∅|∅", "3|7|∅"])
  }
}
