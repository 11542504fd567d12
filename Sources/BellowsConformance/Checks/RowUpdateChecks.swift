// Part of Bellows. MIT licence: see LICENSE.
import Bellows

private let id = Column("id", .int)
private let nameColumn = Column("name", .text)

/// An update of many rows has the same result as updates of the rows one by one.
extension ConformanceCheck {
  static var rowUpdates: [ConformanceCheck] {
    [
      ConformanceCheck(.rows, "An update of many rows writes only the rows with the given keys") { context in
        let database = try await tenRows(context)
        let outcomes = try await write(database, [(1, "a"), (3, "c"), (4, nil), (6, "f"), (9, "i")])
        try expect(outcomes, is: Array(repeating: true, count: 5))
        try expect(try await names(database), is: ["a", "u2", "c", nil, "u5", "f", "u7", "u8", "i", "u10"])
      },
      ConformanceCheck(.rows, "A deleted row does not prevent the update of the others") { context in
        let database = try await tenRows(context)
        try await database.delete(from: "t", where: [Filter(id, 4)])
        _ = try await write(database, [(2, "b"), (3, "c"), (4, "d"), (5, "e"), (6, "f")])
        try expect(try await names(database), is: ["u1", "b", "c", "e", "f", "u7", "u8", "u9", "u10"])
      },
      ConformanceCheck(.rows, "An update of many rows writes them in the caller's order") { context in
        let database = try await tenRows(context)
        // Only this order never violates the unique constraint.
        let outcomes = try await write(database, [(10, "x"), (9, "u10"), (8, "u9"), (7, "u8"), (1, "u7")])
        try expect(outcomes, is: Array(repeating: true, count: 5))
        try expect(try await names(database), is: ["u7", "u2", "u3", "u4", "u5", "u6", "u8", "u9", "u10", "x"])
      },
      ConformanceCheck(.rows, "In an update of many rows, only the rows that violate a constraint are rejected") {
        context in
        let database = try await tenRows(context)
        let outcomes = try await write(
          database, [(1, "a"), (2, "u9"), (3, "u10"), (4, "d"), (5, .array([])), (6, "f")])
        try expect(outcomes, is: [true, false, false, true, false, true])
        try expect(try await names(database), is: ["a", "u2", "u3", "d", "u5", "f", "u7", "u8", "u9", "u10"])
      },
      ConformanceCheck(
        .rows, "An update of many rows supports keys of several columns and values of several forms", keysOfTwo),
    ]
  }

  /// Creates ten rows with unique names.
  private static func tenRows(_ context: ConformanceContext) async throws -> TestDatabase {
    let database = try await context.database(
      ConformanceTable(
        "t",
        [
          ConformanceColumn(name: "id", form: .int, isRequired: true),
          ConformanceColumn(name: "name", form: .text, isUnique: true),
        ]))
    try await database.insert((1...10).map { [.int($0), .string("u\($0)")] }, into: "t", [id, nameColumn])
    return database
  }

  private static func names(_ database: TestDatabase) async throws -> [JSONValue?] {
    try await database.values(of: nameColumn, in: "t", by: id)
  }

  /// Writes rows and returns for each whether it was written.
  private static func write(_ database: TestDatabase, _ rows: [(Int64, JSONValue?)]) async throws -> [Bool] {
    let updates = rows.map { RowUpdate(key: [Filter(id, .int($0.0))], RowChanges("t", [Filter(nameColumn, $0.1)])) }
    return try await database.database.transaction(.write) { try await $0.update(updates) }.map { $0 == .written }
  }

  @Sendable private static func keysOfTwo(_ context: ConformanceContext) async throws {
    let (a, b, x, y) = (Column("a", .text), Column("b", .double), Column("x", .json), Column("y", .bytes))
    let database = try await context.database(
      ConformanceTable(
        name: "t",
        columns: [a, b].map { ConformanceColumn(name: $0.name, form: $0.form, isRequired: true) }
          + [x, y].map { ConformanceColumn(name: $0.name, form: $0.form) }, key: ["a", "b"]))
    let keys: [[JSONValue]] = [["", 1e300], ["p", 1.0], ["p", 2.5], ["q", -1.0], ["r", 0.0]]
    try await database.insert(keys, into: "t", [a, b])
    let updates = keys.map { key in
      RowUpdate(
        key: [Filter(a, key[0]), Filter(b, key[1])],
        RowChanges("t", [Filter(x, .array(key)), Filter(y, .bytes(.init([1])))]))
    }
    let outcomes = try await database.database.transaction(.write) { try await $0.update(updates) }
    try expect(outcomes.allSatisfy { $0 == .written }, "every row is written: \(outcomes)")
    try expect(try await database.rows(of: "t", [a, b, x, y]), is: keys.map { $0 + [.array($0), .bytes(.init([1]))] })
  }
}
