// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsPostgreSQL
import Foundation
import WorkerPlans

/// The `migrate` command of a package on PostgreSQL, as a process that tests kill, stop and continue.
///
///     WorkerProcess CONNECTION BUILD KIND run --offline --workers 2
///
/// Its plan adds `people.age`, fills it and makes it required; KIND says how: see `PeoplePlan.Kind`.
@main struct WorkerProcess {
  static func main() async {
    // A shell starts programs in the background with SIGINT ignored.
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
    let arguments = CommandLine.arguments
    guard arguments.count > 4, let kind = PeoplePlan.Kind(rawValue: arguments[3]) else {
      print("usage: WorkerProcess CONNECTION BUILD KIND MIGRATE-ARGUMENTS")
      exit(2)
    }
    await MigrateCommand.main(
      PeoplePlan(kind).migrations, on: PostgreSQL(arguments[1]), environment: "test", build: arguments[2],
      arguments: Array(arguments[4...]))
  }
}
