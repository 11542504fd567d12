// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// What a code version does and relies on, including elements that the plan does not list because no version changes
/// them.
struct Contract {
  /// The deploy that released it; 0 is the code before the plan.
  let release: Int
  let uses: [FieldUse]
  /// The values that it originates.
  let writes: [ColumnID: FieldType]
  /// The columns that it writes, sorted.
  let written: [ColumnID]
  let reads: Set<ColumnID>
  /// The columns whose values it removes with the write of another one.
  let replaced: Set<ColumnID>
  let relinquishes: Set<ColumnID>
  /// The logical fields that it writes and that several columns hold, sorted.
  let sharedLogicalFields: [LogicalField]
  private let code: CodeVersion
  private let tables: Set<StoredName>
  private let writtenTables: Set<StoredName>
  private let elements: ListedElements

  init(
    _ code: CodeVersion, release: Int, listed elements: ListedElements, columnMapping: ColumnMapping, scope: ChangeScope
  ) {
    self.release = release
    self.code = code
    self.elements = elements
    let listed = Set(code.tables.lazy.flatMap(\.stored))
    tables = listed
    let implicit = elements.implicitUses.filter { use in
      use.reads.allSatisfy { listed.contains($0.column.table) || !elements.tables.contains($0.column.table) }
    }
    uses =
      code.uses.map { use in
        var use = use
        use.reads = use.reads.map { ColumnUse($0.column, scope.keys.canonical($0.type, of: $0.column)) }
        use.writes = use.writes.map { ColumnUse($0.column, scope.keys.canonical($0.type, of: $0.column)) }
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
    self.written = written.sorted()
    writtenTables = Set(written.lazy.map(\.table))
    replaced = Set(uses.compactMap(\.replaces))
    reads = Set(uses.lazy.flatMap(\.reads).map(\.column))
    var logicalFields: Set<LogicalField> = []
    for use in uses where !use.writes.isEmpty {
      logicalFields.formUnion(use.logicalFields.lazy.filter(columnMapping.isShared))
      for write in use.writes {
        logicalFields.formUnion(columnMapping.logicalFields(in: write.column).lazy.filter(columnMapping.isShared))
      }
    }
    sharedLogicalFields = logicalFields.sorted()
    let defaulted = elements.defaulted.filter { column in
      release == 0 || !elements.columns.contains(column)
    }
    relinquishes = code.relinquishes.union(defaulted.filter { writes[$0] != nil })
  }

  private func knows(_ column: ColumnID) -> Bool { writes[column] != nil || reads.contains(column) }

  /// Returns whether it inserts and deletes rows of a stored table.
  func uses(_ table: StoredName) -> Bool { tables.contains(table) || !elements.tables.contains(table) }

  /// Returns whether it uses a stored table or writes a column of it.
  func writes(_ table: StoredName) -> Bool { uses(table) || writtenTables.contains(table) }

  /// Sorted.
  var listedTables: [StoredName] { tables.sorted() }

  /// Returns whether it expects a unique index to reject writes.
  func respects(_ unique: UniqueID) -> Bool {
    if elements.uniques.contains(unique) { return code.respects.contains(unique) }
    // Of a table that it does not use, it knows only that the database keeps it in sync with its own.
    if !uses(unique.table), writes(unique.table) { return false }
    return elements.baseUniques[unique] != nil || !elements.baseTables.contains(unique.table)
  }

  /// The unique indexes of the base schema that it respects, sorted, with their names.
  var respectedBaseUniques: [(unique: UniqueID, names: [IndexName])] {
    elements.baseUniques.filter { respects($0.key) }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Returns whether it expects a delete action on a column.
  func tolerates(_ action: DeleteAction, on column: ColumnID) -> Bool {
    guard knows(column) else { return true }
    if elements.actions.contains(column) { return code.tolerates[column]?.contains(action) ?? false }
    return elements.firstActions[column] == action
  }

  /// The indexes that its queries need, sorted.
  var neededIndexes: [IndexID] {
    let unlisted = elements.baseIndexes.filter { !elements.indexes.contains($0) && uses($0.table) }
    return (unlisted + Array(code.queries)).sorted()
  }
}
