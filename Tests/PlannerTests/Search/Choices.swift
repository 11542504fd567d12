// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Everything that one change could do to the store and to code at any time, sensible or not.
///
/// The search tries all of it; only the checker says what is safe.
struct Choices {
  /// The table whose fields, indexes or rows the change is about.
  var table: TableName
  var stores: [StoreChoice]
  var codes: [CodeVersion]
  /// Work that may be done between two deploys; at most one piece a change and gap.
  var backfills: [Backfill] = []
  /// Where the change begins, as a place in `stores` and in `codes`.
  var first: (store: Int, code: Int)
  /// Where it may end.
  var lastStores: Set<Int>
  var lastCodes: Set<Int>
  /// Which columns hold which truths.
  var meanings: [ColumnID: Set<TruthID>] = [:]

  init(
    _ table: TableName, from store: StoreChoice, _ code: CodeVersion, to lastStores: [StoreChoice],
    _ lastCodes: [CodeVersion], through stores: [StoreChoice], _ codes: [CodeVersion]
  ) {
    self.table = table
    let allStores = ([store] + lastStores + stores).uniqued
    let allCodes = ([code] + lastCodes + codes).uniqued
    self.stores = allStores
    self.codes = allCodes
    first = (0, 0)
    self.lastStores = Set(lastStores.compactMap { allStores.firstIndex(of: $0) })
    self.lastCodes = Set(lastCodes.compactMap { allCodes.firstIndex(of: $0) })
  }
}

/// What a store may have because of one change.
struct StoreChoice: Hashable {
  var fields: [Field] = []
  /// Over stored columns.
  var indexes: [Index] = []
  var tables: [Table] = []
  var content: Table.Content?
  var inStep: [InStep] = []
}

extension Array where Element: Hashable {
  /// Without what came before; in order.
  var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }

  /// All ways to take some of it.
  var subsets: [[Element]] { reduce([[]]) { all, element in all + all.map { $0 + [element] } } }
}

extension CodeVersion {
  /// What the versions of several changes are together.
  static func all(_ parts: [CodeVersion]) -> CodeVersion {
    var code = CodeVersion()
    for part in parts {
      code.uses += part.uses
      code.tables += part.tables
      code.respects.formUnion(part.respects)
      code.tolerates.merge(part.tolerates) { $0.union($1) }
      code.queries.formUnion(part.queries)
      code.relinquishes.formUnion(part.relinquishes)
    }
    code.uses.sort { $0.table == $1.table ? $0.field < $1.field : $0.table < $1.table }
    code.tables.sort { $0.table < $1.table }
    return code
  }
}
