// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The steps of a plan, one after another.
extension Replay {
  mutating func start(_ before: Contract) {
    running = [before]
    moment = .before
    for (truth, holders) in meanings.carriers where holders.count > 1 {
      let stands = holders.filter { store.columns[$0] != nil }
      guard stands.count > 1 else { continue }
      for column in stands where !before.reads.contains(column) { stale[column, default: [:]][truth] = .outdated }
    }
    settle()
  }

  /// Passes a deploy's gates in their order; backfills that follow one another run together where they can.
  mutating func pass(gatesOf deploy: Deploy, backfills: [String: Backfill], releases: [Int]) {
    moment = Moment(deploy.number, .gates)
    var waiting: [Backfill] = []
    var written: Set<ColumnID> = []
    for gate in deploy.gates {
      if case .backfilled(let name) = gate {
        guard let backfill = backfill(called: name, before: deploy, backfills) else { continue }
        if !written.isDisjoint(with: backfill.sources + backfill.targets) {
          run(waiting)
          waiting = []
          written = []
        }
        waiting.append(backfill)
        written.formUnion(backfill.targets)
      } else {
        if !waiting.isEmpty { run(waiting) }
        waiting = []
        pass(gate, of: deploy, releases: releases)
      }
    }
    if !waiting.isEmpty { run(waiting) }
  }

  private mutating func backfill(
    called name: String, before deploy: Deploy, _ backfills: [String: Backfill]
  ) -> Backfill? {
    guard let backfill = backfills[name] else {
      report(.wellFormed, nil, "a gate waits for a backfill called \(name), and there is none")
      return nil
    }
    if backfill.after != deploy.number - 1 {
      report(
        .wellFormed, nil,
        "\(name) runs after deploy \(backfill.after), but its gate is that of deploy \(deploy.number)")
    }
    return backfill
  }

  private mutating func pass(_ gate: Gate, of deploy: Deploy, releases: [Int]) {
    switch gate {
    case .released(let number):
      guard releases.indices.contains(number), number > 0, number < deploy.number else {
        return report(.wellFormed, nil, "a gate waits for the release of deploy \(number), which is not before it")
      }
      running.removeAll { $0.release < releases[number] }
    case .backup(let columns):
      for column in columns {
        if store.columns[column] == nil {
          report(.wellFormed, column, "a gate backs up a column that the store does not have")
        }
        unsaved[column] = .nothing
      }
    case .verified(let paths):
      let names = watch.keys.names(in: deploy.schema)
      for path in paths { verify(path, in: deploy.schema, names: names) }
    case .backfilled: break
    }
    spread()
  }

  /// Counted zero: rows that disagree with a unique index, or values that the coming type refuses.
  private mutating func verify(_ path: SchemaPath, in schema: Schema, names: [TableName: TableName]) {
    guard let table = schema.table(path.table) else {
      return report(.wellFormed, nil, "a gate verifies \(path), which the coming schema does not have")
    }
    switch path.part {
    case .table: break
    case .index(let name):
      guard let index = table.index(name) else {
        return report(.wellFormed, nil, "a gate verifies \(path), which the coming schema does not have")
      }
      verifiedIndexes.insert(IndexID(table.storedName, name))
      let unique = uniqueID(of: index, in: table)
      if index.kind == .unique, !running.contains(where: { mayBreak(unique, $0) }) { unbroken.insert(unique) }
    case .field(let fields):
      guard let field = fields.first.flatMap(table.field) else { return }
      let column = ColumnID(table.storedName, field.storedName)
      if let contents = stored[column] {
        stored[column] = contents.restricted(to: watch.keys.canonical(field.type, in: names))
      }
    case .row:
      let column = ColumnID(table.storedName, ColumnID.wholeRow)
      let type = watch.keys.canonical(FieldType(table.rowType), in: names)
      if let contents = stored[column] { stored[column] = contents.restricted(to: type) }
    }
  }

  /// The store takes up a deploy's schema, while the code released before runs.
  mutating func revise(to next: Store, deploy: Deploy) {
    moment = Moment(deploy.number, .revision)
    let old = store
    let dropped = columns.map(\.column).filter { next.columns[$0] == nil }
    for column in dropped { checkLoss(ofDropped: column, remaining: next) }
    if !next.target.isSQL { checkLeftovers(of: dropped, remaining: next) }
    for column in dropped {
      stored[column] = nil
      stale[column] = nil
      unsaved[column] = nil
    }
    checkUniques(from: old, to: next)
    checkIndexes(from: old, to: next)
    checkForms(from: old, to: next)
    checkCopies(in: next)
    store = next
    for (column, _) in next.listed where old.columns[column] == nil { add(column, old: old) }
    for (copy, original) in watch.twins {
      if next.tables[copy] != nil, old.tables[copy] == nil, old.tables[original] != nil { staleRows.insert(copy) }
      if next.tables[copy] == nil { staleRows.remove(copy) }
    }
    settle()
  }

  /// A new column: rows that are there have no value in it, or the default that the store fills in.
  private mutating func add(_ column: ColumnID, old: Store) {
    guard old.tables[column.table] != nil else {
      stored[column] = .nothing
      if watch.twins[column.table] != nil { spoilNew(column) }
      return
    }
    if let value = store.columns[column]?.defaultValue, value.isConstant, let filling = store.filling(of: column) {
      stored[column] = filling
    } else {
      stored[column] = .absent
    }
    spoilNew(column)
  }

  private mutating func spoilNew(_ column: ColumnID) {
    for truth in meanings.truths(in: column) {
      if meanings.holders(of: truth).contains(where: { $0 != column && store.columns[$0] != nil }) {
        spoil(column, truth)
      }
    }
  }

  /// New code is released; what ran before goes on running until a gate ends it.
  mutating func release(_ version: Contract, deploy: Deploy) {
    moment = Moment(deploy.number, .release)
    running.append(version)
    settle()
  }
}
