// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import Planner
import SchemaModel
import Testing

/// Helpers for plans of one table, `users`.
func users(_ fields: [Field], indexes: [Index] = []) -> Table {
  Table("users", content: .fields(fields), indexes: indexes)
}

func column(_ name: String) -> ColumnID { ColumnID("users", StoredName(name)) }

func logicalField(_ name: String) -> LogicalField { LogicalField("users", FieldName(name)) }

let string = FieldType(.scalar(.string))
let int = FieldType(.scalar(.int))

func literals(_ texts: String...) -> FieldType {
  FieldType(ValueType.union(of: texts.map { .literal(.string($0)) }) ?? .any)
}

/// How code uses a field: `use("name", reads: ["name": string], writes: ["name": string])`.
func use(
  _ field: String, reads: KeyValuePairs<String, FieldType> = [:], writes: KeyValuePairs<String, FieldType> = [:],
  logicalFields: [String]? = nil
) -> FieldUse {
  FieldUse(
    table: "users", field: FieldName(field), logicalFields: Set((logicalFields ?? [field]).map(logicalField)),
    reads: reads.map { ColumnUse(column($0.key), $0.value) },
    writes: writes.map { ColumnUse(column($0.key), $0.value) })
}

func code(_ uses: FieldUse...) -> CodeVersion { CodeVersion(uses: uses) }

/// A deploy without code has that of the deploy before: `plan` numbers deploys and adds it.
func deploy(
  _ fields: [Field], indexes: [Index] = [], gates: [Gate] = [], synced: [SyncedColumns] = [], _ code: CodeVersion? = nil
) -> Deploy {
  deploy([users(fields, indexes: indexes)], gates: gates, synced: synced, code)
}

func deploy(_ tables: [Table], gates: [Gate] = [], synced: [SyncedColumns] = [], _ code: CodeVersion? = nil) -> Deploy {
  Deploy(
    number: 0, phase: .widen, gates: gates, schema: Schema(tables: tables), synced: synced,
    code: code ?? CodeVersion(), isRelease: code != nil, steps: [])
}

/// A plan whose goal is the schema of its last deploy.
func plan(
  _ target: Target = .document, from fields: [Field], indexes: [Index] = [], before: CodeVersion = CodeVersion(),
  columnMapping: [String: [String]] = [:], assessments: [Assessment] = [], backfills: [Backfill] = [],
  _ deploys: Deploy...
) -> Plan {
  plan(
    target, from: [users(fields, indexes: indexes)], before: before,
    columnMapping: Dictionary(
      uniqueKeysWithValues: columnMapping.map { (column($0.key), Set($0.value.map(logicalField))) }),
    assessments: assessments, backfills: backfills, deploys)
}

func plan(
  _ target: Target, from tables: [Table], before: CodeVersion, columnMapping: [ColumnID: Set<LogicalField>],
  assessments: [Assessment], backfills: [Backfill], _ deploys: [Deploy]
) -> Plan {
  var deploys = deploys
  var current = before
  for position in deploys.indices {
    deploys[position].number = position + 1
    deploys[position].schema.target = target
    if deploys[position].isRelease { current = deploys[position].code } else { deploys[position].code = current }
  }
  let base = Schema(target: target, tables: tables)
  return Plan(
    base: base, goal: deploys.last?.schema ?? base, assessments: assessments, deploys: deploys, backfills: backfills,
    columnMapping: columnMapping, before: before)
}

/// A backfill of one column of `users`.
func backfill(
  _ target: String, from sources: [String] = [], _ transform: Transform, _ pending: Backfill.Pending, after: Int
) -> Backfill {
  Backfill(
    name: "users.\(target)", table: "users", storedTable: "users", fields: [FieldName(target)],
    sources: sources.map(column), targets: [column(target)], transform: transform, pending: pending, after: after,
    assessment: 0)
}

/// An assessment with the hazard `deletes-data`.
func deletion(of field: Field) -> Assessment {
  Assessment(
    rule: .fieldRemovedOptional, change: .fieldRemoved(table: "users", field),
    path: SchemaPath("users", .field([field.name])), verdict: .breaking, phases: [.tighten], hazards: [.deletesData],
    reason: "It is gone.")
}

extension Plan {
  /// A changed copy.
  func with(_ change: (inout Plan) -> Void) -> Plan {
    var copy = self
    change(&copy)
    return copy
  }

  /// The same plan for another target.
  func on(_ target: Target) -> Plan {
    with { plan in
      plan.base.target = target
      plan.goal.target = target
      for position in plan.deploys.indices { plan.deploys[position].schema.target = target }
    }
  }

  /// A copy with one changed deploy.
  func with(deploy number: Int, _ change: (inout Deploy) -> Void) -> Plan {
    with { change(&$0.deploys[number - 1]) }
  }

  /// The same plan without one gate.
  func without(_ gate: Gate, of number: Int) -> Plan {
    with(deploy: number) { deploy in deploy.gates.removeAll { $0 == gate } }
  }

  /// The same plan without a deploy; later deploys are renumbered.
  func without(deploy number: Int) -> Plan {
    with { plan in
      plan.deploys.remove(at: number - 1)
      for position in plan.deploys.indices {
        plan.deploys[position].number = position + 1
        plan.deploys[position].gates = plan.deploys[position].gates.map { gate in
          if case .released(let after) = gate, after >= number { .released(deploy: max(after - 1, 1)) } else { gate }
        }
      }
      for position in plan.backfills.indices where plan.backfills[position].after >= number {
        plan.backfills[position].after -= 1
      }
    }
  }
}

func expectAccepted(_ plan: Plan, sourceLocation: SourceLocation = #_sourceLocation) {
  #expect(check(plan).map(\.description) == [], sourceLocation: sourceLocation)
}

/// Expects a violation of the invariant; further violations may follow from it.
func expectRejected(
  _ plan: Plan, _ invariant: Invariant, at deploy: Int? = nil, sourceLocation: SourceLocation = #_sourceLocation
) {
  let found = check(plan)
  let isFound = found.contains { $0.invariant == invariant && (deploy == nil || $0.moment.deploy == deploy) }
  #expect(isFound, "found only \(found.map(\.description))", sourceLocation: sourceLocation)
}
