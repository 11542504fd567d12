// Part of Bellows. MIT licence: see LICENSE.
import Reports
import SchemaLanguage

/// `bellows --help`: what there is to do, in the order in which it is done.
func generalHelp() -> String {
  """
  Bellows compares two versions of a schema, says which changes are safe and which
  are breaking, and plans the way from one to the other that is safe at every
  moment.

  usage: bellows COMMAND [OPTIONS]

  \(columns(Command.allCases.map { ($0.rawValue, [$0.summary]) }))

  Example:
    bellows plan old.schema new.schema

  'bellows COMMAND --help' tells more about each; 'bellows --version' prints the
  version. Exit status: 0 done, 1 refused, 2 wrong usage or unreadable input.

  """
}

/// `bellows plan --help`.
func help(for command: Command) -> String {
  """
  \(command.description)

  usage: \(command.usage)

  \(columns(command.options.map { ($0.spelling, $0.summary) }))

  \(command.examples.count == 1 ? "Example" : "Examples"):
  \(command.examples.map { "  " + $0 }.joined(separator: "\n"))

  """
}

/// Words, and beside each what it means.
private func columns(_ rows: [(word: String, lines: [String])]) -> String {
  let width = (rows.map(\.word.count).max() ?? 0) + 2
  var text: [String] = []
  for row in rows {
    for (index, line) in row.lines.enumerated() {
      text.append("  " + padded(index == 0 ? row.word : "", to: width) + line)
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
    case .initialize: "make the first schema, and what the other commands work on"
    case .plan: "show what changed between two schemas, and the deploys that it takes"
    case .generate: "write a plan and its Swift, and take its first deploy"
    case .advance: "file what a database attests, and take the plan's next deploy"
    case .check: "refuse a commit or a branch whose schemas are not planned"
    case .format: "put schema files into canonical form"
    case .explain: "print the page of a rule, or the list of rules"
    }
  }

  /// What it does, in full.
  fileprivate var description: String {
    switch self {
    case .initialize:
      """
      Makes \(Layout.goalFile), the schema that you edit, and
      \(Layout.current), the one that Bellows keeps. Files that are there
      already stay as they are. With --hook: the git hooks that call 'bellows check'.
      """
    case .plan:
      """
      Compares two schemas and prints what changed and the plan that leads from one to
      the other. Writes nothing.

      Without paths it goes from \(Layout.current) to \(Layout.goalFile)
      (or, for a goal in several files, to the folder \(Layout.goalFolder)). OLD and NEW are
      schema files, or folders whose schema files are one schema. With --from, the old
      side is what git has at REV; give NEW alone, or nothing for the goal.
      """
    case .generate:
      """
      Plans the way from \(Layout.current) to \(Layout.goalFile), writes the
      plan to Migrations/NAME and its Swift to Sources/Migrations/NAME, and moves
      \(Layout.current) to its first deploy. Your own file among the Swift is
      made once and never written again.

      A plan that the base branch does not have yet is replaced in place: change the
      goal, and generate again under the same name.

      With --data it changes no schema, but repairs rows: one backfill for each TABLE,
      whose body you write. It is called for every row, and may read and add rows of
      the tables that references lead to, and of those after --with. It must be
      idempotent: that is checked before a row is written. With --once it need not be,
      and each row is changed once.
      """
    case .advance:
      """
      FILE is an attestation: the JSON that 'migrate verify --attest' prints when a
      database has done all that the next deploy waits for. It is filed in its plan's
      folder, and \(Layout.current) and the row types move to that deploy.
      """
    case .check:
      """
      Compares what is staged with HEAD and refuses what must not be committed: a
      goal that no plan leads to, a deploy that is skipped or taken without its
      attestation, a generated file that was edited or left out. Writes nothing; exit
      status 1 when it refuses.

      With --base, for CI, it judges what HEAD has done since it left the branch REV.
      Where there is no \(Layout.current), or for a PATH, it compares
      schema files alone and refuses breaking changes.
      """
    case .format:
      """
      Rewrites schema files in their one canonical form; comments stay. Files that
      have it already are not touched. A folder stands for all schema files in it;
      without a PATH it is \(Layout.schemas).
      """
    case .explain:
      """
      Prints what a rule means, why its verdict is what it is, a bad and a good
      example, and what a plan does about it. Without a RULE: the list of all rules.
      """
    }
  }

  /// Command lines that work in the package of the README.
  fileprivate var examples: [String] {
    switch self {
    case .initialize: ["bellows init --target postgresql", "bellows init --hook"]
    case .plan: ["bellows plan", "bellows plan old.schema new.schema --format markdown", "bellows plan --from main"]
    case .generate:
      [
        "bellows generate 2026-03-01-add-age", "bellows generate --adopt",
        "bellows generate --data 2026-03-02-lower-emails users",
      ]
    case .advance: ["migrate verify --attest > attested.json", "bellows advance attested.json"]
    case .check: ["bellows check", "bellows check --base origin/main --format github"]
    case .format: ["bellows format", "bellows format --check schemas/app.schema"]
    case .explain: ["bellows explain field-renamed"]
    }
  }
}

extension Option {
  /// A line, or a few, for the help of a command.
  fileprivate var summary: [String] {
    switch self {
    case .adopt: ["make the goal current as it is, for a database that has it"]
    case .allow: ["accept findings of this rule, once each; may be repeated"]
    case .base: ["the branch that has the plans of others, as origin/main"]
    case .check: ["write nothing; exit 1 when a file is not in canonical form"]
    case .data: ["repair rows of these tables, with no change of the schema"]
    case .deploys:
      [
        "rolling: old and new code run side by side (the default)",
        "together: they never do",
      ]
    case .format:
      OutputFormat.allCases.map { "\($0.rawValue): \($0.summary)\($0 == .text ? " (the default)" : "")" }
    case .from: ["take the old side from this revision of git"]
    case .help: ["print this"]
    case .once: ["change each row once, by a function that is not idempotent"]
    case .hook: ["write the git hooks of this clone, and nothing else"]
    case .target: ["postgresql, sqlite (the default) or document"]
    case .version: ["print the version"]
    case .with: ["other tables that the bodies use, with commas between"]
    }
  }
}
