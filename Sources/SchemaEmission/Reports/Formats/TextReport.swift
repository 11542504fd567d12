// Part of Bellows. MIT licence: see LICENSE.
import SchemaEvolution

/// A plan for a person at a terminal: the verdict, the changes by table, the deploys in order.
func textReport(_ facts: PlanFacts, style: TextStyle) -> String {
  var layout = TextLayout(style)
  guard facts.summary.verdict != .none else {
    layout.line(facts.summary.wording)
    return layout.text
  }
  layout.verdict(facts.summary)
  let isLong = facts.changes.count > longReport
  if isLong, let first = facts.firstThing { layout.wrapped(first, lead: "", leadWidth: 0, indent: 2) }
  for table in facts.tables {
    layout.line()
    layout.changes(of: table, isLong: isLong)
  }
  layout.line()
  for deploy in facts.deploys { layout.deploy(deploy) }
  return layout.text
}

/// With more changes than this, those of one rule are said together.
private let longReport = 20

extension TextLayout {
  fileprivate mutating func verdict(_ summary: PlanSummary) {
    let word = summary.verdict.rawValue
    let look: Look = summary.verdict == .breaking ? .breaking : .safe
    wrapped(summary.wording, lead: painted(word + ":", look) + " ", leadWidth: word.count + 2, indent: 2)
  }

  /// A table's name and file, then its changes.
  fileprivate mutating func changes(of table: TableFacts, isLong: Bool) {
    line(
      painted(table.table ?? "whole tables", .heading) + painted(table.file.map { ", " + $0.printable } ?? "", .quiet))
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
          let rest = [change.place(within: table.file), change.witness?.wording ?? "", change.hazardList]
          let words = rest.filter { !$0.isEmpty }.joined(separator: "  ")
          line((String(repeating: " ", count: 4) + change.path.padded(to: pathWidth) + "  " + words).printable)
        }
      } else {
        for change in group.changes {
          let rule = painted(change.rule.rawValue.padded(to: ruleWidth), .quiet)
          let place = painted(change.place(within: table.file).printable, .quiet)
          line(
            "\(verdict)  \(change.path.padded(to: pathWidth))  \(rule)  \(place)"
              + witness(change, table.file, pathWidth + ruleWidth))
          change.remark.map { remark($0) }
        }
      }
    }
  }

  /// The witness where it fits on the line of its change, which ends in a place after path and rule.
  private func witness(_ change: ChangeFacts, _ file: String?, _ used: Int) -> String {
    guard let witness = change.witness?.wording else { return "" }
    let column = 16 + used + change.place(within: file).count
    return column + witness.count <= style.width ? "  " + witness : "\n    " + witness
  }

  private mutating func remark(_ text: String) {
    wrapped(text, lead: "    ", leadWidth: 4, indent: 4)
  }

  /// What it takes, a line for each duty, and what to do until the next.
  fileprivate mutating func deploy(_ deploy: DeployFacts) {
    let title = "\(deploy.number). \(deploy.phase.rawValue)"
    let release = deploy.isRelease ? (deploy.isTogether ? "then start code" : "then release code") : "no code release"
    let stop = deploy.actions.first == .stop ? "stop all code, " : ""
    line(painted(title.padded(to: 10), .heading) + "  \(stop)migrate run (\(deploy.schemaFile)), " + release)
    for group in deploy.groups {
      let wording = group.duty.wording
      // Many names are a list to go through; their types stand above.
      let subjects = group.subjects.map { group.subjects.count > 6 ? $0.name : $0.text }
      entry(
        wording.actor.rawValue, (wording.phrase + ":").split(separator: " ").map(String.init) + listed(subjects, ","))
    }
    let commands = deploy.actions.drop { $0 == .stop }.compactMap(\.brief)
    if !commands.isEmpty { entry("then", listed(commands, ";")) }
  }

  private mutating func entry(_ label: String, _ pieces: [String]) {
    wrapped(pieces, lead: "   " + painted(label.padded(to: 5), .quiet) + "  ", leadWidth: 10, indent: 12)
  }

  private func listed(_ items: [String], _ separator: String) -> [String] {
    items.enumerated().map { $0 < items.count - 1 ? $1 + separator : $1 }
  }
}

extension ChangeFacts {
  /// Line and column, with the file where it is not the one of the heading.
  fileprivate func place(within file: String?) -> String {
    guard let place else { return "" }
    return (new == nil ? "was " : "") + (place.file == file ? place.lineAndColumn : place.description)
  }

  /// `[index-build]`, or nothing.
  fileprivate var hazardList: String {
    hazards.isEmpty ? "" : "[" + hazards.map(\.rawValue).joined(separator: ", ") + "]"
  }

  /// Reason and hazards; nothing of a change that is safe without any.
  fileprivate var remark: String? {
    guard verdict == .breaking || !hazards.isEmpty else { return nil }
    return hazards.isEmpty ? sentence(reason) : sentence(reason) + " " + hazardList
  }
}

extension Action {
  /// What to do after the schema and the release, which the deploy's first line has said already.
  fileprivate var brief: String? {
    switch self {
    case .changeStore, .release: nil
    case .stop: "stop all code"
    case .confirmReleased: "migrate released"
    case .backfill(let names, let kept):
      "migrate run (" + (kept.isEmpty ? "" : "keeps \(kept.joined(separator: ", ")), ")
        + "backfills \(names.joined(separator: ", ")))"
    case .keep(let kept): "migrate run (keeps \(kept.joined(separator: ", ")))"
    case .attest(let paths):
      "migrate verify --attest" + (paths.isEmpty ? "" : " (counts \(paths.joined(separator: ", ")))")
    case .advance: "bellows advance"
    }
  }
}
