// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL
import Reports
import SchemaModel
import SwiftEmitter

/// The messages of findings: what is wrong, then what to do.
extension Finding {
  /// The finding as reports print it.
  func diagnostic(at range: SourceRange?) -> Diagnostic {
    let (message, advice) = wording
    return Diagnostic(
      isError ? .error : .warning, id, message, range: range, notes: advice.map { Diagnostic.Note($0) })
  }

  private var wording: (message: String, advice: [String]) {
    switch self {
    case .uncovered(let change, let own):
      let subject = "\(change.spelledPath) (\(change.rule.rawValue), \(change.verdict.rawValue))"
      return ("no plan contains this change: \(subject)\(suffix(change.spelledReason))", [Self.advice(own)])
    case .renamed(let old, let new, let own):
      return (
        "no plan renames \(shown(old.description)) to \(shown(new.description)) in the generated Swift",
        [Self.advice(own)]
      )
    case .unplanned(let change):
      return (
        "\(Layout.current) changed without a plan: \(change.spelledPath) (\(change.rule.rawValue), "
          + "\(change.verdict.rawValue))\(suffix(change.spelledReason))",
        [
          "'bellows generate NAME' plans it; if the database already has it and the schema was wrong, accept it: "
            + "--allow \(change.rule.rawValue)"
        ]
      )
    case .change(let change):
      let rule = change.rule.rawValue
      let advice =
        change.verdict == .breaking
        ? "'bellows explain \(rule)' explains why, and 'bellows plan' shows the safe deploys"
        : "this can affect running code; see 'bellows explain \(rule)'"
      return ("\(change.spelledPath)\(suffix(change.spelledReason))", [advice])
    case .refused(let diagnostic): return (diagnostic.message, diagnostic.notes.map(\.message))
    case .unreadableBase(let path):
      return ("\(shown(path)) cannot be read as a schema; nothing is compared with it", [])
    case .outOfOrder(let plan, let was, let now):
      let before = was.map { "deploy \($0.deploy)" } ?? "the state before the plan"
      return (
        "deploy \(now.deploy) of plan \(plan) does not follow \(before)",
        ["commit, deploy and attest each deploy ('bellows advance FILE') before the next"]
      )
    case .lost(let mark):
      return (
        "plan \(mark.plan) is gone, but databases may be at its deploy \(mark.deploy)",
        [
          "restore its folder from the branch that has it, then run 'bellows sync'; 'bellows retire \(mark.plan)' deletes "
            + "the files of a finished plan"
        ]
      )
    case .notInCurrent(let mark):
      return (
        "\(Layout.current) does not have the changes of plan \(mark.plan), which is at deploy \(mark.deploy)",
        ["take \(Layout.current) from the branch that has the plan, then run 'bellows sync'"]
      )
    case .meets(let plan, let other, let elements, let reads):
      return (
        "plans \(plan) and \(other) are both under way, and both change or rely on \(shown(list(elements, "and")))",
        ["'bellows sync' says which plan can begin after the other; or take one of them back"]
          + (reads?.adviceForNew ?? [])
      )
    case .predecessorGone(let plan, let other):
      return (
        "plan \(plan) begins after plan \(other), which is gone",
        [
          "restore \(Layout.planFolder(other)) from the branch that has it, then run 'bellows sync'; or take plan \(plan) "
            + "back: 'bellows drop \(plan)'. If every database has done \(other), its name belongs in \(Layout.retired)"
        ]
      )
    case .begunTooEarly(let plan, let other, let stage, let deploy):
      return (
        "plan \(plan) begins after deploy \(deploy) of plan \(other), which is at deploy \(stage)",
        ["wait for 'bellows advance' to that deploy, or take plan \(plan) back"]
      )
    case .notTogether(let plans, let violation):
      return (
        "plans \(list(plans.map(\.text), "and")) cannot be under way together: \(shown(violation))",
        ["finish one of them before the others begin, and report this: the plans were taken for independent"]
      )
    case .typeTaken(let type, let plan, let other):
      return (
        "plans \(other) and \(plan) both have the Swift type \(type)",
        ["give one of them another name: 'bellows drop NAME', then 'bellows generate' with the new name"]
      )
    case .changed(let mark, let file):
      return (
        "plan \(mark.plan) is merged and can no longer change, but \(shown(file)) changed",
        ["restore it with 'git restore \(shown(file))'; plan further changes under a new name"]
      )
    case .notAttested(let mark):
      return (
        "the code advances past deploy \(mark.deploy) of plan \(mark.plan) without an attestation for production",
        ["when the deploy is complete: migrate verify --attest > FILE, then 'bellows advance FILE'; commit both"]
      )
    case .notAttestedBy(let mark, let databases):
      return (
        "the code advances past deploy \(mark.deploy) of plan \(mark.plan) without an attestation of "
          + shown(list(databases, "and")),
        ["\(Layout.production) names the databases; 'bellows advance FILE' files the attestation of each"]
      )
    case .badAttestation(let mark, let failure):
      return (
        "the code advances past deploy \(mark.deploy) of plan \(mark.plan) without a valid attestation: "
          + failure.clause,
        ["'migrate verify --attest' prints a new one, 'bellows advance FILE' files it"]
      )
    case .unusable(let problem):
      let lines = problem.sentence.split(separator: "\n").map { String($0.drop { $0 == " " }) }
      return (
        lines.first ?? "",
        lines.count > 1 ? Array(lines.dropFirst()) : ["stage everything that Bellows wrote: git add \(Layout.plans)"]
      )
    case .edited(let path):
      return (
        "\(shown(path)) is generated by Bellows, but was edited",
        ["restore it with 'git restore \(shown(path))'; only 'bellows generate' and 'bellows advance' write it"]
      )
    case .missing(let path):
      return ("\(shown(path)) is missing; the plan needs it", [Self.stageAll])
    case .stale(let path):
      return (
        "\(shown(path)) is not what the plans lead to at their deploys",
        ["'bellows sync' writes it again; \(Self.stageAll)"]
      )
    }
  }

  private static func advice(_ own: MigrationName?) -> String {
    own.map { "'bellows generate \($0)' adds the change to this plan; 'bellows generate NAME' makes another one" }
      ?? "'bellows generate NAME' plans the change; commit everything that it writes, or revert the change"
  }

  private static let stageAll = "stage everything that Bellows wrote: git add \(Layout.plans) \(Layout.swift)"

  private func suffix(_ reason: String) -> String { reason.isEmpty ? "" : ": " + reason }
}

extension Failure {
  /// The first line of its message, without `error: `.
  fileprivate var clause: String {
    let line = message(inColour: false).split(separator: "\n").first ?? ""
    let lead = "error: "
    return String(line.hasPrefix(lead) ? line.dropFirst(lead.count) : line)
  }
}
