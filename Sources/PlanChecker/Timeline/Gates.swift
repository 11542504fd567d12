// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension Replay {
  /// Passes a deploy's gates in order.
  ///
  /// Consecutive backfills run together if none needs what another writes.
  ///
  /// - Parameter releases: For each earlier deploy, and 0, the release whose code is current after it.
  mutating func pass(gatesOf deploy: Deploy, backfills: [String: Backfill], releases: [Int]) {
    findings.moment = Moment(deploy.number, .gates)
    var waiting: [Backfill] = []
    var written: Set<ColumnID> = []
    for gate in deploy.gates {
      switch gate {
      case .backfilled(let name):
        guard let backfill = backfill(name, before: deploy, backfills) else { continue }
        if !written.isDisjoint(with: backfill.sources + backfill.targets) {
          run(waiting)
          waiting = []
          written = []
        }
        waiting.append(backfill)
        written.formUnion(backfill.targets)
      case .released, .backup, .verified:
        if !waiting.isEmpty { run(waiting) }
        waiting = []
        pass(gate, of: deploy, releases: releases)
      }
    }
    if !waiting.isEmpty { run(waiting) }
  }

  private mutating func backfill(
    _ name: String, before deploy: Deploy, _ backfills: [String: Backfill]
  ) -> Backfill? {
    guard let backfill = backfills[name] else {
      findings.report(.gateForMissingBackfill(name))
      return nil
    }
    if backfill.after != deploy.number - 1 {
      findings.report(.gateOfOtherDeploy(backfill: name, after: backfill.after, gate: deploy.number))
    }
    return backfill
  }

  private mutating func pass(_ gate: Gate, of deploy: Deploy, releases: [Int]) {
    switch gate {
    case .released(let number):
      guard releases.indices.contains(number), number > 0, number < deploy.number else {
        return findings.report(.gateForLaterRelease(number))
      }
      state.code.stop(releasedBefore: releases[number])
    case .backup(let columns):
      for column in columns {
        if !state.store.has(column) { findings.report(.backsUpMissingColumn, column) }
        state.backups.backUp(column)
      }
    case .verified(let paths):
      let names = context.scope.keys.names(in: deploy.schema)
      for path in paths { verify(path, in: deploy.schema, names: names) }
    case .backfilled: break
    }
    applyRunningCode()
  }

  /// Applies a gate that has counted no duplicates, or no values that the deploy's schema does not allow.
  private mutating func verify(_ path: SchemaPath, in schema: Schema, names: [TableName: TableName]) {
    guard let table = schema.table(path.table) else { return findings.report(.verifiesMissingElement(path)) }
    let keys = context.scope.keys
    switch path.part {
    case .table: break
    case .index(let name):
      guard let index = table.index(name) else { return findings.report(.verifiesMissingElement(path)) }
      state.uniques.markVerified(IndexID(table.storedName, name))
      let unique = uniqueID(of: index, in: table)
      let uniqueness = Uniqueness(context: context)
      if index.kind == .unique, !state.code.versions.contains(where: { uniqueness.mayBreak(unique, $0, state) }) {
        state.uniques.markUnbroken(unique)
      }
    case .field(let fields):
      guard let field = fields.first.flatMap(table.field) else { return }
      let column = ColumnID(table.storedName, field.storedName)
      state.contents.restrict(column, to: keys.canonical(field.type, in: names))
    case .row:
      state.contents.restrict(
        table.storedName.tableSubject, to: keys.canonical(FieldType(table.rowType), in: names))
    }
  }
}
