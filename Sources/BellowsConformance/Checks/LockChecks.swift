// Part of Bellows. MIT licence: see LICENSE.
import Bellows

extension ConformanceCheck {
  static var lock: [ConformanceCheck] {
    [
      ConformanceCheck(.lock, "The error of a second runner names the holder of the migration lock") { context in
        let database = try await context.database()
        let other = try await database.reopened()
        let holder = "migrate run, anna's \"web-1\" \\ process 7, since 2026-03-01T12:30:00Z"
        let lock = try await database.database.acquireMigrationLock(holder: holder)
        for runner in [database, other] {
          let refused = try await expectError(DatabaseInUse.self) {
            try await runner.database.acquireMigrationLock(holder: "the second")
          }
          try expect(refused.holder, is: holder)
        }
        await lock.release()
        let second = try await other.database.acquireMigrationLock(holder: "the second")
        await second.release()
        // A third lock succeeds immediately after the release of the second.
        await (try await database.database.acquireMigrationLock(holder: "the third")).release()
      },
      ConformanceCheck(.lock, "A migration lock is released with its last reference") { context in
        let database = try await context.database()
        var lock: (any MigrationLock)? = try await database.database.acquireMigrationLock(holder: "the first")
        try expect(lock != nil, "there is a lock")
        lock = nil
        // The server notices the end of a connection with a delay.
        let other = try await database.reopened()
        for attempt in 1... {
          do {
            return await (try await other.database.acquireMigrationLock(holder: "the second")).release()
          } catch is DatabaseInUse where attempt < 500 {
            try await Task.sleep(for: .milliseconds(10))
          }
        }
      },
      ConformanceCheck(.lock, "While another runner holds the lock, a run is refused and a status is not") { context in
        let plan = AgePlan(dialect: context.dialect)
        let database = try await plan.released(context, rows: 10)
        let lock = try await database.reopened().database.acquireMigrationLock(holder: "anna, process 7")
        let second = await database.migrate(plan.build(at: 1), "run")
        try expect(second.status == 1 && second.errors.contains("anna, process 7"), "the holder is named: \(second)")
        try await database.succeed(plan.build(at: 1), "status")
        try expect(await database.migrate(plan.build(at: 1), "reset").status, is: 1)
        await lock.release()
        try await database.succeed(plan.build(at: 1), "run")
      },
    ]
  }
}
