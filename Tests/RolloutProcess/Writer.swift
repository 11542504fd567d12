// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsSQLite
import Foundation

/// Code of the tutorial's first deploy that inserts, updates and deletes users as fast as it can, and at the end looks
/// whether each of its rows is as it was last meant.
struct Writer {
  private let database: SQLite
  private let path: String
  /// Which of the rows are its own: those whose key is this, modulo the number of writers.
  private let number: Int64
  private let rows: Int64
  private var random: SystemRandomNumberGenerator = .init()
  /// The name of each row that it wrote; `nil` for one that it deleted.
  private var meant: [Int64: String?] = [:]
  private var writes = 0

  private static let table = "users"
  private static let key = Column("_id", .int)
  private static let name = Column("name", .text)
  private static let fullName = Column("fullName", .text)
  private static let locale = Column("locale", .text)

  init(path: String, number: Int64, rows: Int64) {
    self.path = path
    self.number = number
    self.rows = rows
    database = SQLite(path: path, busyTimeout: .seconds(60))
  }

  /// Writes until a file called `<path>-stop` is there; then says what is wrong, or `ok` and how many writes there
  /// were.
  mutating func run() async throws -> String {
    while !FileManager.default.fileExists(atPath: path + "-stop") { try await write() }
    var wrong: [String] = []
    let expected = meant
    for (id, name) in expected {
      let found = try await database.transaction(.read) { session in
        try await session.read(
          Query(
            Self.table, columns: [Self.name, Self.fullName, Self.locale],
            filter: [Filter(Self.key, .int(id))]))
      }.first
      let wanted = name.map { StoredRow([.string($0), .string($0), .string("xx")]) }
      if found != wanted {
        wrong.append("\(id): \(String(describing: found)), and \(String(describing: wanted)) was meant")
      }
    }
    return wrong.isEmpty ? "ok \(writes)" : wrong.prefix(5).joined(separator: "\n")
  }

  private mutating func write() async throws {
    let id = Int64.random(in: 1...rows, using: &random) * 2 + number
    let name = "writer \(number), \(writes)"
    let (choice, known) = (Int.random(in: 0..<10, using: &random), meant[id])
    var changes = [Filter(Self.name, .string(name)), Filter(Self.locale, .string("xx"))]
    if choice == 0 {
      try await database.transaction(.write) { session in
        _ = try await session.delete(from: Self.table, where: [Filter(Self.key, .int(id))])
      }
      meant[id] = .some(nil)
    } else if case .some(.none) = known {
      changes += [
        Filter(Self.key, .int(id)), Filter(Column("email", .text), .string("\(id)-\(writes)@example.net")),
        Filter(Column("role", .text), .string("member")),
      ]
      let row = RowChanges(Self.table, changes)
      try await database.transaction(.write) { session in try await session.insert(row) }
      meant[id] = name
    } else {
      let row = RowChanges(Self.table, changes)
      let count = try await database.transaction(.write) { session in
        try await session.update(row, where: [Filter(Self.key, .int(id))])
      }
      meant[id] = count == 1 ? .some(name) : .some(nil)
    }
    writes += 1
  }
}
