// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsSQLite
import EverythingMigrations
import Foundation

/// A process that carries out a plan with every kind of step, and meets with what processes meet with.
///
///     RolloutProcess app.sqlite            # to the end; prints how many statements it ran
///     RolloutProcess app.sqlite before 17  # SIGKILL before the 17th statement
///     RolloutProcess app.sqlite after 17   # and after it
///     RolloutProcess app.sqlite hold 17    # before the 17th statement says so by a file app.sqlite-held and waits for
///                                          # another one, app.sqlite-go
///     RolloutProcess app.sqlite most 65536 # no file may have more bytes than that
///     RolloutProcess app.sqlite as 65534   # as another user, if it may
///
/// Or a plan in one transaction, see `Offline`, a repair, see `Repair`, or one that writes beside it: `RolloutProcess app.sqlite write 0 1000`, see `Writer`.
@main struct RolloutProcess {
  static func main() async {
    // A shell starts programs in the background with SIGINT ignored, and tests send it.
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
    var arguments = CommandLine.arguments
    if arguments.count == 5, arguments[2] == "write", let number = Int64(arguments[3]), let rows = Int64(arguments[4]) {
      var writer = Writer(path: arguments[1], number: number, rows: rows)
      do { print(try await writer.run()) } catch { print("error: \(error)") }
      return
    }
    if arguments.count > 2, ["raise", "rehearse"].contains(arguments[2]), let status = await Repair.main(arguments) {
      exit(status)
    }
    let isOffline = arguments.count > 2 && arguments[2] == "offline"
    if isOffline { arguments.remove(at: 2) }
    guard arguments.count == 2 || arguments.count == 4, let faults = faults(arguments) else {
      print("usage: RolloutProcess FILE [before|after|hold|most|as NUMBER]")
      exit(2)
    }
    do {
      if isOffline {
        try await Offline.run(path: arguments[1], faults)
      } else {
        try await Migrator(plans, on: SQLite(path: arguments[1], faults: faults)).migrate(
          batchSize: 4, backupAge: .seconds(3_600))
      }
      print(faults.count)
    } catch {
      print("error: \(error)")
      exit(1)
    }
  }

  /// What is to happen, or has happened already; `nil` for arguments that make no sense.
  private static func faults(_ arguments: [String]) -> Faults? {
    guard arguments.count == 4 else { return Faults() }
    guard let number = Int(arguments[3]) else { return nil }
    let path = arguments[1]
    switch arguments[2] {
    case "before": return Faults(before: number) { kill(getpid(), SIGKILL) }
    case "after": return Faults(after: number) { kill(getpid(), SIGKILL) }
    case "hold":
      return Faults(before: number) {
        _ = FileManager.default.createFile(atPath: path + "-held", contents: nil)
        while !FileManager.default.fileExists(atPath: path + "-go") { usleep(2000) }
      }
    case "most":
      // Without that, the signal would be the end of the process.
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: rlim_t(number), rlim_max: rlim_t(number))
      #if os(Linux)
        let isLimited = setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0
      #else
        let isLimited = setrlimit(RLIMIT_FSIZE, &limit) == 0
      #endif
      return isLimited ? Faults() : nil
    case "as":
      if getuid() == 0, setuid(uid_t(number)) != 0 { return nil }
      return Faults()
    default: return nil
    }
  }
}
