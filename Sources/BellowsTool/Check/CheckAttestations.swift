// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

extension WorkflowCheck {
  /// Checks that valid attestations for production are filed for a deploy that the code advances past.
  mutating func checkAttested(_ left: MigrationMark, _ plan: Plan?) throws(Failure) {
    let gate = try ProductionGate(left.plan, deploy: left.deploy, of: plan, in: new.files)
    let missing = gate.missing
    if missing.isEmpty { return }
    if gate.isAttested {
      findings.add(.notAttestedBy(left, missing.sorted()), in: new.current)
    } else if let problem = gate.problem {
      findings.add(.badAttestation(left, problem), in: new.current)
    } else {
      findings.add(.notAttested(left), in: new.current)
    }
  }
}
