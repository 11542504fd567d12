// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel

/// A schema from text; the test fails where it does not parse.
func schema(_ text: String) throws -> Schema {
  try readSchema([SourceFile(path: "test.schema", text: text)])
}

/// The plan between two schemas of one table, each given by the lines inside `table t { ... }`.
func planTable(
  _ target: Target = .document, from old: String, to new: String, also others: String = "", isTogether: Bool = false
) throws -> Plan {
  func text(_ lines: String) -> String { "target \(target.rawValue)\n\(others)\ntable t {\n\(lines)\n}\n" }
  return try planMigration(
    from: schema(text(old)), to: schema(text(new)), options: PlanOptions(isTogether: isTogether)
  ).plan
}

/// A plan in one line a deploy: whether it releases code (`R`), what its changes do, and before it the gates.
func shape(_ plan: Plan) -> [String] {
  plan.deploys.map { deploy in
    let steps = deploy.steps.map { "\(plan.assessments[$0.assessment].path) \($0.duty.rawValue)" }
    let gates = deploy.gates.compactMap { gate -> String? in
      switch gate {
      case .released: nil
      case .backup(let columns): "backup " + columns.map(\.description).joined(separator: " ")
      case .backfilled(let name): "backfill \(name)"
      case .verified(let paths): "verify " + paths.map(\.description).joined(separator: " ")
      }
    }
    return gates.map { "[\($0)] " }.joined() + (deploy.isRelease ? "R " : "- ") + steps.joined(separator: ", ")
  }
}
