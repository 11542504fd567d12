// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// A code version with everything that it uses, listed or not.
struct RunningCode {
  /// The deploy that released it; 0 is the code before the plan.
  var release: Int
  var uses: [FieldUse] = []
  var writes: [ColumnID: FieldType] = [:]
  /// The columns that it reads or writes.
  var known: Set<ColumnID> = []
  var reads: Set<ColumnID> = []
  /// Stored tables whose rows it inserts and deletes.
  var tables: Set<StoredName> = []
  var relinquishes: Set<ColumnID> = []
  var respects: Set<UniqueID> = []
  var tolerates: [ColumnID: Set<DeleteAction>] = [:]
  var queries: Set<IndexID> = []

  /// All versions of a plan: the one before it, then that of each deploy.
  static func all(of plan: Plan, stores: [StoreRules]) -> [RunningCode] {
    let codes = [plan.before] + plan.deploys.map(\.code)
    let listed = Listed(codes, base: stores[0])
    return codes.enumerated().map { RunningCode($1, release: $0, listed: listed, stores: stores) }
  }

  /// The elements that some code version of the plan lists.
  private struct Listed {
    var columns: Set<ColumnID>
    var tables: Set<StoredName>
    var uniques: Set<UniqueID>
    var actions: Set<ColumnID>
    var indexes: Set<IndexID>
    var relinquished: Set<ColumnID>

    init(_ codes: [CodeVersion], base: StoreRules) {
      columns = Set(codes.flatMap(\.uses).flatMap { $0.reads + $0.writes }.map(\.column))
      tables = Set(codes.flatMap(\.tables).flatMap(\.stored))
      uniques = codes.reduce(into: []) { $0.formUnion($1.respects) }
      actions = Set(codes.flatMap(\.tolerates.keys))
      indexes = codes.reduce(into: []) { $0.formUnion($1.queries) }
      relinquished = codes.reduce(into: []) { $0.formUnion($1.relinquishes) }
    }
  }

  private init(_ code: CodeVersion, release: Int, listed: Listed, stores: [StoreRules]) {
    self.release = release
    uses = code.uses
    let own = Set(code.tables.flatMap(\.stored))
    let base = stores[0]
    tables = own.union(stores.flatMap(\.tables.keys).filter { !listed.tables.contains($0) })
    respects = code.respects
    tolerates = code.tolerates
    queries = code.queries
    relinquishes = code.relinquishes
    var seen: Set<ColumnID> = []
    for store in stores {
      for (column, rules) in store.columns.sorted(by: { $0.key < $1.key }) where seen.insert(column).inserted {
        if !listed.actions.contains(column), let action = rules.onDelete { tolerates[column] = [action] }
        if !listed.columns.contains(column), tables.contains(column.table) {
          let use = ColumnUse(column, rules.type)
          uses.append(
            FieldUse(
              table: rules.logicalField.table, field: rules.logicalField.field, logicalFields: [rules.logicalField],
              reads: [use], writes: [use]))
        }
        if !listed.relinquished.contains(column), store.fills(column) != nil,
          release == 0 || !listed.columns.contains(column), uses.contains(where: { $0.writesTo(column) })
        {
          relinquishes.insert(column)
        }
      }
      for unique in store.uniques where !listed.uniques.contains(unique) && tables.contains(unique.table) {
        if base.uniques.contains(unique) || base.tables[unique.table] == nil { respects.insert(unique) }
      }
    }
    for index in base.indexes.keys where !listed.indexes.contains(index) && tables.contains(index.table) {
      queries.insert(index)
    }
    for write in uses.flatMap(\.writes) {
      writes[write.column] = writes[write.column].map { $0.union(write.type) } ?? write.type
    }
    reads = Set(uses.flatMap(\.reads).map(\.column))
    known = reads.union(writes.keys)
  }
}

extension FieldUse {
  fileprivate func writesTo(_ column: ColumnID) -> Bool { writes.contains { $0.column == column } }
}
