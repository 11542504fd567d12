// Part of Bellows. MIT licence: see LICENSE.

/// The commands of `migrate`, in the order of its help.
enum MigrateVerb: String, CaseIterable, Sendable {
  case status
  case metrics
  case next
  case run
  case released
  case verify
  case dryRun = "dry-run"
  case cancel
  case reset
  case rollback
  case forget
  case log
  case create
  case recreate
  case adopt
  case inspect

  /// The options of the command, in the order of its usage line.
  var options: [MigrateOption] {
    switch self {
    case .status: [.watch, .follow, .failOnDrift, .json, .help]
    case .metrics: [.help]
    case .next: [.sql, .offline, .transactionRows, .json, .help]
    case .run:
      [
        .batchSize, .delay, .limit, .only, .where, .cursor, .workers, .worker, .lease, .maxLag, .concurrency, .offline,
        .transactionRows, .confirm, .ownBackup, .expect, .resume, .serve, .wait, .showValues, .json, .help,
      ]
    case .verify: [.attest, .standbyWait, .failOnDrift, .showValues, .json, .help]
    case .dryRun: [.batchSize, .concurrency, .limit, .only, .confirm, .showValues, .json, .help]
    case .reset: [.only, .json, .help]
    case .rollback: [.to, .offline, .confirm, .ownBackup, .showValues, .json, .help]
    case .adopt: [.undone, .json, .help]
    case .log: [.plan, .limit, .json, .help]
    case .released, .cancel, .forget, .create, .recreate: [.json, .help]
    case .inspect: [.rest, .help]
    }
  }

  /// The argument of the command, as its usage line shows it, in brackets if it may be left out; `nil` for none.
  var argument: String? {
    switch self {
    case .forget: "PLAN"
    case .rollback: "[PLAN]"
    case .status, .metrics, .next, .run, .released, .verify, .dryRun, .cancel, .reset, .log, .create, .recreate, .adopt,
      .inspect:
      nil
    }
  }

  /// One line for the list of commands.
  var summary: String {
    switch self {
    case .status: "show the state of the database and the next action"
    case .metrics: "print the state as metrics for Prometheus"
    case .next: "show the next action"
    case .run: "run the plans up to the next gate"
    case .released: "record that no code older than this build runs"
    case .verify: "count the rows that the next deploy rejects"
    case .dryRun: "run everything on a copy of the database"
    case .cancel: "stop a runner after its batch"
    case .reset: "start the backfills of the current gate over"
    case .rollback: "roll back the last deploy and restore its rows"
    case .forget: "delete the backups of a finished plan"
    case .log: "print the history in the ledger"
    case .create: "create this build's schema in an empty database"
    case .recreate: "in development: drop everything and create this build's schema"
    case .adopt: "record the schema of an existing database"
    case .inspect: "print the tables as a schema"
    }
  }

  /// The full description for the help.
  var description: String {
    switch self {
    case .status:
      """
      Prints the state in the ledger: schema, plan and deploy, releases, backfills with
      their rows, quarantined rows, backups, what something else changed in the tables of
      the schema since the last step, and the next action; while a backfill runs, also
      its workers, the time that is left, and what statements wait for. Takes no lock and
      changes nothing. With --follow it prints again after every change and ends when the
      next action is none of a run.
      """
    case .metrics:
      """
      Prints the state in the ledger in the text format of Prometheus: the deploy of each
      plan, the rows, key ranges and workers of each backfill, and how far replicas are
      behind. Takes no lock and changes nothing. A timer that writes the output to a file
      of the node exporter's textfile collector makes it available to Prometheus.
      """
    case .next:
      """
      Prints the next action, with the command or the manual step that completes it.
      With --sql it first prints the SQL of the next change of the schema, as this
      database with its own tables will execute it. Changes nothing. The digest
      stands for these statements and the definitions that they change:
      'migrate run --expect DIGEST' makes no other change.
      """
    case .run:
      """
      Brings the schema to this build's deploy and does what the gate after it needs:
      backups, backfills, counts. Stops before an action that it cannot do itself, such
      as a release of code, and prints that action. After an interruption the next run
      continues at the same row and retries quarantined rows first.

      With --offline every release counts as complete immediately: stop all other code
      first. A plan that has not started runs in one transaction if SQL or synchronous
      functions change its rows; otherwise deploy by deploy.

      Backfills of several plans take turns. If another runner works on the database, it
      is asked to end after its batch, and this one continues; --wait says how long to
      wait for that. With --serve the run only does what the database lacks to serve this
      build, and leaves the rest to the next run: exit status 1 if it is not served.

      With --workers several connections share the rows of each backfill, on a database
      that can do so (PostgreSQL). With --worker the command only helps another run with
      its backfills, from any machine: it changes no schema. If that run ends before its
      backfill does, a worker completes the backfill. Both must be of the same build. A
      worker ends if nothing is left to do, or if no run begins within --wait.

      In an environment called production, steps that delete or overwrite values need
      --confirm with the plan's name. After 'migrate cancel' it needs --resume.
      In a build older than the database, it closes the gates that were opened since, or
      exits with status 1 and the reason why the database does not support that build.
      """
    case .released:
      """
      Records in the ledger that no code older than this build runs any more. This opens
      the gates that wait for the release.
      """
    case .verify:
      """
      Counts, for each backfill and each check that the next deploy waits for, all rows
      and the rows that are pending or fail, and shows the first of these. Exits with
      status 1 if there are any. Also lists what something else changed in the tables of
      the schema since the last step. With --attest it prints the attestation for
      'bellows advance' if no row remains, after all replicas that the database knows
      have replayed what was counted: the next release may read from them.
      """
    case .dryRun:
      """
      Copies the database and runs the rest of all plans on the copy: every schema step,
      every row. Shows counts, the first rows of each backfill before and after, and all
      failures row by row; exits with status 1 if there are any. The database itself is
      only read. With --only it stops after that backfill, with --limit after so many
      rows of a backfill; it needs no confirmation. The copy is in a folder of its own
      beside the database that only its owner can open, and is deleted at the end.
      """
    case .cancel:
      """
      Stops a runner, here or on another machine, before its next batch. Until
      'migrate run --resume' or 'migrate reset', 'migrate run' exits with status 1.
      """
    case .reset:
      """
      Starts the backfills of the current gate over from the first row, or only the one
      named by --only, and revokes a cancel. Correct rows stay unchanged.
      """
    case .rollback:
      """
      Rolls a plan back to its previous deploy, or to the deploy given by --to, and
      restores the backed up rows; other plans stay. PLAN may be left out if only one
      can be meant. A plan that another one began after is rolled back after that one.
      Rows that were written since keep their new values and are listed. Exits with
      status 1 while newer code is released: redeploy the
      older build first; its 'migrate run' closes the gate. If no code runs, --offline
      rolls back at once.
      """
    case .forget:
      """
      Deletes the tables with the backups of PLAN and lists them. Exits with status 1
      while PLAN is not finished here. Afterwards PLAN can no longer be rolled back if
      that needs the backups.
      """
    case .log:
      """
      Prints what happened to the database, with time, plan and author; the newest event
      is the last line. --plan selects the events of one plan, --limit the newest ones.
      """
    case .recreate:
      """
      Drops all tables, views and triggers with their rows, except external tables, and
      creates this build's schema. Only in an environment whose name begins with
      development or test; everywhere else it exits with status 1.
      """
    case .create: "Creates this build's schema in an empty database. 'migrate run' does it too."
    case .adopt:
      """
      Compares an existing database with the schemas of this build and its last plan,
      and creates the ledger if one of them matches. Changes nothing else. A repair that
      runs once counts as done unless --undone names it.
      """
    case .inspect:
      """
      Prints the database's tables as a schema, with the stored forms of the values.
      With --rest it prints the SQL of what this build's schema does not say about them,
      for the file Migrations/baseline.sql: 'migrate create' creates it in new databases,
      and 'migrate verify' compares with it.
      """
    }
  }

  /// The usage line: `migrate run [--batch-size ROWS] ...`.
  var usage: String {
    let options = options.filter { $0 != .help }.map { "[\($0.spelling)]" }
    var lines = [""]
    for word in ["migrate", rawValue] + [argument].compactMap(\.self) + options {
      let line = lines[lines.count - 1]
      if line.count + word.count > 72 {
        lines.append("        " + word)
      } else {
        lines[lines.count - 1] = line.isEmpty ? word : line + " " + word
      }
    }
    return lines.joined(separator: "\n")
  }

  /// The text of `migrate run --help`.
  var help: String {
    """
    \(description)

    usage: \(usage)

    \(twoColumns(options.map { ($0.spelling, $0.summary) }))

    """
  }

  /// The text of `migrate --help`.
  static var generalHelp: String {
    """
    Runs the migration plans of this package on a database, gate by gate.

    usage: migrate COMMAND [OPTIONS]

    \(twoColumns(allCases.map { ($0.rawValue, $0.summary) }))

    'migrate COMMAND --help' explains a command. Exit status: 0 done, or stopped at a
    gate; 1 refused or failed; 2 wrong usage.

    """
  }
}

/// Returns lines with terms on the left and their explanations on the right.
private func twoColumns(_ rows: [(term: String, explanation: String)]) -> String {
  let width = (rows.map(\.term.count).max() ?? 0) + 2
  return rows.map { "  " + $0.term + String(repeating: " ", count: width - $0.term.count) + $0.explanation }
    .joined(separator: "\n")
}
