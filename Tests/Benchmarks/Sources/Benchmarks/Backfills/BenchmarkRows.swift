// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// A row as `bellows generate` would write it for the benchmark's table.
struct UsersBefore: BackfillRow {
  static let table = "users"
  static let columns = [Column("id", .int), Column("first", .text), Column("last", .text)]
  static let keyColumns = [0]

  var id: Int64
  var first: String
  var last: String

  init(row: some RowReader) throws {
    id = try row.required(0)
    first = try row.required(1)
    last = try row.required(2)
  }

  func write(to row: inout some RowWriter) throws {
    try row.set(0, id)
    try row.set(1, first)
    try row.set(2, last)
  }
}

/// The column that the backfill writes.
struct UsersFull: BackfillRow, WritableRow {
  static let table = "users"
  static let columns = [Column("full", .text)]
  static let keyColumns: [Int] = []

  var full: String

  init(full: String) { self.full = full }

  init(row: some RowReader) throws { full = try row.required(0) }

  func write(to row: inout some RowWriter) throws { try row.set(0, full) }
}

/// Who computes the values.
enum Way: String, CaseIterable {
  case set
  case function
  case asyncBody = "async-body"

  /// The backfill of the benchmark.
  var backfill: Backfill {
    switch self {
    case .set:
      Backfill(
        "users.full", after: 1, kind: .custom, pending: .invalid,
        sql: BackfillSQL(pending: #""full" IS NULL"#, values: [#""first" || ' ' || "last""#]), function: Self.full)
    case .function:
      Backfill(
        "users.full", after: 1, kind: .custom, pending: .invalid, sql: BackfillSQL(pending: #""full" IS NULL"#),
        function: Self.full)
    case .asyncBody:
      Backfill(
        "users.full", after: 1, kind: .custom, pending: .invalid, sql: BackfillSQL(pending: #""full" IS NULL"#),
        function: Self.fullLater)
    }
  }

  private static func full(_ row: UsersBefore, _ rows: Rows) throws -> UsersFull {
    UsersFull(full: row.first + " " + row.last)
  }

  private static func fullLater(_ row: UsersBefore, _ rows: Rows) async throws -> UsersFull {
    UsersFull(full: row.first + " " + row.last)
  }
}
