// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

extension WorkflowCheck {
  /// The environment whose databases must complete a deploy before the code advances past it.
  static let production = "production"

  /// Checks that a valid attestation for production is filed for a deploy that the code advances past.
  mutating func checkAttested(_ left: MigrationMark, _ plan: Plan?) throws(Failure) {
    let folder = PlanFolder(left.plan, in: new.files)
    var problem: Failure?
    var isAttested = false
    var databases = Set(try productionDatabases(in: new.files))
    for name in try folder.names() where name.hasPrefix("\(left.deploy)\(Attestation.fileNamePart)") {
      do throws(Failure) {
        let all = try Attestation.parse(try folder.bytes(of: name), at: folder.file(name))
        let own = all.first { $0.plan == left.plan }
        guard let attestation = own ?? all.first, attestation.environment == Self.production else { continue }
        if own == nil { throw .refused(.attestationOfOtherPlan(attestation.plan, current: [left.plan])) }
        guard attestation.deploy == left.deploy else {
          throw .refused(.attestationOfLaterDeploy(attestation.deploy, of: left.plan, current: left.deploy))
        }
        // If planning again failed, that is a finding of its own.
        if let plan { try check(attestation, against: plan) }
        databases.remove(attestation.database)
        isAttested = true
      } catch {
        problem = error
      }
    }
    if isAttested, databases.isEmpty { return }
    if isAttested {
      findings.add(.notAttestedBy(left, databases.sorted()), in: new.current)
    } else if let problem {
      findings.add(.badAttestation(left, problem), in: new.current)
    } else {
      findings.add(.notAttested(left), in: new.current)
    }
  }
}
