// Part of Bellows. MIT licence: see LICENSE.

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
    await run(plans, on: database, environment: environment, arguments: arguments, console: .process)
  }

  static func run(
    _ plans: Migrations, on database: any Database, environment: String, arguments: [String], console: Console
  ) async -> Int32 {
    let words: MigrateArguments
    do {
      words = try MigrateArguments(arguments)
    } catch {
      console.errors(error.message)
      return 2
    }
    guard let verb = words.verb else {
      console.output(MigrateVerb.generalHelp)
      return 0
    }
    if words.has(.help) {
      console.output(verb.help)
      return 0
    }
    let printer = RunPrinter(console, isJSON: words.has(.json))
    let runner = Runner(
      plans, on: database, by: .thisProcess(in: environment), options: words.runOptions, report: printer.print)
    do {
      return try await runner.execute(verb, words, printer, console) ? 0 : 1
    } catch {
      printer.end()
      console.errors("migrate: error: \(error)\n")
      return 1
    }
  }
}

extension Runner {
  /// Does what one command asks for; `false` is exit status 1.
  fileprivate func execute(
    _ verb: MigrateVerb, _ words: MigrateArguments, _ printer: RunPrinter, _ console: Console
  ) async throws -> Bool {
    switch verb {
    case .status: try await showStatus(words, console)
    case .next: try await showNext(words, console)
    case .run:
      if let workers = words.number(.workers), workers > 1 {
        throw DatabaseUnable("\(database.name) has one writer at a time: leave --workers away")
      }
      let end = try await run()
      printer.end()
      if !words.has(.json), let sentence = end.sentence { console.output(sentence + "\n") }
      try await showNext(words, console)
    case .released:
      try await setReleased()
      try await showNext(words, console)
    case .verify: return try await showCounts(words, console)
    case .dryRun: return try await showRehearsal(words, printer, console)
    case .cancel:
      try await cancel()
      if !words.has(.json) { console.output("cancelled: a runner stops before its next batch\n") }
    case .reset:
      try await reset(only: words.text(.only))
      try await showNext(words, console)
    case .rollback:
      try await rollback(to: words.number(.to))
      try await showNext(words, console)
    case .forget: try await forget(words.operand ?? "")
    case .create:
      try await withMigrationLock("migrate create") { try await create() }
      try await showNext(words, console)
    case .adopt:
      try await adopt()
      try await showNext(words, console)
    case .inspect: console.output(try await database.inspectable.inspect())
    }
    return true
  }

  private func showNext(_ words: MigrateArguments, _ console: Console) async throws {
    let action = try await next()
    if words.has(.json) {
      console.output(JSONValue.members(["event": "next", "next": .string(action.sentence)]).text + "\n")
    } else {
      console.output("next: \(action.sentence)\n")
    }
  }

  private func showStatus(_ words: MigrateArguments, _ console: Console) async throws {
    var last = ""
    repeat {
      let status = try await status()
      let text =
        words.has(.json)
        ? status.json(database: database.name, environment: author.environment).text + "\n"
        : status.text(database: database.name, environment: author.environment)
      if text != last { console.output(last.isEmpty || words.has(.json) ? text : "\n" + text) }
      last = text
      if words.has(.watch) { try await Task.sleep(for: .seconds(1)) }
    } while words.has(.watch)
  }
}
