// Part of Bellows. MIT licence: see LICENSE.

/// An option of `migrate`, by its long name.
enum MigrateOption: String, CaseIterable, Sendable {
  case attest
  case batchSize = "batch-size"
  case concurrency
  case confirm
  case cursor
  case delay
  case help
  case json
  case limit
  case only
  case resume
  case to
  case undone
  case watch
  case `where`
  case workers

  /// What follows it.
  enum Value: Hashable {
    case nothing
    /// Any word; the usage line shows it under this name.
    case word(String)
    /// A number that is not below this one.
    case number(String, from: Int)
  }

  var value: Value {
    switch self {
    case .attest, .help, .json, .resume, .watch: .nothing
    case .batchSize, .limit: .number("ROWS", from: 1)
    case .concurrency, .workers: .number("N", from: 1)
    case .delay: .number("MS", from: 0)
    case .to: .number("DEPLOY", from: 0)
    case .confirm, .undone: .word("PLAN")
    case .cursor: .word("KEY")
    case .only: .word("NAME")
    case .where: .word("CONDITION")
    }
  }

  /// What it means, for the help.
  var summary: String {
    switch self {
    case .attest: "print the proof that 'bellows advance' files"
    case .batchSize: "rows moved in one transaction; 1,000 unless told"
    case .concurrency: "run so many bodies of a batch side by side"
    case .confirm: "in production: yes, values of PLAN may go"
    case .cursor: "start after this key: a value, or a JSON array for several"
    case .delay: "wait so many milliseconds between batches"
    case .help: "print this"
    case .json: "print JSON, for machines"
    case .limit: "stop after so many rows; the next run goes on there"
    case .only: "only the backfill of that name"
    case .resume: "go on although it was cancelled"
    case .to: "the deploy to go back to; the one before unless told"
    case .undone: "the repair PLAN, which runs once, has not run here yet"
    case .watch: "print it again whenever it changes"
    case .where: "only rows that pass a condition of the database's language"
    case .workers: "share a backfill's rows among so many connections"
    }
  }

  /// The option as it is typed: `--batch-size`.
  var flag: String { "--" + rawValue }

  /// The option with what follows it: `--batch-size ROWS`.
  var spelling: String {
    switch value {
    case .nothing: flag
    case .word(let name), .number(let name, _): "\(flag) \(name)"
    }
  }

  /// The option that a word names: `--help`, or `-h`, the one short name.
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
