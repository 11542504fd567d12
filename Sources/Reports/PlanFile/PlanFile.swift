// Part of Bellows. MIT licence: see LICENSE.
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
///       "after": "plan 2026-01-01-first-tables, deploy 1 of 1",
///       "base": "118f1e94...",
///       "goal": "5357af94...",
///       "rollout": "rolling",
///       "tables": ["users"],
///       "deploys": ["cef3416e...", "5357af94..."]
///     }
///
/// `readPlanFile` reads the file.
///
/// - Parameters:
///   - goal: The goal as its file declares it.
///   - after: The state of the code before the plan; `nil` before the first plan.
package func planFile(_ plan: Plan, name: String, goal: Schema, after: String?) -> String {
  var members: [(String, JSON)] = [("format", .string(planFormat)), ("name", .string(name))]
  if let after { members.append(("after", .string(after))) }
  members += [("base", .string(plan.base.fingerprint)), ("goal", .string(plan.goal.fingerprint))]
  if let repair = plan.repair {
    members.append(("repair", .strings(repair.tables.map(\.text))))
    if repair.isOnce { members.append(("once", .bool(true))) }
    if let sql = repair.sql { members.append(("set", .strings(sql.assignments))) }
    if let condition = repair.sql?.condition { members.append(("where", .string(condition))) }
  } else {
    members.append(("rollout", .string(plan.isOffline ? "offline" : "rolling")))
  }
  if !plan.reads.isEmpty { members.append(("reads", .strings(plan.reads.map(\.text)))) }
  members.append(("tables", .strings(plan.changedTables(towards: goal).map(\.text))))
  members.append(("deploys", .array(plan.stages.map { .string($0.schema.fingerprint) })))
  return JSON.object(members).text
}

/// The format of `plan.json`.
let planFormat = "bellows-plan/2"

extension Plan {
  /// The tables whose declarations differ between two schemas of the plan, sorted by name.
  ///
  /// - Parameter declared: The goal as its file declares it: without the stored names that fields inherit.
  package func changedTables(towards declared: Schema) -> [TableName] {
    var names: Set<TableName> = []
    let schemas = [base] + stages.map(\.schema) + [goal, declared]
    for (old, new) in zip(schemas, schemas.dropFirst()) {
      for (one, other) in new.tables(changedSince: old) {
        guard let table = one ?? other, one.map(printed) != other.map(printed) else { continue }
        names.insert(table.name)
      }
      let (before, after) = (externals(of: old), externals(of: new))
      names.formUnion(Set(before.keys).union(after.keys).filter { before[$0] != after[$0] })
    }
    return names.sorted()
  }

  private func externals(of schema: Schema) -> [TableName: String] {
    Dictionary(
      schema.externalTables.map { ($0.name, printSchema(Schema(target: base.target, externalTables: [$0]))) },
      uniquingKeysWith: { first, _ in first })
  }

  private func printed(_ table: Table) -> String { printSchema(Schema(target: base.target, tables: [table])) }
}

extension Schema {
  /// The schema with only some of its tables.
  package func limited(to names: Set<TableName>) -> Schema { filtered { names.contains($0) } }

  /// The schema without some of its tables.
  package func without(_ names: Set<TableName>) -> Schema { filtered { !names.contains($0) } }

  private func filtered(_ isIncluded: (TableName) -> Bool) -> Schema {
    Schema(
      target: target, tables: tables.filter { isIncluded($0.name) },
      externalTables: externalTables.filter { isIncluded($0.name) })
  }
}
