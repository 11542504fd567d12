// Part of Bellows. MIT licence: see LICENSE.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The `migrate` command of a package.
///
/// Its `main.swift` is this call:
///
///     await MigrateCommand.main(plans, on: SQLite(path: "app.sqlite"), environment: "development")
public enum MigrateCommand {
  /// Runs the command in the process's arguments, and exits with status 0 (done), 1 (refused or failed) or 2 (wrong
  /// usage).
  ///
  /// - Parameters:
  ///   - backupAge: How long the backups of a finished plan are kept.
  ///   - build: A name for the build, such as its commit: a worker helps a run only if both have the same one.
  public static func main(
    _ plans: Migrations, on database: any Database, environment: String, backupAge: Duration = .seconds(30 * 86_400),
    build: String? = nil, arguments: [String] = Array(CommandLine.arguments.dropFirst())
  ) async -> Never {
    exit(
      await run(
        plans, on: database, environment: environment, backupAge: backupAge, build: build, arguments: arguments))
  }

  /// Runs a command and returns its exit status: 0 (done), 1 (refused or failed) or 2 (wrong usage).
  ///
  /// - Parameters:
  ///   - backupAge: How long the backups of a finished plan are kept.
  ///   - build: A name for the build, such as its commit: a worker helps a run only if both have the same one.
  public static func run(
    _ plans: Migrations, on database: any Database, environment: String, backupAge: Duration = .seconds(30 * 86_400),
    build: String? = nil, arguments: [String]
  ) async -> Int32 {
    await run(
      plans, on: database, environment: environment, backupAge: backupAge, build: build, arguments: arguments,
      console: .process)
  }

  package static func run(
    _ plans: Migrations, on database: any Database, environment: String, backupAge: Duration = .seconds(30 * 86_400),
    build: String? = nil, arguments: [String], console: Console
  ) async -> Int32 {
    let parsed: MigrateArguments
    do {
      parsed = try MigrateArguments(arguments)
    } catch {
      console.errors(error.message)
      return 2
    }
    guard let verb = parsed.verb else {
      console.output(MigrateVerb.generalHelp)
      return 0
    }
    if parsed.has(.help) {
      console.output(verb.help)
      return 0
    }
    let printer = RunPrinter(console, isJSON: parsed.has(.json))
    var options = parsed.runOptions
    options.backupAge = backupAge
    options.build = build
    let runner = Runner(
      plans, on: database, by: .thisProcess(in: environment), options: options, report: printer.print)
    do {
      let command = MigrateSession(runner: runner, arguments: parsed, printer: printer, console: console)
      return try await ShownValues.$areShown.withValue(parsed.has(.showValues)) {
        try await command.execute(verb) ? 0 : 1
      }
    } catch {
      printer.end()
      console.errors("migrate: error: \(error)\n")
      return 1
    }
  }
}

/// One call of `migrate`.
struct MigrateSession {
  let runner: Runner
  let arguments: MigrateArguments
  let printer: RunPrinter
  let console: Console

  /// Runs one command.
  ///
  /// Returns `false` for exit status 1.
  func execute(_ verb: MigrateVerb) async throws -> Bool {
    switch verb {
    case .status: return try await showStatus()
    case .metrics: console.output(try await MetricsReader(runner: runner).text())
    case .next:
      if arguments.has(.sql) { try await showSQL() }
      try await showNext()
    case .run:
      try requireSharing()
      let end = arguments.has(.worker) ? try await WorkerRun(runner: runner).run() : try await runner.run()
      printer.end()
      if !arguments.has(.json), let sentence = end.sentence { console.output(sentence + "\n") }
      try await showNext()
    case .released:
      try await runner.setReleased()
      try await showNext()
    case .verify: return try await showCounts()
    case .dryRun: return try await showDryRun()
    case .cancel:
      try await runner.cancel()
      if !arguments.has(.json) { console.output("cancelled; a runner stops before its next batch\n") }
    case .reset:
      try await runner.reset(only: arguments.text(.only))
      try await showNext()
    case .rollback:
      try await RollbackRun(runner: runner).run(plan: arguments.argument, to: arguments.number(.to))
      try await showNext()
    case .forget: try await BackupDeletion(runner: runner).run(plan: arguments.argument ?? "")
    case .log: try await showLog()
    case .recreate:
      try await Recreation(runner: runner).run()
      try await showNext()
    case .create:
      try await runner.withMigrationLock("migrate create") { try await runner.create() }
      try await showNext()
    case .adopt:
      try await Adoption(runner: runner).run()
      try await showNext()
    case .inspect:
      console.output(
        arguments.has(.rest) ? try await runner.rest() : try await runner.database.inspectable.inspect())
    }
    return true
  }

  /// Throws if the options ask for several workers where only one is possible.
  private func requireSharing() throws {
    let option: MigrateOption? =
      arguments.has(.worker) ? .worker : runner.options.workers > 1 ? .workers : nil
    guard let option else { return }
    guard runner.database.sharesBackfills else {
      throw DatabaseUnable("\(runner.database.name) has one writer at a time; run without \(option.flag)")
    }
    let selecting: [MigrateOption] = [.limit, .only, .where, .cursor]
    if let other = selecting.first(where: arguments.has) {
      throw MigrationRefused.notSupported(
        "\(other.flag) selects what one run scans, so it cannot be combined with \(option.flag); leave one of them out")
    }
  }

  private func showLog() async throws {
    let events = try await runner.history(of: arguments.text(.plan), limit: arguments.number(.limit))
    for event in events { console.output((arguments.has(.json) ? event.json.text : event.line) + "\n") }
  }

  private func showSQL() async throws {
    let sql = try await runner.nextSQL()
    if arguments.has(.json) {
      if let sql { console.output(sql.json.text + "\n") }
    } else {
      console.output(sql?.text ?? "-- this build has no further change of the schema\n")
    }
  }

  private func showNext() async throws {
    for action in try await runner.situation().actions {
      if arguments.has(.json) {
        let event = JSONValue.members(["event": "next", "action": action.json, "next": .string(action.sentence)])
        console.output(event.text + "\n")
      } else {
        console.output("next: \(action.sentence)\n")
      }
    }
  }

  private func showStatus() async throws -> Bool {
    let repeats = arguments.has(.watch) || arguments.has(.follow)
    var last = ""
    var speed = StatusSpeed()
    while true {
      var status = try await StatusReader(runner: runner).status()
      if !repeats, status.workers.contains(where: { !$0.isSilent }) {
        // The speed is that between two readings.
        speed.estimate(&status)
        try await Task.sleep(for: .milliseconds(500))
        status = try await StatusReader(runner: runner).status()
      }
      speed.estimate(&status)
      let text =
        arguments.has(.json)
        ? status.json(database: runner.database.name, environment: runner.author.environment).text + "\n"
        : status.text(database: runner.database.name, environment: runner.author.environment)
      if text != last { console.output(last.isEmpty || arguments.has(.json) ? text : "\n" + text) }
      last = text
      let isEnd = !repeats || (arguments.has(.follow) && !status.actions.contains(where: \.isWork))
      if isEnd { return !(status.drifted.contains(where: \.isFinding) && arguments.has(.failOnDrift)) }
      try await Task.sleep(for: .seconds(1))
    }
  }
}
