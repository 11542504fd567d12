// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsSQLite
import TutorialMigrations

/// The plan of the tutorial, run in one transaction because no other code runs.
///
///     RolloutProcess app.sqlite offline            # to the end; prints how many statements it ran
///     RolloutProcess app.sqlite offline before 17  # SIGKILL before the 17th statement
enum Offline {
  static func run(path: String, _ faults: Faults) async throws {
    let plan = TidyUsers.plan
    try await Migrator(Migrations(schema: plan.goal, plans: [plan]), on: SQLite(path: path, faults: faults)).migrate(
      backupAge: .seconds(3_600))
  }
}
