// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Finds the columns that one code version of a plan must write together, so that no copy of a value becomes stale.
///
/// A version that writes a logical field writes every column that holds it: that is what the checker assumes. Two
/// columns belong together if they hold a common logical field, or if a third column connects them. A source and all
/// fields that are computed from it are one group:
///
///     first: string @from(contact)
///     last: string @from(contact)     // contact, first and last are set together
struct WrittenTogether {
  /// The parent of each column in its tree; a root has none.
  private var parents: [ColumnID: ColumnID] = [:]

  /// The links between the columns that the code of a deploy writes; 0 is the code before the plan.
  init(_ plan: Plan, deploy: Int) {
    let code = plan.deploys.last { $0.number <= deploy }?.code ?? plan.before
    var changed = Set(code.uses.flatMap(\.writes).map(\.column))
    // A column that the database keeps in sync changes with the one that is written.
    let pairs = plan.inSync(with: deploy)
    for pair in pairs where changed.contains(pair.old) || changed.contains(pair.new) {
      changed.formUnion([pair.old, pair.new])
      join(pair.old, pair.new)
    }
    var holders: [LogicalField: ColumnID] = [:]
    for column in changed.sorted() {
      for logicalField in plan.columnMapping[column, default: []].sorted() {
        if let holder = holders[logicalField] { join(holder, column) } else { holders[logicalField] = column }
      }
    }
  }

  /// The groups of several columns in one table, numbered in the order of their first columns.
  func groups(of columns: some Sequence<ColumnID>) -> [ColumnID: Int] {
    var members: [Root: [ColumnID]] = [:]
    for column in columns.sorted() {
      members[Root(table: column.table, column: root(column)), default: []].append(column)
    }
    let groups = members.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    var numbers: [ColumnID: Int] = [:]
    for (number, group) in groups.enumerated() {
      for column in group { numbers[column] = number }
    }
    return numbers
  }

  /// A tree of columns, as far as it lies in one table.
  private struct Root: Hashable {
    var table: StoredName
    var column: ColumnID
  }

  private mutating func join(_ one: ColumnID, _ other: ColumnID) {
    let (one, other) = (root(one), root(other))
    if one != other { parents[max(one, other)] = min(one, other) }
  }

  private func root(_ column: ColumnID) -> ColumnID {
    var column = column
    while let parent = parents[column] { column = parent }
    return column
  }
}

extension Plan {
  /// The columns that the database keeps in sync while the code of a deploy may run: until the next release is
  /// complete.
  fileprivate func inSync(with deploy: Int) -> [SyncedColumns] {
    let first = deploys.last { $0.number <= deploy && $0.isRelease }?.number ?? 0
    let next = deploys.first { $0.number > first && $0.isRelease }?.number ?? deploys.last?.number ?? 0
    return (first == 0 ? syncedBefore : []) + deploys.filter { first...next ~= $0.number }.flatMap(\.synced)
  }
}
