// Part of Bellows. MIT licence: see LICENSE.

/// Drops everything that the schema and Bellows have in a database, and creates this build's schema.
struct Recreation {
  let runner: Runner

  func run() async throws {
    let environment = runner.author.environment.lowercased()
    guard environment.hasPrefix("development") || environment.hasPrefix("test") else {
      throw MigrationRefused.notSupported(
        "migrate recreate deletes all rows, so it runs only in an environment called development or test, and this one is "
          + runner.author.environment)
    }
    guard let database = runner.database as? any ErasableDatabase else {
      throw MigrationRefused.notSupported(
        "\(runner.database.name) cannot be erased; delete its tables with its own tools")
    }
    try await runner.withMigrationLock("migrate recreate") {
      // The names of what a build drops come from the build: a plan with an unfinished function must not erase first.
      if let refusal = runner.migrations.unfilled { throw refusal }
      try await runner.requireExternalTables()
      try await database.erase(keeping: runner.migrations.externalTables)
      try await runner.create()
    }
  }
}
