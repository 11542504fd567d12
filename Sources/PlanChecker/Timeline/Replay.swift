// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The state of a database and of the code that runs on it, as a plan is carried out step by step.
///
/// Every collection errs towards danger: `stored` holds at least what may be stored, `stale` at least what may be stale.
struct Replay {
  let plan: Plan
  let watch: Watch
  let meanings: Meanings
  let types: ColumnTypes
  let consent: Consent
  var store: Store
  /// Every version that may run, oldest first.
  var running: [Contract] = []
  var stored: [ColumnID: Contents] = [:]
  var stale: [ColumnID: [TruthID: Staleness]] = [:]
  /// Stored tables that may lack rows which their twin has, or have rows which it lost.
  var staleRows: Set<StoredName> = []
  /// Stored tables whose rows a backfill has deleted, and into which no running code inserts.
  var emptied: Set<StoredName> = []
  /// For each column with a backup: what may have been written since.
  var unsaved: [ColumnID: Contents] = [:]
  /// What backfills make a column a copy of.
  let copies: [ColumnID: [Copy]]
  /// What backfills compute other columns from, several at a time.
  let parts: Parts
  /// Unique indexes that no two rows break, enforced or not.
  var unbroken: Set<UniqueID> = []
  /// All unique indexes of the plan's schemas, by the columns that they are over.
  let uniques: [ColumnID: Set<UniqueID>]
  /// Indexes whose rows a `verified` gate has counted.
  var verifiedIndexes: Set<IndexID> = []
  var moment = Moment.before
  private var findings = Findings()

  init(_ plan: Plan, watch: Watch, stores: [Store], meanings: Meanings) {
    let base = stores[0]
    self.plan = plan
    self.watch = watch
    self.meanings = meanings
    types = ColumnTypes(stores)
    consent = Consent(plan, twins: watch.twins)
    copies = Copy.all(of: plan, meanings: meanings)
    parts = Parts(plan, meanings: meanings)
    store = base
    for (column, enforced) in base.columns { stored[column] = Contents(enforced.type) }
    unbroken = Set(base.uniques.keys)
    uniques = stores.reduce(into: [:]) { uniques, store in
      for unique in store.uniques.keys {
        for column in unique.columns { uniques[column, default: []].insert(unique) }
      }
    }
  }

  var violations: [Violation] { findings.violations }

  mutating func report(
    _ invariant: Invariant, _ column: ColumnID? = nil, _ message: String, witness: Value? = nil
  ) {
    findings.report(Violation(invariant, at: moment, column, message, witness: witness))
  }

  /// Lets the code that runs do everything that it may do, and checks every promise.
  ///
  /// Called after each change of what is enforced, of what runs, or of what is stored.
  mutating func settle() {
    spread()
    checkRows()
    checkReaders()
    checkPromises()
  }

  /// Lets the code that runs do everything that it may do.
  ///
  /// Enough where less may be stored than before: what held of more still holds.
  mutating func spread() {
    write()
    if !emptied.isEmpty { emptied = emptied.filter { table in !running.contains { $0.uses(table) } } }
    applyDeleteActions()
    spoilCopies()
  }

  /// Watched columns that the store has, in order.
  var columns: [(column: ColumnID, enforced: Store.Column)] { store.listed }
}

/// Which columns hold which truths.
struct Meanings {
  private let listed: [ColumnID: Set<TruthID>]
  /// By truth; in order.
  let carriers: [TruthID: [ColumnID]]

  init(_ plan: Plan, stores: [Store]) {
    var listed = plan.meanings
    for store in stores {
      for (column, _) in store.listed where listed[column] == nil { listed[column] = [store.truth(of: column)] }
    }
    self.listed = listed
    var carriers: [TruthID: [ColumnID]] = [:]
    for (column, truths) in listed {
      for truth in truths { carriers[truth, default: []].append(column) }
    }
    self.carriers = carriers.mapValues { $0.sorted() }
  }

  func truths(in column: ColumnID) -> Set<TruthID> { listed[column] ?? [] }

  func isShared(_ truth: TruthID) -> Bool { holders(of: truth).count > 1 }

  func holders(of truth: TruthID) -> [ColumnID] { carriers[truth] ?? [] }
}

/// A column that a backfill fills from another that means the same.
struct Copy {
  var source: ColumnID
  var transform: Transform

  /// By the columns that are filled.
  static func all(of plan: Plan, meanings: Meanings) -> [ColumnID: [Copy]] {
    var found: [ColumnID: [Copy]] = [:]
    for backfill in plan.backfills where backfill.transform != .unset {
      for target in backfill.targets where !backfill.isInPlace(target) {
        let truths = meanings.truths(in: target)
        let sources = backfill.sources.filter { !meanings.truths(in: $0).isDisjoint(with: truths) }
        guard sources.count == 1 else { continue }
        found[target, default: []].append(Copy(source: sources[0], transform: backfill.transform))
      }
    }
    return found
  }
}

/// The types that columns have at either end of a plan.
struct ColumnTypes {
  /// In the base schema.
  let first: [ColumnID: FieldType]
  /// In the last schema that has the column.
  private(set) var last: [ColumnID: FieldType] = [:]
  /// The keys of base.
  let keys: Set<ColumnID>
  private let end: Store

  init(_ stores: [Store]) {
    first = stores[0].columns.mapValues(\.type)
    keys = Set(stores[0].columns.lazy.filter(\.value.isKey).map(\.key))
    for store in stores { last.merge(store.columns.mapValues(\.type)) { _, later in later } }
    end = stores[stores.count - 1]
  }

  /// What the goal says of a column, by the field that it ends up as; of one that goes, what was last said of it.
  func wanted(_ column: ColumnID, in plan: Plan, _ watch: Watch) -> FieldType? {
    guard let table = end.tables[column.table],
      let field = table.fields.first(where: { $0.storedName == column.column }),
      let wanted = plan.goal.table(table.name)?.field(field.name)
    else { return last[column] }
    return watch.keys.canonical(wanted.type, in: watch.keys.names(in: end.schema))
  }
}

/// How a column may disagree with what was last meant.
enum Staleness: Int, Comparable {
  /// It has no value where another column has one.
  case missing
  /// It may have a value that is not the last one.
  case outdated

  static func < (lhs: Staleness, rhs: Staleness) -> Bool { lhs.rawValue < rhs.rawValue }
}
