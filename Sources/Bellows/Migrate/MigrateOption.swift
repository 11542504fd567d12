// Part of Bellows. MIT licence: see LICENSE.

/// An option of `migrate`, by its long name.
enum MigrateOption: String, CaseIterable, Sendable {
  case attest
  case batchSize = "batch-size"
  case concurrency
  case confirm
  case cursor
  case delay
  case expect
  case failOnDrift = "fail-on-drift"
  case follow
  case help
  case json
  case lease
  case limit
  case maxLag = "max-lag"
  case offline
  case only
  case ownBackup = "own-backup"
  case plan
  case rest
  case resume
  case serve
  case showValues = "show-values"
  case sql
  case standbyWait = "standby-wait"
  case to
  case transactionRows = "transaction-rows"
  case undone
  case wait
  case watch
  case `where`
  case worker
  case workers

  /// The value of an option.
  enum Value: Hashable {
    case nothing
    /// Any text; the usage line shows it under this name.
    case text(String)
    /// A number, at least this one.
    case number(String, from: Int)
  }

  var value: Value {
    switch self {
    case .attest, .failOnDrift, .follow, .help, .json, .offline, .rest, .resume, .serve, .showValues, .sql, .watch,
      .worker:
      .nothing
    case .batchSize, .limit: .number("ROWS", from: 1)
    case .transactionRows: .number("ROWS", from: 0)
    case .concurrency, .workers: .number("N", from: 1)
    case .delay: .number("MS", from: 0)
    case .standbyWait, .wait: .number("SECONDS", from: 0)
    case .lease: .number("SECONDS", from: 1)
    case .maxLag: .number("MB", from: 0)
    case .to: .number("DEPLOY", from: 0)
    case .confirm, .ownBackup, .plan, .undone: .text("PLAN")
    case .cursor: .text("KEY")
    case .expect: .text("DIGEST")
    case .only: .text("NAME")
    case .where: .text("CONDITION")
    }
  }

  /// The explanation in the help.
  var summary: String {
    switch self {
    case .attest: "print the attestation for 'bellows advance'"
    case .batchSize: "most rows in one transaction (1,000; PostgreSQL: 10,000)"
    case .concurrency: "call so many backfill functions of a batch in parallel"
    case .confirm: "in production: approve that PLAN deletes data"
    case .cursor: "start after this key: a value, or a JSON array"
    case .delay: "milliseconds to wait between batches"
    case .expect: "change the schema only with this SQL (see next --sql)"
    case .failOnDrift: "exit with status 1 if something else changed the tables"
    case .follow: "like --watch, but end when a run has nothing to do"
    case .help: "print this help"
    case .json: "print JSON for programs"
    case .lease: "when a silent worker loses its rows to another one (60)"
    case .limit: "only so many rows; the next run continues there"
    case .maxLag: "wait while a replica is further behind (64; 0: never)"
    case .offline: "no other code runs: nothing waits for a release"
    case .only: "only the backfill with this name"
    case .ownBackup: "you have your own backup of what PLAN deletes"
    case .plan: "only the events of PLAN"
    case .rest: "print what the schema does not say, for Migrations/baseline.sql"
    case .resume: "continue after a cancel"
    case .serve: "only what this build needs to be served"
    case .showValues: "show the values of rows in messages, and not only keys"
    case .sql: "print the SQL of the next change of the schema first"
    case .standbyWait: "how long replicas may take to replay what was counted (60)"
    case .to: "the deploy to roll back to (default: the previous one)"
    case .transactionRows: "with --offline: most rows for one transaction (100,000)"
    case .undone: "the repair PLAN, which runs once, has not run here"
    case .wait: "how long another runner may take to hand over (60)"
    case .watch: "print again after every change"
    case .where: "only rows that pass this SQL condition"
    case .worker: "only help a run with its backfills, from any machine"
    case .workers: "connections that share the rows of a backfill"
    }
  }

  /// The option as it is typed: `--batch-size`.
  var flag: String { "--" + rawValue }

  /// The option with its value: `--batch-size ROWS`.
  var spelling: String {
    switch value {
    case .nothing: flag
    case .text(let name), .number(let name, _): "\(flag) \(name)"
    }
  }

  /// Finds the option with a flag: `--help`, or `-h`, the only short one.
  init?(flag: String) {
    if flag == "-h" {
      self = .help
    } else if flag.hasPrefix("--"), let option = MigrateOption(rawValue: String(flag.dropFirst(2))) {
      self = option
    } else {
      return nil
    }
  }
}
