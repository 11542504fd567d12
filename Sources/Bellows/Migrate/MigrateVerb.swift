// Part of Bellows. MIT licence: see LICENSE.

/// What `migrate` can be told to do: one case a command, in the order of its help.
enum MigrateVerb: String, CaseIterable, Sendable {
  case status
  case next
  case run
  case released
  case verify
  case dryRun = "dry-run"
  case cancel
  case reset
  case rollback
  case forget
  case create
  case adopt
  case inspect

  /// The options that it knows, in the order of its usage line.
  var options: [MigrateOption] {
    switch self {
    case .status: [.watch, .json, .help]
    case .next: [.json, .help]
    case .run:
      [
        .batchSize, .delay, .limit, .only, .where, .cursor, .workers, .concurrency, .confirm, .resume, .json, .help,
      ]
    case .verify: [.attest, .json, .help]
    case .dryRun: [.batchSize, .concurrency, .json, .help]
    case .reset: [.only, .json, .help]
    case .rollback: [.to, .confirm, .json, .help]
    case .adopt: [.undone, .json, .help]
    case .released, .cancel, .forget, .create: [.json, .help]
    case .inspect: [.help]
    }
  }

  /// The word that it needs beside its options, as the usage line shows it.
  var operand: String? {
    switch self {
    case .forget: "PLAN"
    case .status, .next, .run, .released, .verify, .dryRun, .cancel, .reset, .rollback, .create, .adopt, .inspect: nil
    }
  }

  /// One line for the list of commands.
  var summary: String {
    switch self {
    case .status: "how far the database is, and what comes next"
    case .next: "what comes next, and who does it"
    case .run: "do all that can be done now; stops at every gate"
    case .released: "say that no older code than this build's runs any more"
    case .verify: "count what the next deploy demands"
    case .dryRun: "rehearse everything on a copy"
    case .cancel: "stop a runner after its batch, and remember it"
    case .reset: "let the backfills in hand start over"
    case .rollback: "undo the last deploy, with the rows that it took"
    case .forget: "delete the backups of a finished plan"
    case .create: "make this build's schema in an empty database"
    case .adopt: "tell the ledger which schema the tables are"
    case .inspect: "print the tables as a schema"
    }
  }

  /// What it does, in full.
  var description: String {
    switch self {
    case .status:
      """
      Prints what the ledger says: schema, plan and deploy, releases, backfills with
      their rows, rows that were set aside, backups, and what comes next. Takes no
      lock and changes nothing.
      """
    case .next: "Prints what comes next, and whether it is for a person or for 'migrate run'."
    case .run:
      """
      Brings the schema up to this build's deploy, and does what the gate after it asks
      for: values kept aside, rows moved, counts. Stops where something else is due,
      a release of code say, and says what. Stopped at any instant, it goes on where
      it was; rows that were set aside are tried first.

      In an environment called production, steps that delete values or write over them
      want --confirm with the plan's name. After 'migrate cancel' it wants --resume.
      Of a build older than the database, it closes the gates opened since, or says
      with status 1 what keeps that build from running.
      """
    case .released:
      """
      Tells the ledger that no code older than this build's runs any more. That opens
      the gates that wait for it; nothing else can know.
      """
    case .verify:
      """
      Counts, for each backfill and each promise that the next deploy waits for, how
      many rows there are and how many are not right yet, and shows the first of these.
      Exit status 1 when there are any. With --attest it prints the proof that
      'bellows advance' files, when nothing remains.
      """
    case .dryRun:
      """
      Copies the database and carries out all that is left of the plans there: every
      schema step, every row. Shows counts, the first rows of each backfill before and
      after, and all that would fail, row by row, with exit status 1. The database
      itself is only read. The copy is in a folder of its own beside the database,
      which nobody else can open, and is removed at the end.
      """
    case .cancel:
      """
      A runner that is at work, here or elsewhere, stops before its next batch. It is
      remembered: 'migrate run' refuses until it is called with --resume, or until
      'migrate reset'.
      """
    case .reset:
      """
      Lets the backfills of the gate in hand start over from their first row, or the one
      after --only, and takes back a cancel. Rows that are right already stay as they are.
      """
    case .rollback:
      """
      Takes the schema back to the deploy before, or to the one after --to, and gives
      rows back what was kept aside. Rows that somebody wrote to since keep what was
      written, and are listed. Refuses while newer code runs everywhere: redeploy the
      older build first, whose 'migrate run' closes the gate.
      """
    case .forget:
      """
      Deletes the tables in which the values are backed up that PLAN has changed or
      deleted, and says which. Refuses while PLAN is not finished here. A rollback of
      PLAN that would need them is refused afterwards.
      """
    case .create: "Makes this build's schema in an empty database. 'migrate run' does it by itself."
    case .adopt:
      """
      Compares a database that exists with the schemas of this build and its last plan,
      and writes the first row of the ledger when one fits. Nothing else is changed.
      A repair that runs once counts as done, unless --undone names it.
      """
    case .inspect: "Prints the database's tables as a schema, with the forms in which values are stored."
    }
  }

  /// How it is called: `migrate run [--batch-size ROWS] ...`.
  var usage: String {
    let options = options.filter { $0 != .help }.map { "[\($0.spelling)]" }
    var lines = [""]
    for word in ["migrate", rawValue] + [operand].compactMap(\.self) + options {
      let line = lines[lines.count - 1]
      if line.count + word.count > 72 {
        lines.append("        " + word)
      } else {
        lines[lines.count - 1] = line.isEmpty ? word : line + " " + word
      }
    }
    return lines.joined(separator: "\n")
  }

  /// `migrate run --help`.
  var help: String {
    """
    \(description)

    usage: \(usage)

    \(beside(options.map { ($0.spelling, $0.summary) }))

    """
  }

  /// `migrate --help`.
  static var generalHelp: String {
    """
    Carries the plans of this package out in a database, gate by gate.

    usage: migrate COMMAND [OPTIONS]

    \(beside(allCases.map { ($0.rawValue, $0.summary) }))

    'migrate COMMAND --help' tells more about each. Exit status: 0 done, or stopped at
    a gate; 1 refused or failed; 2 wrong usage.

    """
  }
}

/// Words, and beside each what it means.
private func beside(_ rows: [(word: String, meaning: String)]) -> String {
  let width = (rows.map(\.word.count).max() ?? 0) + 2
  return rows.map { "  " + $0.word + String(repeating: " ", count: width - $0.word.count) + $0.meaning }
    .joined(separator: "\n")
}
