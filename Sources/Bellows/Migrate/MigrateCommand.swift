// Part of Bellows. MIT licence: see LICENSE.

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The `migrate` command of a user's package: its whole `main.swift` is this call.
///
///     await MigrateCommand.main(plans, on: SQLite(path: "app.sqlite"), environment: "development")
public enum MigrateCommand {
  /// Does what the process's arguments ask for, and exits with 0, 1 (refused) or 2 (wrong usage).
  public static func main(
    _ plans: Migrations, on database: any Database, environment: String,
    arguments: [String] = Array(CommandLine.arguments.dropFirst())
  ) async -> Never {
    exit(await run(plans, on: database, environment: environment, arguments: arguments))
  }

  /// The same, but returns the exit status.
  public static func run(
    _ plans: Migrations, on database: any Database, environment: String, arguments: [String]
  ) async -> Int32 {
    do {
      try await Migrator(plans, on: database).migrate()
      return 0
    } catch {
      FileHandleText.standardError("migrate: error: \(error)\n")
      return 1
    }
  }
}

/// Text to the process's streams.
enum FileHandleText {
  static func standardError(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
  }
}
