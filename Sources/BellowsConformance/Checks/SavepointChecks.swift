// Part of Bellows. MIT licence: see LICENSE.
import Bellows

private let id = Column("id", .int)

extension ConformanceCheck {
  static var savepoints: [ConformanceCheck] {
    [
      ConformanceCheck(.savepoints, "Writes after a savepoint can be rolled back alone", rollsBackAPart),
      ConformanceCheck(.savepoints, "Savepoints can be nested", nests),
      ConformanceCheck(.savepoints, "A rejected row does not end its transaction", goesOn),
    ]
  }

  private static func database(_ context: ConformanceContext) async throws -> TestDatabase {
    try await context.database(
      ConformanceTable("t", [ConformanceColumn(name: "id", form: .int, isRequired: true)]))
  }

  private static func row(_ number: Int64) -> RowChanges { RowChanges("t", [Filter(id, .int(number))]) }

  @Sendable private static func rollsBackAPart(_ context: ConformanceContext) async throws {
    let database = try await database(context)
    try await database.database.transaction(.write) { session in
      for number in 1...3 as ClosedRange<Int64> {
        try await session.createSavepoint()
        try await session.insert(row(number))
        if number == 2 { try await session.rollBackToSavepoint() } else { try await session.releaseSavepoint() }
      }
    }
    try expect(try await database.rows(of: "t", [id]), is: [[1], [3]])
  }

  @Sendable private static func nests(_ context: ConformanceContext) async throws {
    let database = try await database(context)
    try await database.database.transaction(.write) { session in
      try await session.createSavepoint()
      try await session.insert(row(1))
      try await session.createSavepoint()
      try await session.insert(row(2))
      try await session.rollBackToSavepoint()
      try await session.createSavepoint()
      try await session.insert(row(3))
      try await session.releaseSavepoint()
      try await session.releaseSavepoint()
      try await session.createSavepoint()
      try await session.insert(row(4))
      try await session.createSavepoint()
      try await session.insert(row(5))
      try await session.releaseSavepoint()
      try await session.rollBackToSavepoint()
    }
    try expect(try await database.rows(of: "t", [id]), is: [[1], [3]])
  }

  @Sendable private static func goesOn(_ context: ConformanceContext) async throws {
    let database = try await database(context)
    try await database.insert([[1], [2]], into: "t", [id])
    try await database.database.transaction(.write) { session in
      try await expectError(RowRefused.self) { try await session.insert(row(1)) }
      try await expectError(RowRefused.self) {
        try await session.update(row(1), where: [Filter(id, 2)])
      }
      try await session.insert(row(3))
    }
    try expect(try await database.rows(of: "t", [id]), is: [[1], [2], [3]])
  }
}
