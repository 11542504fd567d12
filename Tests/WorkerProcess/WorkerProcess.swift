// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsPostgreSQL
import Foundation
import WorkerPlans

/// The `migrate` command of a package on PostgreSQL, as a process that tests kill, stop and continue.
///
///     WorkerProcess CONNECTION BUILD KIND run --offline --workers 2
///
/// Its plan adds `people.age`, fills it and makes it required; KIND says how: see `PeoplePlan.Kind`. `sql,3600` does that
/// with a clock that is an hour fast.
@main struct WorkerProcess {
  static func main() async {
    // A shell starts programs in the background with SIGINT ignored.
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
    let arguments = CommandLine.arguments
    let parts = arguments.dropFirst(3).first?.split(separator: ",") ?? []
    guard arguments.count > 4, let kind = parts.first.flatMap({ PeoplePlan.Kind(rawValue: String($0)) }) else {
      print("usage: WorkerProcess CONNECTION BUILD KIND MIGRATE-ARGUMENTS")
      exit(2)
    }
    if let seconds = parts.dropFirst().first.flatMap({ Double($0) }) {
      Timestamp.clockError.with { $0 = seconds }
    }
    await MigrateCommand.main(
      PeoplePlan(kind).migrations, on: PostgreSQL(arguments[1]), environment: "test", build: arguments[2],
      arguments: Array(arguments[4...]))
  }
}
