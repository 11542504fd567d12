// Part of Bellows. MIT licence: see LICENSE.

/// `bellows advance`: files an attestation, and moves the current schema and the row types to the next deploy.
///
/// An attestation of an earlier deploy is only filed: a plan that runs on three databases collects three of them.
func advance(attestation path: String) throws(Failure) {
  let bytes = try io(try read(fileAt: path))
  let attestations = try Attestation.parse(bytes, at: path)

  let current = try Current.read()
  guard case .plan(let name, let at, let count) = current.mark else {
    throw .refused(.attestationOfOtherPlan(attestations[0].plan, current: nil))
  }
  guard let attestation = attestations.first(where: { $0.plan == name }) else {
    throw .refused(.attestationOfOtherPlan(attestations[0].plan, current: name))
  }
  let folder = PlanFolder(name)
  let plan = try folder.replan(current)
  let stage = plan.isOffline ? plan.deploys.count : at
  guard attestation.deploy <= stage else {
    throw .refused(.attestationOfLaterDeploy(attestation.deploy, current: stage))
  }
  try check(attestation, against: plan)

  var edits = [FileEdit(folder.file(attestation.fileName), bytes: bytes)]
  let next = attestation.deploy == at && at < count ? plan.commits.first { $0 > at } : nil
  if let next {
    let types = try ReadSchema([current.file]).schema.namedTypes
    edits += try folder.edits(for: plan, at: next, after: try folder.markBefore(), types: types).edits
  }
  let changed = try io(try write(edits))
  try output(advanceSummary(plan, name, attestation, from: at, to: next, changed: changed))
}
