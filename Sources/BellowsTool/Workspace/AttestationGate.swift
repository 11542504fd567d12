// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL
import PlanModel
import SchemaLanguage

extension Attestation {
  /// Parses the bytes of a file: an attestation for each plan.
  static func parse(_ bytes: [UInt8], at path: String) throws(Failure) -> [Attestation] {
    do {
      return try parse(bytes)
    } catch {
      throw .attestation(path: path, error)
    }
  }
}

/// Throws unless an attestation shows that all requirements of the next deploy are met.
func check(_ attestation: Attestation, against plan: Plan) throws(Failure) {
  guard let deploy = plan.deploys.first(where: { $0.number == attestation.deploy }) else {
    throw .refused(
      .attestationOfLaterDeploy(attestation.deploy, of: attestation.plan, current: plan.deploys.count))
  }
  guard attestation.schema == plan.fingerprint(of: deploy.schema) else {
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
      // The database writes the backup in the transaction that deletes the values, so it cannot be attested earlier.
      continue
    }
  }
}
