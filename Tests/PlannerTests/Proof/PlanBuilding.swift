// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import Planner
import SchemaModel
import Testing

/// Short words for building plans by hand; everything is about a table `users`.
func users(_ fields: [Field], indexes: [Index] = []) -> Table {
  Table("users", content: .fields(fields), indexes: indexes)
}

func column(_ name: String) -> ColumnID { ColumnID("users", StoredName(name)) }

func truth(_ name: String) -> TruthID { TruthID("users", FieldName(name)) }

let string = FieldType(.scalar(.string))
let int = FieldType(.scalar(.int))

func literals(_ texts: String...) -> FieldType {
  FieldType(ValueType.union(of: texts.map { .literal(.string($0)) }) ?? .any)
}

/// How code uses a field: `use("name", reads: ["name": string], writes: ["name": string])`.
func use(
  _ field: String, reads: KeyValuePairs<String, FieldType> = [:], writes: KeyValuePairs<String, FieldType> = [:],
  truths: [String]? = nil
) -> FieldUse {
  FieldUse(
    table: "users", field: FieldName(field), truths: Set((truths ?? [field]).map(truth)),
    reads: reads.map { ColumnUse(column($0.key), $0.value) },
    writes: writes.map { ColumnUse(column($0.key), $0.value) })
}

func code(_ uses: FieldUse...) -> CodeVersion { CodeVersion(uses: uses) }

/// A deploy without code keeps that of the deploy before; `plan` numbers deploys and fills that in.
func deploy(
  _ fields: [Field], indexes: [Index] = [], gates: [Gate] = [], inStep: [InStep] = [], _ code: CodeVersion? = nil
) -> Deploy {
  deploy([users(fields, indexes: indexes)], gates: gates, inStep: inStep, code)
}

func deploy(_ tables: [Table], gates: [Gate] = [], inStep: [InStep] = [], _ code: CodeVersion? = nil) -> Deploy {
  Deploy(
    number: 0, phase: .widen, gates: gates, schema: Schema(tables: tables), inStep: inStep,
    code: code ?? CodeVersion(), isRelease: code != nil, steps: [])
}

/// A plan whose goal is the schema of its last deploy.
func plan(
  _ target: Target = .document, from fields: [Field], indexes: [Index] = [], before: CodeVersion = CodeVersion(),
  meanings: [String: [String]] = [:], assessments: [Assessment] = [], backfills: [Backfill] = [], _ deploys: Deploy...
) -> Plan {
  plan(
    target, from: [users(fields, indexes: indexes)], before: before,
    meanings: Dictionary(uniqueKeysWithValues: meanings.map { (column($0.key), Set($0.value.map(truth))) }),
    assessments: assessments, backfills: backfills, deploys)
}

func plan(
  _ target: Target, from tables: [Table], before: CodeVersion, meanings: [ColumnID: Set<TruthID>],
  assessments: [Assessment], backfills: [Backfill], _ deploys: [Deploy]
) -> Plan {
  var deploys = deploys
  var current = before
  for place in deploys.indices {
    deploys[place].number = place + 1
    deploys[place].schema.target = target
    if deploys[place].isRelease { current = deploys[place].code } else { deploys[place].code = current }
  }
  let base = Schema(target: target, tables: tables)
  return Plan(
    base: base, goal: deploys.last?.schema ?? base, assessments: assessments, deploys: deploys, backfills: backfills,
    meanings: meanings, before: before)
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

/// An assessment that says that values of a field are deleted.
func deletion(of field: Field) -> Assessment {
  Assessment(
    rule: .fieldRemovedOptional, change: .fieldRemoved(table: "users", field),
    path: SchemaPath("users", .field([field.name])), verdict: .breaking, phases: [.tighten], hazards: [.deletesData],
    reason: "It is gone.")
}

extension Plan {
  /// The same plan with something done to it: a mistake.
  func with(_ change: (inout Plan) -> Void) -> Plan {
    var copy = self
    change(&copy)
    return copy
  }

  /// The same plan on another kind of store.
  func on(_ target: Target) -> Plan {
    with { plan in
      plan.base.target = target
      plan.goal.target = target
      for place in plan.deploys.indices { plan.deploys[place].schema.target = target }
    }
  }

  /// The same plan with a mistake in one of its deploys, by its number.
  func with(deploy number: Int, _ change: (inout Deploy) -> Void) -> Plan {
    with { change(&$0.deploys[number - 1]) }
  }

  /// The same plan without one gate.
  func without(_ gate: Gate, of number: Int) -> Plan {
    with(deploy: number) { deploy in deploy.gates.removeAll { $0 == gate } }
  }

  /// The same plan without a deploy; later ones move up, and what ran goes on.
  func without(deploy number: Int) -> Plan {
    with { plan in
      plan.deploys.remove(at: number - 1)
      for place in plan.deploys.indices {
        plan.deploys[place].number = place + 1
        plan.deploys[place].gates = plan.deploys[place].gates.map { gate in
          if case .released(let after) = gate, after >= number { .released(deploy: max(after - 1, 1)) } else { gate }
        }
      }
      for place in plan.backfills.indices where plan.backfills[place].after >= number {
        plan.backfills[place].after -= 1
      }
    }
  }
}

func expectAccepted(_ plan: Plan, sourceLocation: SourceLocation = #_sourceLocation) {
  #expect(prove(plan).map(\.description) == [], sourceLocation: sourceLocation)
}

/// Expects a refusal for the right reason, whatever else is wrong as a consequence.
func expectRefused(
  _ plan: Plan, _ invariant: Invariant, at deploy: Int? = nil, sourceLocation: SourceLocation = #_sourceLocation
) {
  let found = prove(plan)
  let isFound = found.contains { $0.invariant == invariant && (deploy == nil || $0.moment.deploy == deploy) }
  #expect(isFound, "found only \(found.map(\.description))", sourceLocation: sourceLocation)
}
