// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Checks that a plan is complete and consistent, apart from its effects on rows.
struct WellFormedCheck {
  let plan: Plan
  let scope: ChangeScope
  var findings = Findings()

  init(_ plan: Plan, scope: ChangeScope) {
    self.plan = plan
    self.scope = scope
  }

  mutating func check() {
    if plan.deploys.count > 4 { findings.report(.tooManyDeploys) }
    if plan.deploys.map(\.number) != Array(1..<(plan.deploys.count + 1)) { findings.report(.misnumberedDeploys) }
    checkBackfills()
    var code = plan.before
    var schema = plan.base
    for (deploy, difference) in zip(plan.deploys, scope.differences) {
      check(deploy, difference, codeBefore: code)
      code = deploy.code
      schema = deploy.schema
    }
    if let last = plan.deploys.last { findings.moment = Moment(last.number, .release) }
    for difference in goalDifferences(of: schema, from: plan.goal) { findings.report(.differsFromGoal(difference)) }
  }

  private mutating func check(_ deploy: Deploy, _ difference: SchemaDifference, codeBefore: CodeVersion) {
    findings.moment = Moment(deploy.number, .revision)
    checkReferences(in: deploy.schema, difference)
    checkFile(of: difference.tables, in: deploy.schema)
    checkStoredNames(of: difference.tables, in: deploy.schema)
    if deploy.steps.contains(where: { !plan.assessments.indices.contains($0.assessment) }) {
      findings.report(.stepWithoutChange)
    }
    findings.moment = Moment(deploy.number, .release)
    let changesCode = deploy.code != codeBefore
    if !deploy.isRelease && changesCode { findings.report(.schemaOnlyDeployChangesCode) }
    // On a store without defaults a default is code, which is visible only in the steps.
    if deploy.isRelease && !changesCode && deploy.steps.isEmpty { findings.report(.releaseWithoutChange) }
  }

  private mutating func checkBackfills() {
    var names: Set<String> = []
    let gated = Set(
      plan.deploys.flatMap(\.gates).compactMap { gate in
        if case .backfilled(let name) = gate { name } else { nil }
      })
    for backfill in plan.backfills {
      if !names.insert(backfill.name).inserted {
        findings.report(.duplicateBackfillName(backfill.name))
      }
      // Only the deletion of a table without fields has no targets.
      if backfill.targets.isEmpty, !backfill.deletesRows {
        findings.report(.backfillWritesNothing(backfill.name))
      }
      if !(1...max(plan.deploys.count, 1)).contains(backfill.after) {
        findings.report(.backfillAfterMissingDeploy(backfill.name, after: backfill.after))
      } else if backfill.after < plan.deploys.count, !gated.contains(backfill.name) {
        findings.report(.ungatedBackfill(backfill.name))
      }
    }
  }

  /// Checks that references name tables, and indexes name fields, of the same schema.
  private mutating func checkReferences(in schema: Schema, _ difference: SchemaDifference) {
    // Unchanged tables may reference a dropped one.
    for table in difference.dropsTables ? schema.tables : difference.tables {
      for field in table.fields {
        guard let missing = field.type.value.reference(outside: schema) else { continue }
        findings.report(.missingReferenceTarget(missing), ColumnID(table.storedName, field.storedName))
      }
      if case .variants = table.content, let missing = table.rowType.reference(outside: schema) {
        findings.report(.missingReferenceTarget(missing), table.storedName.tableSubject)
      }
    }
    for table in difference.tables where !table.fields.isEmpty { checkNames(in: table, schema.target) }
  }

  private mutating func checkNames(in table: Table, _ target: Target) {
    let fields = table.indexes.isEmpty ? [] : Set(table.fields.map(\.name))
    for index in table.indexes {
      for name in (index.paths + index.filters).compactMap(\.first) where !fields.contains(name) {
        findings.report(.indexOverMissingField(index.name), ColumnID(table.storedName, StoredName(name.text)))
      }
    }
    if Set(table.fields.map { StoredName(folded($0.storedName.text, target)) }).count != table.fields.count {
      findings.report(.fieldsShareColumn, table.storedName.tableSubject)
    }
  }
}

extension ValueType {
  /// Returns a referenced table that the schema does not have.
  fileprivate func reference(outside schema: Schema) -> TableName? {
    switch self {
    case .any, .scalar, .bounded, .literal: nil
    case .reference(let table): schema.referencedTable(table) == nil ? table : nil
    case .array(let element): element.reference(outside: schema)
    case .record(.reference(let table), _) where schema.referencedTable(table) == nil: table
    case .record(_, let value): value.reference(outside: schema)
    case .object(let members): members.lazy.compactMap { $0.type.reference(outside: schema) }.first
    case .union(let members): members.lazy.compactMap { $0.reference(outside: schema) }.first
    }
  }
}
