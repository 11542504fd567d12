// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Reports
import SwiftEmitter

/// `bellows advance`: files an attestation, and moves the current schema and the row types to the next deploys.
///
/// An attestation names every plan of its database. Each plan that is under way moves by itself: when the databases that
/// count as production have attested the deploy that the code is for. An attestation of an earlier deploy is only filed.
///
/// In a Convex project there are no attestations: it moves a plan to its next push.
///
/// - Parameter argument: The path of the attestation, or the name of the plan.
func advance(_ argument: String?) throws(Failure) {
  if FileTree.disk.isConvex { return try advanceOnConvex(argument) }
  guard let path = argument else { throw .usage(UsageError(.missingArgument("FILE"), in: .advance)) }
  let bytes = try io(try read(fileAt: path))
  let attestations = try Attestation.parse(bytes, at: path)
  let workspace = try Workspace()
  let underWay = try workspace.underWay()

  let known = attestations.compactMap { attestation in workspace.entry(attestation.plan).map { (attestation, $0) } }
  if known.isEmpty {
    throw .refused(.attestationOfOtherPlan(attestations[0].plan, current: workspace.plans.map(\.name)))
  }
  // Finished plans need no attestation any more, unless there is nothing else in it.
  let going = known.filter { !$0.1.stage.isLast }
  var advance = Advance(workspace: workspace, bytes: bytes)
  for (attestation, entry) in going.isEmpty ? known : going {
    let plan = try workspace.plan(entry, among: underWay)
    do throws(Failure) {
      try advance.file(attestation, for: plan)
    } catch {
      guard case .refused(let refusal) = error else { throw error }
      advance.refused.append((plan.name, refusal))
    }
  }
  if advance.outcomes.isEmpty, let refused = advance.refused.first { throw .refused(refused.refusal) }
  try advance.write(moving: underWay)
}

/// An attestation that is being filed.
private struct Advance {
  let workspace: Workspace
  let bytes: [UInt8]
  var edits: [FileEdit] = []
  var outcomes: [AdvanceOutcome] = []
  /// The plans that it does not move, and why.
  var refused: [(plan: MigrationName, refusal: Refusal)] = []

  init(workspace: Workspace, bytes: [UInt8]) {
    self.workspace = workspace
    self.bytes = bytes
  }

  /// Files the attestation in a plan's folder, and finds the next deploy.
  mutating func file(_ attestation: Attestation, for plan: PlanUnderWay) throws(Failure) {
    guard attestation.deploy <= plan.deploy else {
      throw .refused(.attestationOfLaterDeploy(attestation.deploy, of: plan.name, current: plan.deploy))
    }
    try check(attestation, against: plan.plan)
    let folder = PlanFolder(plan.name)
    edits.append(FileEdit(folder.file(attestation.fileName), bytes: bytes))
    var outcome = AdvanceOutcome(plan: plan, attestation: attestation)
    if attestation.deploy == plan.stage.deploy, !plan.stage.isLast {
      var gate = try ProductionGate(plan.name, deploy: attestation.deploy, of: plan.plan, in: workspace.tree)
      gate.add(attestation)
      outcome.missing = gate.missing
      if outcome.missing.isEmpty { outcome.next = plan.plan.commits.first { $0 > plan.stage.deploy } }
    }
    outcomes.append(outcome)
  }

  func write(moving underWay: [PlanUnderWay]) throws(Failure) {
    var edits = edits
    var stages: [MigrationName: PlanStage] = [:]
    for outcome in outcomes {
      guard let next = outcome.next else { continue }
      let stage = PlanStage(next, of: outcome.plan.plan)
      stages[outcome.plan.name] = stage
      edits.append(FileEdit(PlanFolder(outcome.plan.name).file(PlanFolder.stageName), "\(stage)\n"))
    }
    if !stages.isEmpty { edits += try workspace.moving(underWay, to: stages).edits(in: .disk) }
    let changed = try io(try BellowsTool.write(edits))
    try output(advanceSummary(outcomes, refused: refused, changed: changed))
  }
}

/// What an attestation means for a plan.
struct AdvanceOutcome {
  var plan: PlanUnderWay
  var attestation: Attestation
  /// The deploy that the code moves to.
  var next: Int?
  /// What has not attested the deploy: see `ProductionGate.missing`.
  var missing: [String] = []
}

extension Workspace {
  /// What Bellows derives when the code moves to other deploys of some plans.
  func moving(_ underWay: [PlanUnderWay], to stages: [MigrationName: PlanStage]) throws(Failure) -> DerivedFiles {
    let goal = try? ReadSchema(at: Layout.goalPath())
    var schema = underWay.moving(current.schema) { plan in
      stages[plan.name].map { plan.plan.isOffline ? plan.plan.deploys.count : $0.deploy } ?? plan.deploy
    }
    if let goal { schema = schema.arranged(like: goal.schema) }
    schema.namedTypes = current.schema.namedTypes
    let moved = underWay.map { plan in
      var plan = plan
      plan.stage = stages[plan.name] ?? plan.stage
      return plan
    }
    return try derived(current: schema, underWay: moved.named(), stages: stages)
  }
}

extension PlanFolder {
  /// The attestations of a deploy that were filed; what is no attestation of it is left out.
  func attestations(of deploy: Int) throws(Failure) -> [Attestation] {
    var found: [Attestation] = []
    for name in try names() where name.hasPrefix("\(deploy)\(Attestation.fileNamePart)") {
      guard let all = try? Attestation.parse(try bytes(of: name), at: file(name)) else { continue }
      found += all.filter { $0.plan == plan && $0.deploy == deploy }
    }
    return found
  }
}
