// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL
import PlanModel
import SchemaLanguage
import SchemaModel

/// Writes the plan file, with what planning again needs beside the schemas.
///
/// Everything else is computed from them.
///
///     {
///       "format": "bellows-plan/2",
///       "name": "2026-03-01-add-age",
///       "after": ["2026-01-01-first-tables, deploy 1"],
///       "base": "118f1e94...",
///       "goal": "5357af94...",
///       "rollout": "rolling",
///       "tables": ["users"],
///       "deploys": ["cef3416e...", "5357af94..."]
///     }
///
/// `readPlanFile` reads the file.
///
/// - Parameter after: The plans that it begins after.
package func planFile(_ plan: Plan, name: String, after: [PlanState.Edge] = []) -> String {
  var members: [(String, JSON)] = [("format", .string(planFormat)), ("name", .string(name))]
  if !after.isEmpty {
    members.append(("after", .strings(after.map(\.description))))
  }
  members += [
    ("base", .string(plan.fingerprint(of: plan.base))), ("goal", .string(plan.fingerprint(of: plan.goal))),
  ]
  if let repair = plan.repair {
    members.append(("repair", .strings(repair.tables.map(\.text))))
    if repair.isOnce { members.append(("once", .bool(true))) }
    if let sql = repair.sql { members.append(("set", .strings(sql.assignments))) }
    if let condition = repair.sql?.condition { members.append(("where", .string(condition))) }
  } else {
    members.append(("rollout", .string(plan.isOffline ? "offline" : plan.isShort ? "short" : "rolling")))
  }
  if !plan.reads.isEmpty { members.append(("reads", .strings(plan.reads.map(\.text)))) }
  if !plan.hidden.isEmpty {
    let pairs = plan.hidden.sorted().map { JSON.strings([$0.table.text, $0.column.text]) }
    members.append(("without", .array(pairs)))
  }
  members.append(("tables", .strings(plan.changedTables.map(\.text))))
  members.append(("deploys", .array(plan.stages.map { .string(plan.fingerprint(of: $0.schema)) })))
  return JSON.object(members).text
}

/// The format of `plan.json`.
let planFormat = "bellows-plan/2"
