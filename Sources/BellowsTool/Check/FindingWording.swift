// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL
import SchemaModel

/// The one place where findings become sentences: what is wrong, and then what to do.
extension Finding {
  /// The finding as every report prints it.
  func diagnostic(at range: SourceRange?) -> Diagnostic {
    let (message, advice) = wording
    return Diagnostic(
      isRefusal ? .error : .warning, id, message, range: range, notes: advice.map { Diagnostic.Note($0) })
  }

  private var wording: (message: String, advice: [String]) {
    switch self {
    case .uncovered(let change, let underWay):
      let what = "\(change.spelledPath) (\(change.rule.rawValue), \(change.verdict.rawValue))"
      return ("no plan leads to \(what)\(reason(change.spelledReason))", [Self.advice(underWay)])
    case .renamed(let old, let new, let underWay):
      return (
        "no plan calls \(shown(old.description)) \(shown(new.description)): its Swift has the old name",
        [Self.advice(underWay)]
      )
    case .unplanned(let change):
      return (
        "\(Layout.current) changed without a plan: \(change.spelledPath) (\(change.rule.rawValue), "
          + "\(change.verdict.rawValue))\(reason(change.spelledReason))",
        [
          "'bellows generate NAME' plans a change of the data; if a database has it so already and the schema was "
            + "wrong, allow it: --allow \(change.rule.rawValue)"
        ]
      )
    case .change(let change):
      let advice =
        change.verdict == .breaking
        ? "'bellows explain \(change.rule.rawValue)' says why, and 'bellows plan' the way that is safe"
        : "running code may feel it; 'bellows explain \(change.rule.rawValue)' says more"
      return ("\(change.spelledPath)\(reason(change.spelledReason))", [advice])
    case .refused(let diagnostic): return (diagnostic.message, diagnostic.notes.map(\.message))
    case .unreadableBase(let path):
      return ("\(shown(path)) cannot be read as a schema, so there is nothing to compare with", [])
    case .outOfOrder(let was, let now):
      return (
        "\(now.words) does not follow \(was.words)",
        ["deploys are taken one at a time: commit, deploy and attest each ('bellows advance FILE') before the next"]
      )
    case .otherBase(let mark, let was):
      return (
        "plan \(mark.plan) does not begin at what is current: \(was.words)",
        ["take \(Layout.current) from the base branch, then 'bellows generate \(mark.plan)' makes it anew"]
      )
    case .lost(let mark, let side):
      return (
        "the merge leaves out plan \(mark.plan), deploy \(mark.deploy), which \(shown(side)) has",
        ["take \(Layout.current) from that side, then 'bellows generate' again for the plan of the other"]
      )
    case .changed(let mark, let file):
      return (
        "plan \(mark.plan) is not what others have of it: \(shown(file)) changed",
        ["take it back from git; a further change is a plan of its own"]
      )
    case .notAttested(let mark):
      return (
        "the code leaves deploy \(mark.deploy) of plan \(mark.plan), and no attestation for production is with it",
        ["'migrate verify --attest' prints it when the work is done, 'bellows advance FILE' files it; commit both"]
      )
    case .badAttestation(let mark, let failure):
      return (
        "the code leaves deploy \(mark.deploy) of plan \(mark.plan) without a valid attestation: \(failure.clause)",
        ["'migrate verify --attest' prints a new one, 'bellows advance FILE' files it"]
      )
    case .unusable(let problem):
      let lines = problem.sentence.split(separator: "\n").map { String($0.drop { $0 == " " }) }
      return (
        lines.first ?? "",
        lines.count > 1 ? Array(lines.dropFirst()) : ["stage all that Bellows wrote: git add \(Layout.plans)"]
      )
    case .edited(let path):
      return (
        "\(shown(path)) is written by Bellows, and was edited",
        ["take it back from git; 'bellows generate' and 'bellows advance' write it"]
      )
    case .missing(let path):
      return ("\(shown(path)) is missing: the plan is not whole without it", [Self.stageAll])
    case .stale(let path):
      return ("\(shown(path)) is not what the current deploy needs, but of another one", [Self.stageAll])
    }
  }

  private static func advice(_ underWay: MigrationMark?) -> String {
    underWay.map { "'bellows generate \($0.plan)' plans it together with the rest, unless others have that plan" }
      ?? "'bellows generate NAME' plans it; commit all that it writes, or take the change back"
  }

  private static let stageAll = "stage all that Bellows wrote: git add \(Layout.plans) \(Layout.swift)"

  private func reason(_ text: String) -> String { text.isEmpty ? "" : ": " + text }
}

extension CurrentMark {
  /// `deploy 1 of plan add-age`.
  fileprivate var words: String {
    switch self {
    case .noPlan: "a schema of no plan"
    case .plan(let name, let deploy, _): "deploy \(deploy) of plan \(name)"
    }
  }
}

extension WorkspaceProblem {
  /// Whether the current schema is where to look.
  var isAboutCurrent: Bool {
    switch self {
    case .unmarkedCurrent, .editedCurrent: true
    case .noGoal, .twoGoals, .noSchemaFile, .noCurrent, .planFileMissing, .planFileEdited: false
    }
  }
}

extension Failure {
  /// Its message as a part of another sentence.
  fileprivate var clause: String {
    let line = message(inColour: false).split(separator: "\n").first ?? ""
    let lead = "error: "
    return String(line.hasPrefix(lead) ? line.dropFirst(lead.count) : line)
  }
}
