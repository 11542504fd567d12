// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Whether a plan is whole in itself, apart from what it does to rows.
struct PlanShape {
  let plan: Plan
  let watch: Watch
  private var moment = Moment.before
  private(set) var findings = Findings()

  init(_ plan: Plan, watching watch: Watch) {
    self.plan = plan
    self.watch = watch
  }

  mutating func report(_ invariant: Invariant, _ column: ColumnID?, _ message: String) {
    findings.report(Violation(invariant, at: moment, column, message))
  }

  mutating func check() {
    if plan.deploys.count > 4 { report(.wellFormed, nil, "a plan has at most four deploys") }
    if plan.deploys.map(\.number) != Array(1..<(plan.deploys.count + 1)) {
      report(.wellFormed, nil, "deploys are numbered from 1")
    }
    checkBackfills()
    var code = plan.before
    var schema = plan.base
    for (deploy, difference) in zip(plan.deploys, watch.differences) {
      moment = Moment(deploy.number, .revision)
      checkReferences(in: deploy.schema, difference)
      checkFile(of: difference.tables, in: deploy.schema)
      checkStoredNames(of: difference.tables, in: deploy.schema)
      if deploy.steps.contains(where: { !plan.assessments.indices.contains($0.assessment) }) {
        report(.wellFormed, nil, "a step belongs to a change that the plan does not have")
      }
      moment = Moment(deploy.number, .release)
      if !deploy.isRelease && deploy.code != code {
        report(.wellFormed, nil, "a schema-only deploy changes what the code promises")
      }
      // A default of a store that fills in nothing is the code's own affair: only the step tells of it.
      if deploy.isRelease && deploy.code == code && deploy.steps.isEmpty {
        report(.wellFormed, nil, "a release of code that has nothing new to do")
      }
      code = deploy.code
      schema = deploy.schema
    }
    if let last = plan.deploys.last { moment = Moment(last.number, .release) }
    for difference in differences(of: schema, from: plan.goal) { report(.wellFormed, nil, difference) }
  }

  private mutating func checkBackfills() {
    var names: Set<String> = []
    let gated = Set(
      plan.deploys.flatMap(\.gates).compactMap { gate in
        if case .backfilled(let name) = gate { name } else { nil }
      })
    for backfill in plan.backfills {
      if !names.insert(backfill.name).inserted {
        report(.wellFormed, nil, "two backfills are called \(backfill.name)")
      }
      // The rows of a table without fields have nothing but their keys.
      if backfill.targets.isEmpty, !backfill.deletesRows {
        report(.wellFormed, nil, "\(backfill.name) writes nothing")
      }
      if !(1...max(plan.deploys.count, 1)).contains(backfill.after) {
        report(.wellFormed, nil, "\(backfill.name) runs after deploy \(backfill.after), which does not exist")
      } else if backfill.after < plan.deploys.count, !gated.contains(backfill.name) {
        report(.wellFormed, nil, "nothing waits for \(backfill.name)")
      }
    }
  }

  /// References name tables, and indexes name fields, of the same schema.
  ///
  /// A table that stands as it stood may refer to one that is gone; else only the others can be wrong.
  private mutating func checkReferences(in schema: Schema, _ difference: Watch.Difference) {
    for table in difference.losesTables ? schema.tables : difference.tables {
      for field in table.fields {
        guard let missing = field.type.value.reference(outside: schema) else { continue }
        report(.wellFormed, ColumnID(table.storedName, field.storedName), "it refers to \(missing), which is not there")
      }
      if case .shapes = table.content, let missing = table.rowType.reference(outside: schema) {
        report(
          .wellFormed, ColumnID(table.storedName, ColumnID.wholeRow), "it refers to \(missing), which is not there")
      }
    }
    for table in difference.tables where !table.fields.isEmpty { checkNames(in: table, schema.target) }
  }

  private mutating func checkNames(in table: Table, _ target: Target) {
    let fields = table.indexes.isEmpty ? [] : Set(table.fields.map(\.name))
    for index in table.indexes {
      for name in (index.paths + index.filters).compactMap(\.first) where !fields.contains(name) {
        report(
          .wellFormed, ColumnID(table.storedName, StoredName(name.text)),
          "the index \(index.name) is over a field that is not there")
      }
    }
    if Set(table.fields.map { StoredName(folded($0.storedName.text, target)) }).count != table.fields.count {
      report(.wellFormed, ColumnID(table.storedName, ColumnID.wholeRow), "two fields are stored in one column")
    }
  }
}

extension ValueType {
  /// A table that it refers to and that the schema does not have.
  fileprivate func reference(outside schema: Schema) -> TableName? {
    switch self {
    case .any, .scalar, .literal: nil
    case .reference(let table): schema.referencedTable(table) == nil ? table : nil
    case .array(let element): element.reference(outside: schema)
    case .record(.reference(let table), _) where schema.referencedTable(table) == nil: table
    case .record(_, let value): value.reference(outside: schema)
    case .object(let members): members.lazy.compactMap { $0.type.reference(outside: schema) }.first
    case .union(let members): members.lazy.compactMap { $0.reference(outside: schema) }.first
    }
  }
}
