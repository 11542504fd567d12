// Part of Bellows. MIT licence: see LICENSE.
import SchemaEvolution
import SchemaLanguage

/// `bellows advance`: files an attestation, and moves current and the row types to the deploy that it opens.
///
/// An attestation of a deploy that the code has left already is filed and moves nothing: a plan that runs on three
/// databases collects three of them.
func advance(attestation path: String) throws(Failure) {
  let bytes = try io(try read(fileAt: path))
  let attestation: Attestation
  do {
    attestation = try Attestation(parsing: bytes)
  } catch {
    throw .attestation(path: path, error)
  }

  let current = try Current.read()
  guard case .plan(let name, let at, let count) = current.mark else {
    throw .refused(.attestationOfOtherPlan(attestation.plan, current: nil))
  }
  guard name == attestation.plan else {
    throw .refused(.attestationOfOtherPlan(attestation.plan, current: name))
  }
  guard attestation.deploy <= at else {
    throw .refused(.attestationOfLaterDeploy(attestation.deploy, current: at))
  }
  let folder = PlanFolder(name)
  let base = try folder.schema(PlanFolder.baseName)
  let plan = try folder.replan(from: base)
  try check(attestation, against: plan)

  var edits = [FileEdit(folder.file(attestation.fileName), bytes: bytes)]
  let next = attestation.deploy == at && at < count ? at + 1 : nil
  if let next { edits += try folder.edits(for: plan, at: next, from: base).edits }
  let changed = try io(try write(edits))
  try output(advanceSummary(plan, name, attestation, from: at, to: next, changed: changed))
}

/// Whether an attestation says all that the next deploy waits for, and says that it is done.
private func check(_ attestation: Attestation, against plan: Plan) throws(Failure) {
  guard let deploy = plan.deploys.first(where: { $0.number == attestation.deploy }) else {
    throw .refused(.attestationOfLaterDeploy(attestation.deploy, current: plan.deploys.count))
  }
  guard attestation.schema == deploy.schema.fingerprint else {
    throw .refused(.attestationOfOtherSchema(deploy: attestation.deploy))
  }
  for count in attestation.counts where count.remaining > 0 {
    throw .refused(.rowsRemain(count.name, count.remaining))
  }
  let counted = Set(attestation.counts.map(\.name))
  for gate in plan.deploys.first(where: { $0.number == attestation.deploy + 1 })?.gates ?? [] {
    switch gate {
    case .released:
      if !attestation.isReleased { throw .refused(.notReleased) }
    case .backfilled(let name):
      if !counted.contains(name) { throw .refused(.notCounted(name)) }
    case .verified(let paths):
      for path in paths where !counted.contains(path.description) { throw .refused(.notCounted(path.description)) }
    case .backup:
      // The database keeps it itself, in the moment before it deletes: nothing that could be attested earlier.
      continue
    }
  }
}

extension PlanFolder {
  /// Plans again from the folder's own base and goal, and makes sure that it is the same plan.
  fileprivate func replan(from base: ReadSchema) throws(Failure) -> Plan {
    let state = try state()
    let goal = try schema(Self.goalName)
    let plan = try makePlan(from: base, to: goal, rollout: state.isTogether ? .together : .rolling).plan
    guard state.name == self.plan.text, state.baseFingerprint == plan.base.fingerprint,
      state.goalFingerprint == plan.goal.fingerprint, state.schemaFiles == plan.deploys.map(Self.schemaName(of:))
    else { throw .workspace(.planFileEdited(self.plan, file: file(Self.dataName))) }
    for deploy in plan.deploys {
      let name = Self.schemaName(of: deploy)
      let found = try bytes(of: name).filter { $0 != UInt8(ascii: "\r") }
      guard found.elementsEqual(printSchema(deploy.schema).utf8) else {
        throw .workspace(.planFileEdited(self.plan, file: file(name)))
      }
    }
    return plan
  }
}
