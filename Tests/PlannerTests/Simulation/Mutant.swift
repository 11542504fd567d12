// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner

@testable import TestSupport

/// A plan with one fault.
struct Mutant {
  /// The fault: `drop deploy 2`.
  var name: String
  var plan: Plan

  /// All mutants of a plan, without duplicates.
  static func all(of plan: Plan) -> [Mutant] {
    var seen: Set<Plan> = [plan]
    let all = order(of: plan) + gates(of: plan) + backfills(of: plan) + schemas(of: plan) + code(of: plan)
    return all.compactMap { mutant in
      var mutant = mutant
      mutant.plan.renumber()
      return seen.insert(mutant.plan).inserted ? mutant : nil
    }
  }

  /// Deploys dropped, swapped, merged.
  private static func order(of plan: Plan) -> [Mutant] {
    var found: [Mutant] = []
    for position in plan.deploys.indices {
      found.append(Mutant("drop deploy \(position + 1)", plan) { $0.remove(deploy: position + 1) })
      found.append(
        Mutant("flip release of \(position + 1)", plan) { plan in
          plan.deploys[position].isRelease.toggle()
        })
      guard position + 1 < plan.deploys.count else { continue }
      found.append(
        Mutant("swap deploys \(position + 1) and \(position + 2)", plan) { plan in
          var (one, other) = (plan.deploys[position], plan.deploys[position + 1])
          (one.gates, other.gates) = (other.gates, one.gates)
          plan.deploys[position] = other
          plan.deploys[position + 1] = one
        })
      found.append(
        Mutant("swap the schemas of \(position + 1) and \(position + 2)", plan) { plan in
          let schema = plan.deploys[position].schema
          plan.deploys[position].schema = plan.deploys[position + 1].schema
          plan.deploys[position + 1].schema = schema
        })
      found.append(
        Mutant("swap the code of \(position + 1) and \(position + 2)", plan) { plan in
          let code = plan.deploys[position].code
          plan.deploys[position].code = plan.deploys[position + 1].code
          plan.deploys[position + 1].code = code
        })
      found.append(
        Mutant("merge deploys \(position + 1) and \(position + 2)", plan) { plan in
          let first = plan.deploys[position]
          plan.deploys[position + 1].gates = first.gates + plan.deploys[position + 1].gates
          plan.deploys[position + 1].isRelease = first.isRelease || plan.deploys[position + 1].isRelease
          plan.deploys[position + 1].steps += first.steps
          plan.remove(deploy: position + 1)
        })
      found.append(
        Mutant("schema of \(position + 2) already in \(position + 1)", plan) { plan in
          plan.deploys[position].schema = plan.deploys[position + 1].schema
        })
      found.append(
        Mutant("code of \(position + 2) already in \(position + 1)", plan) { plan in
          plan.deploys[position].code = plan.deploys[position + 1].code
        })
      found.append(
        Mutant("synchronised columns of \(position + 2) already in \(position + 1)", plan) { plan in
          plan.deploys[position].synced = plan.deploys[position + 1].synced
        })
    }
    return found
  }

  /// Gates dropped, moved, weakened.
  private static func gates(of plan: Plan) -> [Mutant] {
    var found: [Mutant] = []
    for position in plan.deploys.indices {
      let gates = plan.deploys[position].gates
      for (index, gate) in gates.enumerated() {
        let label = "\(gate.label) of deploy \(position + 1)"
        found.append(Mutant("drop \(label)", plan) { $0.deploys[position].gates.remove(at: index) })
        if index > 0 {
          found.append(Mutant("\(label) one earlier", plan) { $0.deploys[position].gates.swapAt(index - 1, index) })
        }
        if index > 1 {
          found.append(
            Mutant("\(label) first", plan) { plan in
              plan.deploys[position].gates.insert(plan.deploys[position].gates.remove(at: index), at: 0)
            })
        }
        if position + 1 < plan.deploys.count {
          found.append(
            Mutant("\(label) a deploy later", plan) { plan in
              plan.deploys[position + 1].gates.insert(plan.deploys[position].gates.remove(at: index), at: 0)
              plan.moveBackfills(of: gate, by: 1)
            })
        }
        if position > 0 {
          found.append(
            Mutant("\(label) a deploy earlier", plan) { plan in
              plan.deploys[position - 1].gates.append(plan.deploys[position].gates.remove(at: index))
              plan.moveBackfills(of: gate, by: -1)
            })
        }
        if case .released(let number) = gate, number > 1 {
          found.append(
            Mutant("weaken \(label)", plan) { $0.deploys[position].gates[index] = .released(deploy: number - 1) })
        }
      }
    }
    return found
  }

  /// Backfills dropped, or with another condition.
  private static func backfills(of plan: Plan) -> [Mutant] {
    var found: [Mutant] = []
    for (index, backfill) in plan.backfills.enumerated() {
      found.append(
        Mutant("drop backfill \(backfill.name)", plan) { plan in
          plan.backfills.remove(at: index)
          for position in plan.deploys.indices {
            plan.deploys[position].gates.removeAll { $0 == .backfilled(backfill.name) }
          }
        })
      for target in backfill.targets {
        let last = plan.deploys.last { deploy in
          deploy.schema.tables.contains { $0.storedName == target.table }
        }
        let type = last.flatMap { StoreRules($0.schema, synced: [], wholeRows: []).columns[target]?.type }
        if backfill.pending == .differs, let type {
          found.append(
            Mutant("\(backfill.name) converts only rows without a value", plan) { plan in
              plan.backfills[index].pending = .notIn(type.required)
            })
        }
        if case .notIn(let type) = backfill.pending {
          for (label, other) in type.neighbours {
            found.append(
              Mutant("\(backfill.name) with a condition \(label)", plan) { $0.backfills[index].pending = .notIn(other) }
            )
          }
        }
      }
    }
    for (index, assessment) in plan.assessments.enumerated() where assessment.hazards.contains(.deletesData) {
      found.append(
        Mutant("no deletes-data for \(assessment.path)", plan) { plan in
          plan.assessments[index].hazards.removeAll { $0 == .deletesData }
        })
    }
    return found
  }

  init(_ name: String, _ plan: Plan, _ change: (inout Plan) -> Void) {
    self.name = name
    self.plan = plan
    change(&self.plan)
  }
}

extension Gate {
  fileprivate var label: String {
    switch self {
    case .released(let deploy): "released \(deploy)"
    case .backup: "backup"
    case .backfilled(let name): "backfilled \(name)"
    case .verified: "verified"
    }
  }
}

extension Plan {
  /// Numbers the deploys, and gives those without a release the code of the one before.
  fileprivate mutating func renumber() {
    var code = before
    for position in deploys.indices {
      deploys[position].number = position + 1
      if deploys[position].isRelease { code = deploys[position].code } else { deploys[position].code = code }
    }
  }

  /// Removes a deploy; later deploys are renumbered.
  fileprivate mutating func remove(deploy number: Int) {
    let backfills = backfills.filter { $0.after == number - 1 && number <= 1 }.map(\.name)
    deploys.remove(at: number - 1)
    for position in deploys.indices {
      deploys[position].gates = deploys[position].gates.compactMap { gate in
        switch gate {
        case .released(let after): after >= number ? (after > 1 ? .released(deploy: after - 1) : nil) : gate
        case .backfilled(let name): backfills.contains(name) ? nil : gate
        case .backup, .verified: gate
        }
      }
    }
    for position in self.backfills.indices where self.backfills[position].after >= number {
      self.backfills[position].after = max(1, self.backfills[position].after - 1)
    }
  }

  fileprivate mutating func moveBackfills(of gate: Gate, by distance: Int) {
    guard case .backfilled(let name) = gate else { return }
    for position in backfills.indices where backfills[position].name == name { backfills[position].after += distance }
  }
}
