// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaLanguage
import SchemaModel

/// JSON for programs: `bellows-plan/1` and `bellows-check/1`.
struct JSONReport: ReportWriter {
  func report(_ plan: PlanReport) -> String {
    let convex = ConvexPlan(plan.plan).map { [("convex", $0.json)] } ?? []
    return JSON.object(planMembers(plan.plan, plan.changes) + convex).text
  }

  func report(_ findings: FindingsReport) -> String {
    let list = findings.findings.map { finding in
      var members: [(String, JSON)] = [
        ("rule", .string(finding.id.rawValue)), ("severity", .string(finding.severity.rawValue)),
        ("message", .string(finding.message)), ("notes", .strings(finding.notes.map(\.message))),
      ]
      if let position = findings.position(of: finding) { members.append(("place", positionMember(position))) }
      return JSON.object(members)
    }
    return JSON.object([
      ("format", .string("bellows-check/1")), ("comparison", .string(findings.comparison)), ("findings", .array(list)),
    ]).text
  }
}

/// The members that the report and `plan.json` share.
func planMembers(_ plan: Plan, _ changes: [ChangeFacts]) -> [(String, JSON)] {
  let (base, goal) = (plan.base, plan.goal)
  let fingerprints = concurrently(if: base.tables.count > 100, { base.fingerprint }, { goal.fingerprint })
  return [
    ("format", .string("bellows-plan/1")),
    ("base", .object([("fingerprint", .string(fingerprints.0))])),
    ("target", .object([("fingerprint", .string(fingerprints.1))])),
    ("verdict", .string(PlanSummary(plan).verdict.rawValue)),
    ("changes", .array(changes.map(changeMember))),
    (
      "deploys",
      .array(
        plan.isOffline ? [offlineMember(plan, changes)] : plan.deploys.map { deployMember($0, of: plan, changes) })
    ),
    ("backfills", .array(plan.backfills.map(backfillMember))),
  ]
}

private func changeMember(_ change: ChangeFacts) -> JSON {
  var members: [(String, JSON)] = [
    ("rule", .string(change.rule.rawValue)),
    ("path", .string(change.path)),
    ("verdict", .string(change.verdict.rawValue)),
    ("phases", .strings(change.phases.map(\.rawValue))),
    ("hazards", .strings(change.hazards.map(\.rawValue))),
    ("reason", .string(change.reason)),
  ]
  if let witness = change.witness { members.append(("witness", .string(witness.identifier))) }
  if let old = change.old { members.append(("old", positionMember(old))) }
  if let new = change.new { members.append(("new", positionMember(new))) }
  return .object(members)
}

private func positionMember(_ position: FilePosition) -> JSON {
  .object([
    ("file", .string(position.file)), ("line", .number(position.line)), ("column", .number(position.column)),
  ])
}

/// The one deploy of an offline plan, with its SQL if that is known before it runs.
private func offlineMember(_ plan: Plan, _ changes: [ChangeFacts]) -> JSON {
  let deploy = DeployFacts(offline: plan)
  return .object([
    ("number", .number(deploy.number)), ("phase", .string(deploy.kind)), ("schema", .string(plan.goal.fingerprint)),
    ("release", .bool(deploy.isRelease)), ("code", .array(plan.stages.flatMap(\.code.uses).map(useMember))),
    ("steps", .array((deploy.statements.isEmpty ? plan.offlineSteps : []).map { stepMember($0, changes) })),
    ("statements", .strings(deploy.statements)),
  ])
}

private func deployMember(_ deploy: Deploy, of plan: Plan, _ changes: [ChangeFacts]) -> JSON {
  var members: [(String, JSON)] = [
    ("number", .number(deploy.number)),
    ("phase", .string(deploy.phase.rawValue)),
    ("schema", .string(deploy.schema.fingerprint)),
    ("release", .bool(deploy.isRelease)),
    ("code", .array(deploy.code.uses.map(useMember))),
    ("steps", .array(deploy.steps.filter { changes.indices.contains($0.assessment) }.map { stepMember($0, changes) })),
  ]
  if let gate = gateMember(deploy.gates) { members.append(("gate", gate)) }
  return .object(members)
}

/// An action of a deploy, with the rule and path of its change.
private func stepMember(_ step: Step, _ changes: [ChangeFacts]) -> JSON {
  let change = changes[step.assessment]
  return .object([
    ("duty", .string(step.action.identifier)), ("rule", .string(change.rule.rawValue)), ("path", .string(change.path)),
  ])
}

/// The columns that code reads and writes, with the types that it can read and that it writes.
private func useMember(_ use: FieldUse) -> JSON {
  func columns(_ uses: [ColumnUse]) -> JSON {
    .array(
      uses.map {
        .object([("column", .string($0.column.spelling)), ("type", .string($0.type.description))])
      })
  }
  return .object([
    ("table", .string(use.table.text)), ("field", .string(use.field.text)), ("reads", columns(use.reads)),
    ("writes", columns(use.writes)),
  ])
}

/// The gates before the deploy, by kind; `nil` without gates.
private func gateMember(_ gates: [Gate]) -> JSON? {
  var released: Int?
  var backup: [String] = []
  var backfilled: [String] = []
  var verified: [String] = []
  for gate in gates {
    switch gate {
    case .released(let deploy): released = deploy
    case .backup(let columns): backup += columns.sorted().map(\.spelling)
    case .backfilled(let name): backfilled.append(name)
    case .verified(let paths): verified += paths.sorted().map(\.spelling)
    }
  }
  var members: [(String, JSON)] = []
  if let released { members.append(("released", .number(released))) }
  if !backup.isEmpty { members.append(("backup", .strings(backup))) }
  if !backfilled.isEmpty { members.append(("backfilled", .strings(backfilled))) }
  if !verified.isEmpty { members.append(("verified", .strings(verified))) }
  return members.isEmpty ? nil : .object(members)
}

private func backfillMember(_ backfill: Backfill) -> JSON {
  .object([
    ("name", .string(backfill.name)), ("table", .string(backfill.table.text)),
    ("fields", .strings(backfill.fields.map(\.text))), ("kind", .string(backfill.transform.kind)),
    ("after", .number(backfill.after)),
  ])
}

extension Witness {
  /// The counterexample as the JSON member `witness`.
  fileprivate var identifier: String {
    switch self {
    case .refused(let value): "refused: \(value)"
    case .lost(let value): "lost: \(value)"
    case .pair(let first, let second): "not both: \(Value.map(first)), \(Value.map(second))"
    case .undecided: "too complex to decide; treated as breaking"
    }
  }
}
