// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation

private let id = Column("id", .int)

/// Creates a table with a number as its key and one other column.
private func table(_ form: Column.Form, isUnique: Bool = false) -> ConformanceTable {
  ConformanceTable(
    "t",
    [
      ConformanceColumn(name: "id", form: .int, isRequired: true),
      ConformanceColumn(name: "x", form: form, isUnique: isUnique),
    ])
}

extension ConformanceCheck {
  static var rows: [ConformanceCheck] {
    forms.map { form, values in
      ConformanceCheck(.rows, "Values of the form \(form.rawValue) are read unchanged") { context in
        try await roundTrip(form, values, context)
      }
    } + [
      ConformanceCheck(.rows, "NaN and infinity are rejected as doubles", refusesNoNumber),
      ConformanceCheck(.rows, "A query returns the rows of its key range, in its order", readsRanges),
      ConformanceCheck(.rows, "A transaction that throws is rolled back", rollsBack),
      ConformanceCheck(.rows, "A cancelled transaction is rolled back", rollsBackCancelled),
      ConformanceCheck(.rows, "A session cannot be used after its transaction", endsSessions),
      ConformanceCheck(.rows, "Many concurrent transactions are all committed", writesAtOnce),
      ConformanceCheck(.rows, "A check counts its rows and shows the first", countsAndShows),
    ]
  }

  private static let texts: [JSONValue] = [
    "", "'", "\"", "\\", "👩‍👩‍👧‍👦", "é", "e\u{301}", "a\nb\\c\u{7F}", .string(String(repeating: "x", count: 100_000)),
  ]

  private static let forms: [(Column.Form, [JSONValue])] = [
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

  private static func roundTrip(
    _ form: Column.Form, _ values: [JSONValue], _ context: ConformanceContext
  ) async throws {
    let database = try await context.database(table(form))
    let x = Column("x", form)
    try await database.database.transaction(.write) { session in
      for (index, value) in values.enumerated() {
        try await session.insert(RowChanges("t", [Filter(id, .int(Int64(index))), Filter(x, value)]))
        // A filter with the value finds its row, and no other.
        let found = try await session.read(Query("t", columns: [id], filter: [Filter(x, value)]))
        try expect(found.map(\.values), is: [[.int(Int64(index))]], "the row with \(value.text.prefix(80))")
      }
      try await session.insert(RowChanges("t", [Filter(id, -1), Filter(x, nil)]))
    }
    try expect(try await database.rows(of: "t", [id, x]).map { $0[1] }, is: [nil] + values)
  }

  @Sendable private static func refusesNoNumber(_ context: ConformanceContext) async throws {
    let database = try await context.database(table(.double))
    for value in [Double.nan, .infinity] {
      try await expectError(RowUnreadable.self) {
        try await database.database.transaction(.write) { session in
          let row = [Filter(id, 1), Filter(Column("x", .double), .double(value))]
          do { try await session.insert(RowChanges("t", row)) } catch let refused as RowRefused {
            throw RowUnreadable(refused.reason)
          }
        }
      }
    }
  }

  @Sendable private static func readsRanges(_ context: ConformanceContext) async throws {
    let (a, b) = (Column("a", .text), Column("b", .int))
    let columns = [a, b].map { ConformanceColumn(name: $0.name, form: $0.form, isRequired: true) }
    let database = try await context.database(ConformanceTable(name: "t", columns: columns, key: ["a", "b"]))
    let rows: [[JSONValue?]] = [["p", 1], ["p", 2], ["q", -1], ["r", 0], ["r", .int(.max)]]
    try await database.insert(rows.reversed(), into: "t", [a, b])
    func read(_ change: (inout Query) -> Void) async throws -> [[JSONValue?]] {
      var query = Query("t", columns: [a, b], order: [a, b])
      change(&query)
      let built = query
      let count = try await database.database.transaction(.read) { try await $0.count(built) }
      let found = try await database.database.transaction(.read) { try await $0.read(built).map(\.values) }
      try expect(count, is: found.count, "count and read of one query")
      return found
    }
    try expect(try await read { _ in }, is: rows)
    try expect(try await read { $0.after = ["p", 1] }, is: Array(rows[1...]))
    try expect(try await read { $0.upTo = ["r", 0] }, is: Array(rows[...3]))
    try expect(try await read { ($0.after, $0.upTo) = (["p", 1], ["q", 7]) }, is: Array(rows[1...2]))
    try expect(try await read { $0.limit = 2 }, is: Array(rows[..<2]))
    try expect(try await read { ($0.isDescending, $0.limit) = (true, 1) }, is: [rows[4]])
    try expect(try await read { $0.filter = [Filter(a, "r")] }, is: Array(rows[3...]))
    try expect(try await read { $0.filter = [Filter(a, nil)] }, is: [])
    try expect(try await read { $0.columns = [b] }, is: rows.map { [$0[1]] })
    let condition = context.dialect.condition(.isAtLeast("b", 1))
    try expect(try await read { $0.condition = condition }, is: [rows[0], rows[1], rows[4]])
    let tested = try await database.database.transaction(.read) { session in
      try await session.read(Query("t", columns: [a], order: [a, b]), testing: condition)
    }
    try expect(tested.map(\.passes), is: [true, true, false, false, true])
  }

  private struct Failed: Error {}

  @Sendable private static func rollsBack(_ context: ConformanceContext) async throws {
    let database = try await context.database(table(.text))
    for access in [Access.write, .batch, .schema] {
      try await expectError(Failed.self) {
        try await database.database.transaction(access) { session in
          try await session.insert(RowChanges("t", [Filter(id, 1)]))
          throw Failed()
        }
      }
      try expect(try await database.rows(of: "t", [id]), is: [])
    }
    let other = try await database.reopened()
    try await database.insert([[1, "a"]], into: "t", [id, Column("x", .text)])
    try expect(try await other.rows(of: "t", [id]), is: [[1]], "what another connection has committed is read")
  }

  @Sendable private static func rollsBackCancelled(_ context: ConformanceContext) async throws {
    let database = try await context.database(table(.text))
    let task = Task {
      try await database.database.transaction(.write) { session in
        try await session.insert(RowChanges("t", [Filter(id, 1)]))
        try? await Task.sleep(for: .seconds(60))
      }
    }
    try await Task.sleep(for: .milliseconds(50))
    task.cancel()
    try await expectError(CancellationError.self) { try await task.value }
    try expect(try await database.rows(of: "t", [id]), is: [])
    try await database.insert([[1]], into: "t", [id])
  }

  @Sendable private static func endsSessions(_ context: ConformanceContext) async throws {
    let database = try await context.database(table(.text))
    let escaped = try await database.database.transaction(.write) { $0 }
    try await expectError(DatabaseUnable.self) { try await escaped.count(Query("t", columns: [])) }
  }

  @Sendable private static func writesAtOnce(_ context: ConformanceContext) async throws {
    let database = try await context.database(table(.text))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<50 { group.addTask { try await database.insert([[.int(Int64(number))]], into: "t", [id]) } }
      try await group.waitForAll()
    }
    try expect(try await database.rows(of: "t", [id]), is: (0..<50).map { [.int(Int64($0))] })
  }

  @Sendable private static func countsAndShows(_ context: ConformanceContext) async throws {
    let x = Column("x", .text)
    let database = try await context.database(table(.text))
    try await database.insert([[1, "a"], [2, "a\"b"], [3, nil]], into: "t", [id, x])
    let query = context.dialect.query([id, x], from: "t", where: .isAtLeast("id", 2))
    let outcome = try await database.database.transaction(.read) { try await $0.check(query, samples: 1) }
    try expect(outcome, is: CheckOutcome(count: 2, samples: [#"id 2, x "a\"b""#]))
    let none = context.dialect.query([id], from: "t", where: .isAtLeast("id", 4))
    let nothing = try await database.database.transaction(.read) { try await $0.check(none, samples: 1) }
    try expect(nothing, is: CheckOutcome(count: 0, samples: []))
  }
}
