// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsSQLite
import EverythingMigrations
import Foundation

/// A process that carries out a plan with every kind of step, and may be killed before or after any of its statements.
///
///     RolloutProcess app.sqlite            # to the end; prints how many statements it ran
///     RolloutProcess app.sqlite before 17  # SIGKILL before the 17th statement
///
/// Or one that writes beside it: `RolloutProcess app.sqlite write 0 1000`, see `Writer`.
@main struct RolloutProcess {
  static func main() async {
    let arguments = CommandLine.arguments
    if arguments.count == 5, arguments[2] == "write", let number = Int64(arguments[3]), let rows = Int64(arguments[4]) {
      var writer = Writer(path: arguments[1], number: number, rows: rows)
      do { print(try await writer.run()) } catch { print("error: \(error)") }
      return
    }
    guard arguments.count == 2 || arguments.count == 4 else {
      print("usage: RolloutProcess FILE [before|after NUMBER]")
      exit(2)
    }
    let number = arguments.count == 4 ? Int(arguments[3]) : nil
    let faults =
      arguments.count == 4 && arguments[2] == "after" ? Faults(killAfter: number) : Faults(killBefore: number)
    let database = SQLite(path: arguments[1], faults: faults)
    do {
      try await Migrator(plans, on: database).migrate(batchSize: 4)
      print(faults.count)
    } catch {
      print("error: \(error)")
      exit(1)
    }
  }
}
