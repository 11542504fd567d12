// Part of Bellows. MIT licence: see LICENSE.
import Reports
import SchemaLanguage

/// The output of `bellows --help`: the commands in the order of their use.
func generalHelp() -> String {
  """
  Bellows compares two versions of a schema, reports which changes are safe and
  which are breaking, and plans deploys that keep old code, new code and data
  working at every step.

  usage: bellows COMMAND [OPTIONS]

  \(columns(Command.allCases.map { ($0.rawValue, [$0.summary]) }))

  Example:
    bellows plan old.schema new.schema

  'bellows COMMAND --help' describes a command; 'bellows --version' prints the
  version. Exit status: 0 success, 1 refused, 2 wrong usage or unreadable input.

  """
}

/// The output of `bellows plan --help`.
func help(for command: Command) -> String {
  """
  \(command.description)

  usage: \(command.usage)

  \(columns(command.options.map { ($0.spelling, $0.summary) }))

  \(command.examples.count == 1 ? "Example" : "Examples"):
  \(command.examples.map { "  " + $0 }.joined(separator: "\n"))

  """
}

/// A table of terms and their descriptions.
private func columns(_ rows: [(term: String, lines: [String])]) -> String {
  let width = (rows.map(\.term.count).max() ?? 0) + 2
  var text: [String] = []
  for row in rows {
    for (index, line) in row.lines.enumerated() {
      text.append("  " + padded(index == 0 ? row.term : "", to: width) + line)
    }
  }
  return text.joined(separator: "\n")
}

private func padded(_ text: String, to width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count))
}

extension Command {
  /// One line for the list of commands.
  fileprivate var summary: String {
    switch self {
    case .initialize: "create the first schema and the files that the other commands need"
    case .plan: "show what changed between two schemas, and the deploys to get there"
    case .generate: "write a plan and its Swift, and move the code to its first deploy"
    case .sync: "after a merge: write again what is derived from the plans"
    case .advance: "file an attestation, and move the code to the next deploys"
    case .back: "move the code of a plan to the commit before, to give it up"
    case .drop: "remove a plan that is not merged, or was given up"
    case .retire: "delete the files of a finished plan"
    case .status: "show the plans under way, and what is next for each"
    case .check: "check that all schema changes of a commit or branch are planned"
    case .format: "rewrite schema files in canonical form"
    case .explain: "explain a rule, or list all rules"
    }
  }

  /// The full description.
  fileprivate var description: String {
    switch self {
    case .initialize:
      """
      Creates \(Layout.goalFile), the schema that you edit, and
      \(Layout.current), the schema that Bellows maintains. Existing files
      are kept. With --hook: installs git hooks that run 'bellows check'. With --grdb:
      also creates \(ClientLibrary.grdb.path), which makes GRDB
      understand the row types, keys and values of Bellows. With --postgresnio: also
      creates \(ClientLibrary.postgresNIO.path),
      with which PostgresNIO reads and writes the row types; the target is PostgreSQL.

      In a Convex project, convex/schema.ts is the schema in force: it only creates
      \(Layout.convexGoal), the goal of the plans.
      """
    case .plan:
      """
      Compares two schemas, and prints the changes and the plan from one to the other.
      Writes no file.

      Without paths it compares \(Layout.current) with \(Layout.goalFile)
      (or, if the goal has several files, with the folder \(Layout.goalFolder)). OLD and NEW
      are schema files, or folders whose schema files form one schema. With --from,
      the old schema is read from the git revision REV; give only NEW, or no path for
      the goal.
      """
    case .generate:
      """
      Plans the change from \(Layout.current) to \(Layout.goalFile), writes
      the plan to Migrations/NAME and its Swift to Sources/Migrations/NAME, and moves
      \(Layout.current) to its first deploy. Hand-written Swift files are
      created once and never overwritten.

      In a Convex project it plans from convex/schema.ts to \(Layout.convexGoal),
      and writes a patch and the migrations of each push; 'bellows advance' applies
      them.

      Other plans may be under way: the change is planned as if they were finished.
      A plan that changes what another one still changes is refused, with the deploy
      of that one from which it works.

      A plan that is not merged yet can be regenerated freely: change the goal, and
      run 'bellows generate' again with the same name.

      With --data it repairs rows without changing the schema: one backfill for each
      TABLE, with a function that you write. The function is called for every row. It
      must be idempotent, which is checked before rows are written. With --once it
      need not be idempotent, and each row is changed once. With --set there is no
      function: SQL expressions change each row of one TABLE once, or each row that
      passes --where.

      Hand-written functions get their own row, without what other plans change
      meanwhile. To let them read rows of other tables, or add rows there, name these
      tables with --reads. With --reads TABLE.FIELD they get only these fields, and
      other plans may change the rest of the table beside this one.
      """
    case .advance:
      """
      FILE is an attestation: the JSON that 'migrate verify --attest' prints when a
      database meets all requirements of the next deploy. Bellows files it in the
      folder of each plan under way that it names, and moves \(Layout.current)
      and the row types to the next deploys.

      If \(Layout.production) exists, it names the databases in production,
      one on each line: a plan moves when all of them have attested its deploy.

      In a Convex project there are no attestations: it edits convex/schema.ts and
      convex/migrations.ts for the next push of PLAN, or of the only plan.
      """
    case .sync:
      """
      Writes again what Bellows derives from the plans and their deploys:
      \(Layout.current), the row types, the list of plans. Run it after a
      merge, rebase, revert or cherry-pick: it resolves the conflicts in these files
      (not in \(Layout.goalFile), which people edit). Plans, attestations and
      hand-written functions stay as they are. A plan of this branch that meets one
      that was merged meanwhile begins after it, or is refused. In a Convex project it
      writes the patches again.
      """
    case .back:
      """
      Moves the code of PLAN one commit back. Deploy it, then run
      'migrate rollback PLAN' on each database. Other plans stay where they are.
      """
    case .drop:
      """
      Removes PLAN and its generated Swift, and takes its changes out of
      \(Layout.current). A merged plan must be back at its first commit
      ('bellows back'), and rolled back in every database ('migrate rollback PLAN').
      """
    case .retire:
      """
      Deletes the files of PLAN, which is finished, and lists its name in
      \(Layout.retired). From then on a database that has not done the plan
      needs a build that still has it.
      """
    case .status:
      """
      Shows the plans under way: what each changes, the deploy of the code, which
      databases have attested it, and what is next. 'migrate status' shows the
      same for one database.
      """
    case .check:
      """
      Compares the staged changes with HEAD and reports what must not be committed: a
      goal without a plan, a deploy that is skipped or has no attestation, a generated
      file that was edited or is missing. Writes no file; the exit status is 1 if the
      check fails.

      With --base, for CI, it checks the changes of HEAD since it branched off REV.
      Without \(Layout.current), or for a PATH, it only compares schema
      files and reports breaking changes.
      """
    case .format:
      """
      Rewrites schema files in canonical form and keeps comments. Unchanged files are
      not touched. A folder means all schema files in it; the default PATH is
      \(Layout.schemas).
      """
    case .explain:
      """
      Explains what a rule means, why it has its verdict, a bad and a good example,
      and what a plan does about it. Without a RULE: lists all rules.
      """
    }
  }

  /// Examples that work in the package of the README.
  fileprivate var examples: [String] {
    switch self {
    case .initialize:
      ["bellows init --target postgresql", "bellows init --grdb", "bellows init --postgresnio", "bellows init --hook"]
    case .plan: ["bellows plan", "bellows plan old.schema new.schema --format markdown", "bellows plan --from main"]
    case .generate:
      [
        "bellows generate 2026-03-01-add-age", "bellows generate --adopt",
        "bellows generate --data 2026-03-02-lower-emails users",
        "bellows generate --data 2026-03-02-trim users --set 'name = trim(name)'",
      ]
    case .sync: ["git merge origin/main", "bellows sync"]
    case .advance:
      [
        "migrate verify --attest > attested.json", "bellows advance attested.json",
        "bellows advance 2026-03-01-add-age",
      ]
    case .back: ["bellows back 2026-03-01-add-age"]
    case .drop: ["bellows drop 2026-03-01-add-age"]
    case .retire: ["bellows retire 2026-01-01-first-tables"]
    case .status: ["bellows status"]
    case .check: ["bellows check", "bellows check --base origin/main --format github"]
    case .format: ["bellows format", "bellows format --check schemas/app.schema"]
    case .explain: ["bellows explain field-renamed"]
    }
  }
}

extension Option {
  /// Its lines in the help of a command.
  fileprivate var summary: [String] {
    switch self {
    case .adopt: ["make the goal the current schema of an existing database"]
    case .allow: ["accept findings of this rule; may be repeated"]
    case .base: ["the branch with the merged plans, such as origin/main"]
    case .check: ["write no file; exit 1 if a file is not in canonical form"]
    case .data: ["repair rows of these tables without changing the schema"]
    case .format:
      OutputFormat.allCases.map { "\($0.rawValue): \($0.summary)\($0 == .text ? " (default)" : "")" }
    case .from: ["read the old schema from this git revision"]
    case .grdb: ["also create the file that connects Bellows with GRDB"]
    case .postgresnio: ["also create the file that connects Bellows with PostgresNIO"]
    case .help: ["print this help"]
    case .once: ["change each row once; the function need not be idempotent"]
    case .rollout:
      [
        "rolling: old and new code run at the same time (default)",
        "offline: one deploy: stop all code, migrate, start new code",
        "short: on Convex: a rename in two pushes, without rollback",
      ]
    case .hook: ["only install the git hooks of this clone"]
    case .set: ["with --data: new values in SQL, such as 'email = lower(email)'"]
    case .where: ["with --set: only rows that pass this SQL condition"]
    case .target: ["postgresql, sqlite (default), document or convex"]
    case .version: ["print the version"]
    case .reads:
      [
        "other tables that functions use (teams), or the only",
        "fields of their own table (users.email); commas between",
      ]
    }
  }
}
