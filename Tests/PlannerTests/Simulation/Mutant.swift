// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import TestSupport

/// A plan with one mistake in it.
struct Mutant {
  /// What was done: `drop gate 2.0`.
  var name: String
  var plan: Plan

  /// All mistakes of a good plan that this suite knows, each once.
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
    for place in plan.deploys.indices {
      found.append(Mutant("drop deploy \(place + 1)", plan) { $0.remove(deploy: place + 1) })
      found.append(
        Mutant("flip release of \(place + 1)", plan) { plan in
          plan.deploys[place].isRelease.toggle()
        })
      guard place + 1 < plan.deploys.count else { continue }
      found.append(
        Mutant("swap deploys \(place + 1) and \(place + 2)", plan) { plan in
          var (one, other) = (plan.deploys[place], plan.deploys[place + 1])
          (one.gates, other.gates) = (other.gates, one.gates)
          plan.deploys[place] = other
          plan.deploys[place + 1] = one
        })
      found.append(
        Mutant("swap the schemas of \(place + 1) and \(place + 2)", plan) { plan in
          let schema = plan.deploys[place].schema
          plan.deploys[place].schema = plan.deploys[place + 1].schema
          plan.deploys[place + 1].schema = schema
        })
      found.append(
        Mutant("swap the code of \(place + 1) and \(place + 2)", plan) { plan in
          let code = plan.deploys[place].code
          plan.deploys[place].code = plan.deploys[place + 1].code
          plan.deploys[place + 1].code = code
        })
      found.append(
        Mutant("merge deploys \(place + 1) and \(place + 2)", plan) { plan in
          let first = plan.deploys[place]
          plan.deploys[place + 1].gates = first.gates + plan.deploys[place + 1].gates
          plan.deploys[place + 1].isRelease = first.isRelease || plan.deploys[place + 1].isRelease
          plan.deploys[place + 1].steps += first.steps
          plan.remove(deploy: place + 1)
        })
      found.append(
        Mutant("schema of \(place + 2) already in \(place + 1)", plan) { plan in
          plan.deploys[place].schema = plan.deploys[place + 1].schema
        })
      found.append(
        Mutant("code of \(place + 2) already in \(place + 1)", plan) { plan in
          plan.deploys[place].code = plan.deploys[place + 1].code
        })
      found.append(
        Mutant("columns in step of \(place + 2) already in \(place + 1)", plan) { plan in
          plan.deploys[place].inStep = plan.deploys[place + 1].inStep
        })
    }
    return found
  }

  /// Gates dropped, moved, weakened.
  private static func gates(of plan: Plan) -> [Mutant] {
    var found: [Mutant] = []
    for place in plan.deploys.indices {
      let gates = plan.deploys[place].gates
      for (index, gate) in gates.enumerated() {
        let label = "\(gate.label) of deploy \(place + 1)"
        found.append(Mutant("drop \(label)", plan) { $0.deploys[place].gates.remove(at: index) })
        if index > 0 {
          found.append(Mutant("\(label) one earlier", plan) { $0.deploys[place].gates.swapAt(index - 1, index) })
        }
        if index > 1 {
          found.append(
            Mutant("\(label) first", plan) { plan in
              plan.deploys[place].gates.insert(plan.deploys[place].gates.remove(at: index), at: 0)
            })
        }
        if place + 1 < plan.deploys.count {
          found.append(
            Mutant("\(label) a deploy later", plan) { plan in
              plan.deploys[place + 1].gates.insert(plan.deploys[place].gates.remove(at: index), at: 0)
              plan.moveBackfills(of: gate, by: 1)
            })
        }
        if place > 0 {
          found.append(
            Mutant("\(label) a deploy earlier", plan) { plan in
              plan.deploys[place - 1].gates.append(plan.deploys[place].gates.remove(at: index))
              plan.moveBackfills(of: gate, by: -1)
            })
        }
        if case .released(let number) = gate, number > 1 {
          found.append(
            Mutant("weaken \(label)", plan) { $0.deploys[place].gates[index] = .released(deploy: number - 1) })
        }
      }
    }
    return found
  }

  /// Backfills dropped, with their gates or not, and looking for something else.
  private static func backfills(of plan: Plan) -> [Mutant] {
    var found: [Mutant] = []
    for (index, backfill) in plan.backfills.enumerated() {
      found.append(
        Mutant("drop backfill \(backfill.name)", plan) { plan in
          plan.backfills.remove(at: index)
          for place in plan.deploys.indices {
            plan.deploys[place].gates.removeAll { $0 == .backfilled(backfill.name) }
          }
        })
      for target in backfill.targets {
        let last = plan.deploys.last { deploy in
          deploy.schema.tables.contains { $0.storedName == target.table }
        }
        let type = last.flatMap { StoreRules($0.schema, inStep: [], wholeRows: []).columns[target]?.type }
        if backfill.pending == .differs, let type {
          found.append(
            Mutant("\(backfill.name) looks only for rows without a value", plan) { plan in
              plan.backfills[index].pending = .notIn(type.required)
            })
        }
        if case .notIn(let type) = backfill.pending {
          for (label, other) in type.neighbours {
            found.append(
              Mutant("\(backfill.name) looks for \(label)", plan) { $0.backfills[index].pending = .notIn(other) })
          }
        }
      }
    }
    for (index, assessment) in plan.assessments.enumerated() where assessment.hazards.contains(.deletesData) {
      found.append(
        Mutant("do not say that \(assessment.path) is deleted", plan) { plan in
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
    for place in deploys.indices {
      deploys[place].number = place + 1
      if deploys[place].isRelease { code = deploys[place].code } else { deploys[place].code = code }
    }
  }

  /// Takes a deploy away; later ones move up.
  fileprivate mutating func remove(deploy number: Int) {
    let backfills = backfills.filter { $0.after == number - 1 && number <= 1 }.map(\.name)
    deploys.remove(at: number - 1)
    for place in deploys.indices {
      deploys[place].gates = deploys[place].gates.compactMap { gate in
        switch gate {
        case .released(let after): after >= number ? (after > 1 ? .released(deploy: after - 1) : nil) : gate
        case .backfilled(let name): backfills.contains(name) ? nil : gate
        case .backup, .verified: gate
        }
      }
    }
    for place in self.backfills.indices where self.backfills[place].after >= number {
      self.backfills[place].after = max(1, self.backfills[place].after - 1)
    }
  }

  fileprivate mutating func moveBackfills(of gate: Gate, by distance: Int) {
    guard case .backfilled(let name) = gate else { return }
    for place in backfills.indices where backfills[place].name == name { backfills[place].after += distance }
  }
}
