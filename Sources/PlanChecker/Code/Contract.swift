// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// A code version as the replay asks for it: what it lists, and what it does without listing it.
struct Contract {
  /// The deploy that released it; 0 is the code before the plan.
  let release: Int
  let uses: [FieldUse]
  /// What it originates in each column.
  let writes: [ColumnID: FieldType]
  /// The columns that it writes, in order.
  let written: [ColumnID]
  let reads: Set<ColumnID>
  let relinquishes: Set<ColumnID>
  /// The truths that it means when it writes, of those that several columns hold; in order.
  let sharedTruths: [TruthID]
  private let code: CodeVersion
  private let tables: Set<StoredName>
  private let names: ContractNames

  init(_ code: CodeVersion, release: Int, names: ContractNames, meanings: Meanings, watching watch: Watch) {
    self.release = release
    self.code = code
    self.names = names
    let listed = Set(code.tables.lazy.flatMap(\.stored))
    tables = listed
    let implicit = names.implicitUses.filter { use in
      use.reads.allSatisfy { listed.contains($0.column.table) || !names.tables.contains($0.column.table) }
    }
    uses =
      code.uses.map { use in
        var use = use
        use.reads = use.reads.map { ColumnUse($0.column, watch.keys.canonical($0.type, of: $0.column)) }
        use.writes = use.writes.map { ColumnUse($0.column, watch.keys.canonical($0.type, of: $0.column)) }
        return use
      } + implicit
    var writes: [ColumnID: FieldType] = [:]
    var written: [ColumnID] = []
    for write in uses.flatMap(\.writes) {
      if let type = writes[write.column] {
        writes[write.column] = type.union(write.type)
      } else {
        writes[write.column] = write.type
        written.append(write.column)
      }
    }
    self.writes = writes
    // Uses are listed nearly in this order.
    self.written = written.sorted()
    reads = Set(uses.lazy.flatMap(\.reads).map(\.column))
    var truths: Set<TruthID> = []
    for use in uses where !use.writes.isEmpty {
      truths.formUnion(use.truths.lazy.filter(meanings.isShared))
      for write in use.writes { truths.formUnion(meanings.truths(in: write.column).lazy.filter(meanings.isShared)) }
    }
    sharedTruths = truths.sorted()
    let defaulted = names.defaulted.filter { column in
      release == 0 || !names.columns.contains(column)
    }
    relinquishes = code.relinquishes.union(defaulted.filter { writes[$0] != nil })
  }

  func knows(_ column: ColumnID) -> Bool { writes[column] != nil || reads.contains(column) }

  /// Whether it inserts rows into a stored table and deletes them there.
  func uses(_ table: StoredName) -> Bool { tables.contains(table) || !names.tables.contains(table) }

  /// The stored tables that it lists.
  var listedTables: [StoredName] { tables.sorted() }

  /// Whether it expects a unique index to refuse.
  func respects(_ unique: UniqueID) -> Bool {
    if names.uniques.contains(unique) { return code.respects.contains(unique) }
    return names.baseUniques[unique] != nil || !names.baseTables.contains(unique.table)
  }

  /// The unique indexes of base that it respects, with their names.
  var promisesOfBase: [(unique: UniqueID, names: [IndexName])] {
    names.baseUniques.filter { respects($0.key) }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Whether it can live with what happens to a column when the row that it refers to is deleted.
  func tolerates(_ action: DeleteAction, on column: ColumnID) -> Bool {
    guard knows(column) else { return true }
    if names.actions.contains(column) { return code.tolerates[column]?.contains(action) ?? false }
    return names.firstActions[column] == action
  }

  /// The indexes that it needs.
  var neededIndexes: [IndexID] {
    let unlisted = names.baseIndexes.filter { !names.indexes.contains($0) && uses($0.table) }
    return (unlisted + Array(code.queries)).sorted()
  }
}

/// What the versions of a plan list, all together: what none of them lists, all of them use as it is declared.
struct ContractNames {
  var columns: Set<ColumnID> = []
  var tables: Set<StoredName> = []
  var uniques: Set<UniqueID> = []
  var actions: Set<ColumnID> = []
  var indexes: Set<IndexID> = []
  /// Watched columns whose first declaration has a default that the store fills in, and that no version relinquishes.
  var defaulted: [ColumnID] = []
  var firstActions: [ColumnID: DeleteAction] = [:]
  var implicitUses: [FieldUse] = []
  var baseTables: Set<StoredName>
  /// With the names of the indexes that promise it.
  var baseUniques: [UniqueID: [IndexName]] = [:]
  var baseIndexes: [IndexID]

  /// New columns of old tables that no version lists: nobody says what they are for.
  var unexplained: [ColumnID] = []
  /// New tables that no version lists: the code from before would use them.
  var unexplainedTables: Set<StoredName> = []

  init(_ plan: Plan, stores: [Store], meanings: Meanings) {
    let base = stores[0]
    baseTables = Set(base.tables.keys)
    for table in base.tables.values {
      for index in table.indexes where index.kind == .unique {
        baseUniques[uniqueID(of: index, in: table), default: []].append(index.name)
      }
    }
    baseIndexes = base.indexes.filter { $0.value.kind != .unique }.keys.sorted()
    var relinquished: Set<ColumnID> = []
    for code in [plan.before] + plan.deploys.map(\.code) {
      for use in code.uses {
        for column in use.reads + use.writes { columns.insert(column.column) }
      }
      for table in code.tables { tables.formUnion(table.stored) }
      uniques.formUnion(code.respects)
      actions.formUnion(code.tolerates.keys)
      indexes.formUnion(code.queries)
      relinquished.formUnion(code.relinquishes)
    }
    var seen: Set<ColumnID> = []
    for (number, store) in stores.enumerated() {
      unexplainedTables.formUnion(store.tables.keys.filter { !baseTables.contains($0) && !tables.contains($0) })
      for (column, enforced) in store.listed where seen.insert(column).inserted {
        firstActions[column] = enforced.onDelete
        if !relinquished.contains(column), store.filling(of: column) != nil { defaulted.append(column) }
        guard !columns.contains(column) else { continue }
        if number > 0, baseTables.contains(column.table) {
          unexplained.append(column)
          continue
        }
        let use = ColumnUse(column, enforced.type)
        let truth = store.truth(of: column)
        implicitUses.append(
          FieldUse(
            table: truth.table, field: truth.field, truths: meanings.truths(in: column), reads: [use], writes: [use]))
      }
    }
  }
}
