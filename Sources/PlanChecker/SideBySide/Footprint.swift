// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// What the rest of a plan changes, and what its proof relies on, computed from the plan alone.
///
/// Two plans whose footprints do not meet see each other's deploys as pauses: no element that one of them changes is
/// changed, read or relied on by the other.
package struct Footprint: Sendable {
  /// The elements whose state, or whose use by code, changes.
  package private(set) var writes: Set<Element> = []
  /// The elements that must stay as they are meanwhile.
  package private(set) var reads: Set<Element> = []
  /// References that are there before and after, and whose delete action changes.
  private var changedActions: Set<ColumnID> = []

  /// What a hand-written backfill function may read.
  package enum FunctionReads: Sendable {
    /// The row that it gets: all columns of the table.
    case row
    /// Only the sources of its fields.
    case sources
  }

  /// Computes the footprint of the deploys after one of them; of the whole plan for 0.
  package init(of plan: Plan, after deploy: Int = 0, functionsRead: FunctionReads = .row) {
    let schemas = [plan.base] + plan.deploys.map(\.schema)
    let codes = [plan.before] + plan.deploys.map(\.code)
    let synced = [plan.syncedBefore] + plan.deploys.map(\.synced)
    guard deploy < plan.deploys.count || plan.backfills.contains(where: { $0.after >= deploy }) else { return }
    for index in deploy..<plan.deploys.count {
      addChanges(from: schemas[index], to: schemas[index + 1])
      addChanges(from: codes[index], to: codes[index + 1])
    }
    for pair in synced[deploy...].joined() { writes.formUnion([.column(pair.old), .column(pair.new)]) }
    let rest = Array(schemas[deploy...])
    for backfill in plan.backfills where backfill.after >= deploy {
      add(backfill, of: plan, functionsRead == .row ? rest : [])
    }
    for next in plan.deploys.dropFirst(deploy) { addGates(of: next) }
    for case .column(let column) in writes {
      writes.formUnion((plan.columnMapping[column] ?? []).map(Element.name))
    }
    for schema in rest { addReads(in: schema) }
    reads.subtract(writes)
  }

  /// Returns the elements in which two plans meet, sorted; empty if they can go on side by side.
  package func meets(_ other: Footprint) -> [Element] {
    writes.intersection(other.writes.union(other.reads)).union(reads.intersection(other.writes)).sorted()
  }
}

// MARK: - What changes

extension Footprint {
  private mutating func addChanges(from old: Schema, to new: Schema) {
    for (before, after) in new.tables(changedSince: old) where before != after {
      switch (before, after) {
      case (let before?, let after?) where before.storedName == after.storedName: addChanges(from: before, to: after)
      case _:
        for table in [before, after].compactMap({ $0 }) {
          writes.formUnion([.table(table.storedName), .name(LogicalField(table.name, "*"))])
        }
      }
    }
    let (one, other) = (Set(old.externalTables), Set(new.externalTables))
    for table in one.symmetricDifference(other) { writes.insert(.table(table.storedName)) }
  }

  private mutating func addChanges(from old: Table, to new: Table) {
    let table = new.storedName
    switch (old.content, new.content) {
    case (.fields(let before), .fields(let after)):
      let known = Dictionary(before.map { ($0.storedName, $0) }, uniquingKeysWith: { first, _ in first })
      for field in after where known[field.storedName].map({ !$0.means(field) }) ?? true {
        add(field, instead: known[field.storedName], in: new)
      }
      let left = Set(after.map(\.storedName))
      for field in before where !left.contains(field.storedName) { add(field, instead: nil, in: old) }
      if before.filter(\.isKey).map(\.storedName) != after.filter(\.isKey).map(\.storedName) {
        writes.insert(.table(table))
      }
    case (.variants, _), (_, .variants):
      if old.content != new.content { writes.insert(.column(ColumnID(table, ColumnID.wholeRow))) }
    }
    for (one, other) in [(old, new), (new, old)] {
      for index in one.indexes
      where other.index(index.name).map({ one.stored($0, in: other) }) != one.stored(index, in: one) {
        writes.insert(.index(IndexID(table, index.name)))
        if index.kind == .unique { writes.insert(.unique(uniqueID(of: index, in: one))) }
      }
    }
  }

  private mutating func add(_ field: Field, instead old: Field?, in table: Table) {
    writes.insert(.column(ColumnID(table.storedName, field.storedName)))
    if let old, old.onDelete != field.onDelete {
      changedActions.insert(ColumnID(table.storedName, field.storedName))
    }
    for name in [field.name, old?.name].compactMap({ $0 }) { writes.insert(.name(LogicalField(table.name, name))) }
    if field.isKey || old?.isKey == true { writes.insert(.table(table.storedName)) }
  }

  private mutating func addChanges(from old: CodeVersion, to new: CodeVersion) {
    for use in Set(old.uses).symmetricDifference(new.uses) {
      writes.insert(.name(LogicalField(use.table, use.field)))
      writes.formUnion((use.reads + use.writes).map { .column($0.column) })
    }
    for table in Set(old.tables).symmetricDifference(new.tables) {
      writes.formUnion(table.stored.map(Element.table))
      writes.insert(.name(LogicalField(table.table, "*")))
    }
    writes.formUnion(old.respects.symmetricDifference(new.respects).map(Element.unique))
    writes.formUnion(old.queries.symmetricDifference(new.queries).map(Element.index))
    writes.formUnion(old.relinquishes.symmetricDifference(new.relinquishes).map(Element.column))
    for column in Set(old.tolerates.keys).union(new.tolerates.keys) where old.tolerates[column] != new.tolerates[column]
    {
      writes.insert(.column(column))
      if old.tolerates[column] != nil, new.tolerates[column] != nil { changedActions.insert(column) }
    }
  }

  /// - Parameter schemas: Those whose rows a hand-written function may read.
  private mutating func add(_ backfill: Backfill, of plan: Plan, _ schemas: [Schema]) {
    writes.formUnion(backfill.targets.map(Element.column))
    if let replaced = backfill.replaces { writes.insert(.column(replaced)) }
    if backfill.deletesRows { writes.insert(.table(backfill.storedTable)) }
    reads.formUnion(backfill.sources.map(Element.column))
    reads.insert(.table(backfill.storedTable))
    switch backfill.transform {
    case .custom: break
    case .sql(let values, let condition):
      for schema in schemas { addNames(in: values + [condition ?? ""], of: backfill, in: schema) }
      return
    case .copy, .convert, .remap, .renameMembers, .fill, .unset: return
    }
    for schema in schemas {
      for table in schema.tables where table.storedName == backfill.storedTable || plan.reads.contains(table.name) {
        reads.formUnion(table.columns.filter { !plan.hidden.contains($0) }.map(Element.column))
        reads.insert(.table(table.storedName))
      }
    }
  }

  /// Adds what SQL names: columns of its table, and with a subquery all columns of the tables that it names.
  private mutating func addNames(in texts: [String], of backfill: Backfill, in schema: Schema) {
    let text = texts.joined(separator: " ").lowercased()
    let words = Set(text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "$") }.map(String.init))
    func isNamed(_ name: StoredName) -> Bool {
      let name = name.text.lowercased()
      let isWord = name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" }
      return isWord ? words.contains(name) : text.contains(name)
    }
    let hasQuery = words.contains("select")
    for table in schema.tables {
      if table.storedName == backfill.storedTable {
        reads.formUnion(table.columns.filter { hasQuery || isNamed($0.column) }.map(Element.column))
      } else if hasQuery, isNamed(table.storedName) {
        reads.formUnion(table.columns.map(Element.column))
        reads.insert(.table(table.storedName))
      }
    }
  }

  private mutating func addGates(of deploy: Deploy) {
    for gate in deploy.gates {
      switch gate {
      case .backup(let columns): reads.formUnion(columns.map(Element.column))
      case .verified(let paths): for path in paths { addRead(path, in: deploy.schema) }
      case .released, .backfilled: continue
      }
    }
  }

  private mutating func addRead(_ path: SchemaPath, in schema: Schema) {
    guard let table = schema.table(path.table) else { return }
    switch path.part {
    case .table: reads.insert(.table(table.storedName))
    case .row: reads.insert(.column(ColumnID(table.storedName, ColumnID.wholeRow)))
    case .field(let names):
      if let field = names.first.flatMap(table.field) {
        reads.insert(.column(ColumnID(table.storedName, field.storedName)))
      }
    case .index(let name):
      reads.insert(.index(IndexID(table.storedName, name)))
      if let index = table.index(name) { reads.insert(.unique(uniqueID(of: index, in: table))) }
    }
  }
}

// MARK: - What must stay

extension Footprint {
  /// Adds what the changed elements of a schema rely on.
  private mutating func addReads(in schema: Schema) {
    let stored = Dictionary(
      (schema.tables + schema.externalTables).map { ($0.name, $0.storedName) }, uniquingKeysWith: { first, _ in first })
    for table in schema.tables {
      let isWhole = writes.contains(.table(table.storedName))
      let columns = table.columns.filter { isWhole || writes.contains(.column($0)) }
      let indexes = table.indexes.filter { index in
        isWhole || writes.contains(.index(IndexID(table.storedName, index.name)))
          || index.columns(in: table).contains { writes.contains(.column($0)) }
      }
      if columns.isEmpty, indexes.isEmpty { continue }
      reads.insert(.table(table.storedName))
      reads.formUnion(columns.map(Element.column))
      for index in indexes {
        reads.insert(.index(IndexID(table.storedName, index.name)))
        if index.kind == .unique { reads.insert(.unique(uniqueID(of: index, in: table))) }
        if isWhole || writes.contains(.index(IndexID(table.storedName, index.name))) {
          reads.formUnion(index.columns(in: table).map(Element.column))
        }
      }
      for column in columns { addReferences(of: column, in: table, schema, stored) }
    }
    // A table that is copied or gets another key moves the references to it.
    for table in schema.tables {
      for field in table.fields {
        field.type.value.forEachReference { name in
          guard let target = stored[name], writes.contains(.table(target)) else { return }
          reads.formUnion([.table(table.storedName), .column(ColumnID(table.storedName, field.storedName))])
        }
      }
    }
  }

  private mutating func addReferences(
    of column: ColumnID, in table: Table, _ schema: Schema, _ stored: [TableName: StoredName]
  ) {
    let field = table.fields.first { $0.storedName == column.column }
    var targets: [StoredName] = []
    (field?.type.value ?? table.rowType).forEachReference { name in
      if let target = stored[name] { targets.append(target) }
    }
    reads.formUnion(targets.map(Element.table))
    guard let target = targets.first, field?.deleteAction(in: schema.target) != nil else { return }
    // A plan that changes what a deletion does changes it for all references to the table.
    if changedActions.contains(column) { writes.insert(.deletes(target)) }
    reads.formUnion(schema.deletions(leadingTo: target, stored).map(Element.deletes))
  }
}

extension Table {
  /// Its columns; one for the whole row if it has several variants.
  fileprivate var columns: [ColumnID] {
    switch content {
    case .fields(let fields): fields.map { ColumnID(storedName, $0.storedName) }
    case .variants: [ColumnID(storedName, ColumnID.wholeRow)]
    }
  }

  /// An index by stored columns, so that it can be compared with one of another schema.
  fileprivate func stored(_ index: Index, in table: Table) -> Index {
    index.renamingFields(
      Dictionary(
        table.fields.map { ($0.name, FieldName($0.storedName.text)) }, uniquingKeysWith: { first, _ in first }))
  }
}

extension Index {
  /// The columns that it covers or filters.
  fileprivate func columns(in table: Table) -> [ColumnID] {
    guard case .fields = table.content else { return [ColumnID(table.storedName, ColumnID.wholeRow)] }
    return (paths + filters).compactMap { path in
      path.first.flatMap(table.field).map { ColumnID(table.storedName, $0.storedName) }
    }
  }
}

extension Schema {
  /// Returns the tables whose deletions reach a table by `cascade`, and the table.
  fileprivate func deletions(leadingTo target: StoredName, _ stored: [TableName: StoredName]) -> Set<StoredName> {
    var found: Set<StoredName> = [target]
    var waiting = [target]
    while let table = waiting.popLast().flatMap({ name in tables.first { $0.storedName == name } }) {
      for field in table.fields where field.deleteAction(in: self.target) == .cascade {
        field.type.value.forEachReference { name in
          if let next = stored[name], found.insert(next).inserted { waiting.append(next) }
        }
      }
    }
    return found
  }
}
