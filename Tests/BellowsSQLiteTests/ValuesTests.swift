// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation
import SchemaModel
import Testing

@testable import BellowsSQLite

@Suite struct ValuesTests {
  private static let texts: [JSONValue] = [
    "", "'", "\"", "👩‍👩‍👧‍👦", "é", "e\u{301}", "a\nb\\c\u{7F}", .string(String(repeating: "x", count: 100_000)),
  ]

  private static let values: [(Column.Form, [JSONValue])] = [
    (.bool, [true, false]),
    (.int, [0, -1, .int(.max), .int(.min)]),
    (.double, [0.0, 0.5, -1e300, 2.2250738585072014e-308, 1.0, .double(.greatestFiniteMagnitude)]),
    (.text, texts),
    (.bytes, [.bytes(Data()), .bytes(Data([0, 255, 39])), .bytes(Data(repeating: 7, count: 100_000))]),
    (
      .microseconds,
      [
        "1970-01-01T00:00:00Z", "2026-03-01T12:30:00.000001Z", "1900-01-01T00:00:00Z",
        Timestamp(microseconds: .max).json, Timestamp(microseconds: .min).json,
      ]
    ),
    (.instantText, ["2026-03-01T12:30:00Z", "2026-03-01T12:30:00.123456Z"]),
    (.uuidBytes, ["01234567-89ab-cdef-0123-456789abcdef"]),
    (
      .json,
      texts + [
        .null, true, 1, 1.0, .int(.max), [], [[1, .null], "x"], ["": 1, "a\"b": ["x": 1.5], "é": .null, "e\u{301}": 2],
      ]
    ),
  ]

  @Test("Every form comes back as it went", arguments: values.map(\.0))
  func everyFormComesBackAsItWent(_ form: Column.Form) async throws {
    let scratch = try Scratch("CREATE TABLE t (id INTEGER PRIMARY KEY, x \(form.declaredType)) STRICT")
    let (id, x) = (Column("id", .int), Column("x", form))
    let values = try #require(Self.values.first { $0.0 == form }?.1)
    try await scratch.database.transaction(.write) { session in
      for (index, value) in values.enumerated() {
        try await session.insert(RowChanges("t", [Filter(id, .int(Int64(index))), Filter(x, value)]))
        // As a filter it finds its row, and no other.
        let found = try await session.read(Query("t", columns: [id], filter: [Filter(x, value)]))
        #expect(found == [StoredRow([.int(Int64(index))])])
      }
      try await session.insert(RowChanges("t", [Filter(id, -1), Filter(x, nil)]))
    }
    let rows = try await scratch.database.transaction(.read) {
      try await $0.read(Query("t", columns: [x], order: [id]))
    }
    #expect(rows.map(\.values) == [[nil]] + values.map { [$0] })
  }

  @Test("What is no number is refused") func whatIsNoNumberIsRefused() async throws {
    let scratch = try Scratch("CREATE TABLE t (x REAL)")
    for value in [Double.nan, .infinity] {
      await #expect(throws: RowUnreadable.self) {
        try await scratch.database.transaction(.write) {
          try await $0.insert(RowChanges("t", [Filter(Column("x", .double), .double(value))]))
        }
      }
    }
  }

  @Test("What is not of its form is read as what it is") func whatIsNotOfItsFormIsReadAsWhatItIs() async throws {
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

  @Test("A refused row of many is named") func aRefusedRowOfManyIsNamed() async throws {
    let scratch = try Scratch(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, x INTEGER CHECK (x < 10), y TEXT)",
      "INSERT INTO t (id) VALUES (1), (2), (3)")
    let (id, x, y) = (Column("id", .int), Column("x", .int), Column("y", .text))
    @Sendable func update(_ key: JSONValue, _ changes: Filter...) -> RowUpdate {
      RowUpdate(key: [Filter(id, key)], RowChanges("t", changes))
    }
    let refusals = try await scratch.database.transaction(.write) {
      try await $0.update([
        update(1, Filter(x, 5)), update(2, Filter(x, 50)), update(3, Filter(y, "a")),
        update(3, Filter(x, 7), Filter(y, nil)),
        update(4, Filter(x, 1)), update(1),
      ])
    }
    #expect(refusals == [nil, "CHECK constraint failed: x < 10", nil, nil, nil, nil])
    #expect(try scratch.rows("SELECT * FROM t") == ["1|5|∅", "2|∅|∅", "3|7|∅"])
  }
}
