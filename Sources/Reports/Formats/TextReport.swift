// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

/// Text for a terminal: the verdict, the changes by table, the deploys in order.
struct TextReport: ReportWriter {
  var style: TextStyle

  func report(_ plan: PlanReport) -> String {
    let facts = plan.facts
    var layout = TextLayout(style)
    layout.verdict(facts.summary)
    guard !facts.deploys.isEmpty else { return layout.text }
    let isLong = facts.changes.count > longReport
    if isLong, let first = facts.firstStep { layout.wrapped(first, lead: "", leadWidth: 0, indent: 2) }
    if !facts.renamed.isEmpty { layout.wrapped(facts.renamed, lead: "names: ", leadWidth: 7, indent: 2) }
    for table in facts.tables {
      layout.line()
      layout.changes(of: table, isLong: isLong)
    }
    if let convex = ConvexPlan(plan.plan) { return layout.text + convex.text }
    layout.line()
    for deploy in facts.deploys { layout.deploy(deploy) }
    return layout.text
  }

  func report(_ findings: FindingsReport) -> String {
    findings.findings.isEmpty
      ? "check passed: \(findings.comparison)\n"
      : render(findings.findings, new: findings.files, inColour: style.usesColour)
  }
}

/// The most differences inside one type that are listed.
private let mostDifferences = 12

/// The most lines of SQL that are listed.
private let mostStatements = 24

/// Reports with more changes than this group them by rule.
private let longReport = 20

extension TextLayout {
  fileprivate mutating func verdict(_ summary: PlanSummary) {
    guard summary.verdict != .none else { return wrapped(summary.wording, lead: "", leadWidth: 0, indent: 2) }
    let word = summary.verdict.rawValue
    let look: Look = summary.verdict == .breaking ? .breaking : .safe
    wrapped(summary.wording, lead: painted(word + ":", look) + " ", leadWidth: word.count + 2, indent: 2)
  }

  /// A table's name and file, then its changes.
  fileprivate mutating func changes(of table: TableFacts, isLong: Bool) {
    let files = [table.file, table.oldFile.map { "was " + $0 }].compactMap { $0 }.map { ", " + $0.printable }
    line(painted(table.table ?? "whole tables", .heading) + painted(files.joined(), .quiet))
    let all = table.groups.flatMap(\.changes)
    let pathWidth = min(32, all.map(\.path.count).max() ?? 0)
    let ruleWidth = all.map(\.rule.rawValue.count).max() ?? 0
    for group in table.groups {
      let verdict = "  " + painted(group.verdict.rawValue.padded(to: 8), group.verdict == .breaking ? .breaking : .safe)
      let reasons = Set(group.changes.map(\.reason))
      if isLong, group.changes.count > 1, reasons.count == 1, let reason = reasons.first {
        line("\(verdict)  \(group.rule.rawValue), \(group.changes.count) times")
        remark(sentence(reason))
        for change in group.changes {
          let rest = [change.position(in: table), change.witness?.wording ?? "", change.hazardList]
          let details = rest.filter { !$0.isEmpty }.joined(separator: "  ")
          line((String(repeating: " ", count: 4) + change.path.padded(to: pathWidth) + "  " + details).printable)
        }
      } else {
        for change in group.changes {
          let rule = painted(change.rule.rawValue.padded(to: ruleWidth), .quiet)
          let position = painted(change.position(in: table).printable, .quiet)
          line(
            "\(verdict)  \(change.path.padded(to: pathWidth))  \(rule)  \(position)"
              + witness(change, table, pathWidth + ruleWidth))
          change.remark.map { remark($0) }
          let differences = change.differences
          for difference in differences.prefix(mostDifferences) { remark(difference) }
          let more = differences.count - mostDifferences
          if more > 0 { remark("and \(more) more") }
        }
      }
    }
  }

  /// The counterexample, on the line of its change if it fits.
  private func witness(_ change: ChangeFacts, _ table: TableFacts, _ used: Int) -> String {
    guard let witness = change.witness?.wording else { return "" }
    let column = 16 + used + change.position(in: table).count
    return column + witness.count <= style.width ? "  " + witness : "\n    " + witness
  }

  private mutating func remark(_ text: String) {
    wrapped(text, lead: "    ", leadWidth: 4, indent: 4)
  }

  /// A deploy: a line for each action, and the tasks before the next deploy.
  fileprivate mutating func deploy(_ deploy: DeployFacts) {
    let title = painted("\(deploy.number). \(deploy.kind)".padded(to: 10), .heading)
    if deploy.isOffline {
      line(title + "  stop all code, migrate run --offline, then start the new code")
      statements(deploy.statements)
    } else {
      let release = deploy.isRelease ? "then release code" : "no code release"
      line(title + "  migrate run, " + release)
    }
    for group in deploy.groups {
      let wording = group.action.wording
      // Long lists omit the types, which are listed with the changes.
      let subjects = group.subjects.map { group.subjects.count > 6 ? $0.name : $0.text }
      entry(
        wording.actor.rawValue, (wording.phrase + ":").split(separator: " ").map(String.init) + listed(subjects, ","))
    }
    let commands = deploy.tasks.compactMap(\.brief)
    if !commands.isEmpty { entry(deploy.isOffline ? "run" : "then", listed(commands, ";")) }
  }

  /// The SQL of an offline deploy.
  private mutating func statements(_ statements: [String]) {
    let lines = statements.flatMap { $0.split(separator: "\n").map(String.init) }
    for (index, text) in lines.prefix(mostStatements).enumerated() {
      line("   " + painted((index == 0 ? "SQL" : "").padded(to: 5), .quiet) + "  " + text.printable)
    }
    if lines.count > mostStatements { line("          and \(lines.count - mostStatements) more lines, in plan.md") }
  }

  private mutating func entry(_ label: String, _ pieces: [String]) {
    wrapped(pieces, lead: "   " + painted(label.padded(to: 5), .quiet) + "  ", leadWidth: 10, indent: 12)
  }

  private func listed(_ items: [String], _ separator: String) -> [String] {
    items.enumerated().map { $0 < items.count - 1 ? $1 + separator : $1 }
  }
}

extension ChangeFacts {
  /// Line and column, with the file if it is not the one in the heading.
  fileprivate func position(in table: TableFacts) -> String {
    if let new { return new.file == table.file ? new.lineAndColumn : new.description }
    guard let old else { return "" }
    return "was " + (old.file == table.oldFile ? old.lineAndColumn : old.description)
  }

  /// `[index-build]`, or the empty string.
  fileprivate var hazardList: String {
    hazards.isEmpty ? "" : "[" + hazards.map(\.rawValue).joined(separator: ", ") + "]"
  }

  /// The reason and hazards; `nil` for a safe change without hazards.
  fileprivate var remark: String? {
    guard verdict == .breaking || !hazards.isEmpty else { return nil }
    return hazards.isEmpty ? sentence(reason) : sentence(reason) + " " + hazardList
  }
}

extension DeployTask {
  /// The task on one line; `nil` for those that the first line of the deploy contains.
  fileprivate var brief: String? {
    switch self {
    case .changeStore, .release, .stop: nil
    case .runOffline(let names, let handWritten, let backedUp):
      names.isEmpty && backedUp.isEmpty
        ? nil
        : "migrate run --offline ("
          + [
            backedUp.isEmpty ? "" : "backs up \(Self.columns(backedUp))",
            names.isEmpty ? "" : Self.backfills(names, handWritten: handWritten, emptied: 0),
          ].filter { !$0.isEmpty }.joined(separator: ", ") + ")"
    case .confirmReleased: "migrate released"
    case .backfill(let names, let handWritten, let emptied, let backedUp):
      "migrate run (" + (backedUp.isEmpty ? "" : "backs up \(Self.columns(backedUp)), ")
        + Self.backfills(names, handWritten: handWritten, emptied: emptied) + ")"
    case .measureBackup(let columns): "migrate run (reports the size of \(Self.columns(columns)))"
    case .attest(let paths):
      "migrate verify --attest" + (paths.isEmpty ? "" : " (counts \(paths.joined(separator: ", ")))")
    case .count(let paths): "migrate run (counts \(paths.joined(separator: ", ")))"
    case .advance: "bellows advance"
    }
  }

  /// Longer lists are only counted; `plan.md` contains them in full.
  private static let fewNames = 6

  private static func columns(_ columns: [String]) -> String {
    columns.count > fewNames ? counted(columns.count, "column") : columns.joined(separator: ", ")
  }

  /// The backfills with hand-written functions are always named.
  private static func backfills(_ names: [String], handWritten: Set<String>, emptied: Int) -> String {
    guard names.count > fewNames else {
      return "backfills " + names.map { handWritten.contains($0) ? $0 + " (hand-written)" : $0 }.joined(separator: ", ")
    }
    var parts: [String] = []
    if !handWritten.isEmpty {
      parts.append("backfills " + handWritten.sorted().joined(separator: ", ") + " (hand-written)")
    }
    let known = names.count - handWritten.count - emptied
    if known > 0 { parts.append((handWritten.isEmpty ? "backfills " : "and ") + counted(known, "field")) }
    if emptied > 0 { parts.append("empties " + counted(emptied, "field")) }
    return parts.joined(separator: "; ")
  }
}
