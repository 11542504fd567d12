// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import PlanModel
import SchemaModel

/// Builds the statements between two revisions: one sequence for all supported servers.
///
/// What reads rows or waits for other transactions comes first, in statements of their own that let others read and
/// write; the transaction of the deploy holds strong locks only for an instant. A rollback removes first what is stricter
/// than before, then restores values, and then makes the tables as strict as they were, in the same way.
struct PostgreSQLChangeBuilder {
  private let builders: (old: PostgreSQLTableBuilder, new: PostgreSQLTableBuilder)
  private let before: [StoredName: PostgreSQLTable]
  private var after: [StoredName: PostgreSQLTable]
  private let isRollback: Bool
  /// The columns that are renamed, forward or back, instead of being replaced by their copies.
  private let exchange: PostgreSQLExchange
  private var preparations: [PreparedStep]
  /// The parts of the transaction, in this order.
  private var removals: [SchemaStep] = []
  private var creations: [SchemaStep] = []
  private var alterations: [SchemaStep] = []
  private var completions: [SchemaStep] = []
  private var result = StoreChange()

  init(_ old: StoreRevision, _ new: StoreRevision, isRollback: Bool) {
    let changed = possiblyChangedTables(old, new)
    exchange = PostgreSQLExchange(old, new, isRollback: isRollback)
    builders = (old: PostgreSQLTableBuilder(exchange.start), new: PostgreSQLTableBuilder(exchange.end))
    self.isRollback = isRollback
    // The server removes no value of a type.
    preparations = isRollback ? [] : PreparedStep.types(from: old, to: new)
    before = builders.old.definitions(of: changed)
    after = builders.new.definitions(of: changed)
  }

  mutating func change() -> StoreChange {
    let names = Set(before.keys).union(after.keys).sorted()
    for name in names { removeTriggers(of: name) }
    if !isRollback { removals += exchange.renamingSteps }
    let referenced = Set(
      names.filter { before[$0] != nil }.flatMap { after[$0]?.constraints.compactMap(\.target) ?? [] })
    for name in names where before[name] == nil {
      if let new = after[name] { create(new, isReferenced: referenced.contains(name)) }
    }
    for name in names { if let old = before[name], let new = after[name] { alter(old, new) } }
    for name in names { createTriggers(of: name) }
    dropTables(names.filter { before[$0] != nil && after[$0] == nil })
    result.preparations = preparations
    result.steps = removals + creations + alterations + completions
    if isRollback { result.then += exchange.swappingSteps }
    for name in names {
      guard let new = after[name], before[name] != new || exchange.tables.contains(name) else { continue }
      result.tables.append(StoredTable(new))
    }
    return result
  }

  // MARK: - Triggers

  private mutating func removeTriggers(of name: StoredName) {
    let remaining = after[name]?.triggers ?? []
    let present = isRollback ? before[name] : exchange.window[name] ?? before[name]
    for trigger in present?.triggers ?? [] where !remaining.contains(trigger) { removals += trigger.dropSteps }
  }

  private mutating func createTriggers(of name: StoredName) {
    let existing = before[name]?.triggers ?? []
    for trigger in after[name]?.triggers ?? [] where !existing.contains(trigger) {
      completions += trigger.createSteps(isOnOldTable: before[name] != nil)
    }
  }

  // MARK: - Whole tables

  /// Drops tables in any order: first the references between them, of which some may form a cycle.
  private mutating func dropTables(_ names: [StoredName]) {
    for name in names {
      for reference in before[name]?.constraints ?? [] {
        guard let target = reference.target, target != name, names.contains(target) else { continue }
        completions.append(dropping(reference, of: name))
      }
    }
    for name in names {
      result.dropped.append(name)
      completions.append(.sql("DROP TABLE \(name.sql)", .accessExclusive))
    }
  }

  /// - Parameter isReferenced: Whether tables that exist already refer to it, so that it comes before their
  ///   preparation.
  private mutating func create(_ table: PostgreSQLTable, isReferenced: Bool) {
    if isReferenced, !isRollback {
      preparations.append(.create(table))
    } else {
      creations.append(.sql(table.create, nil))
    }
    alterations += table.columns.compactMap { $0.shareSequence(in: table.name) }.map { .sql($0, nil) }
    if isRollback { fillRestored(table) }
    for reference in table.constraints where reference.target != nil {
      let isAlone = reference.target.map { before[$0] == nil && after[$0] != nil } ?? true
      let add = SchemaStep.sql(
        "ALTER TABLE \(table.name.sql) ADD \(reference.sql)", isAlone ? nil : .shareRowExclusive)
      // Rows are restored in any order.
      if isRollback { preparations += PreparedStep.add(reference, to: table.name) } else { completions.append(add) }
    }
    completions += table.indexes.map { .sql($0.create(), nil) }
  }

  /// Copies the rows of the table that was in sync to a restored table.
  private mutating func fillRestored(_ table: PostgreSQLTable) {
    let name = table.name
    for (partner, moved) in builders.new.tables.restoredColumns(of: name) {
      result.synchronises[name, default: []] += moved.map(\.name)
      result.fills.append(
        RestoredValues(table: partner, target: name, columns: moved.map(\.name), values: moved.map(\.value)))
    }
    let refilled = Set(result.synchronises[name] ?? [])
    let rest = table.columns.map(\.name).filter { !refilled.contains($0) }
    if !rest.isEmpty { result.empties[name] = rest }
  }

  // MARK: - Parts of a table

  /// Its key stays: rows with another key are those of another table.
  private mutating func alter(_ old: PostgreSQLTable, _ new: PostgreSQLTable) {
    var target = new
    if isRollback { relax(&target, old) }
    let added = target.columns.filter { old.column($0.name) == nil }
    let dropped = old.columns.filter { target.column($0.name) == nil }
    let constraints = target.constraints.filter { !old.constraints.contains($0) }
    let indexes = target.indexes.filter { !old.indexes.contains($0) }
    // New columns come before what refers to them.
    let covered = Set(constraints.flatMap(\.columns)).union(indexes.flatMap(\.columns))
    for column in added { add(column, to: target, isCovered: covered.contains(column.name)) }
    for column in target.columns { if let before = old.column(column.name) { change(before, to: column, in: target) } }
    for index in old.indexes where !target.indexes.contains(where: { $0.name == index.name }) {
      removals.append(dropping(index))
    }
    for constraint in old.constraints where !target.constraints.contains(where: { $0.name == constraint.name }) {
      removals.append(dropping(constraint, of: target.name))
    }
    for constraint in constraints {
      add(constraint, to: target.name, replacing: old.constraints.first { $0.name == constraint.name })
    }
    for index in indexes { add(index, replacing: old.indexes.first { $0.name == index.name }) }
    for column in dropped {
      completions.append(
        .sql("ALTER TABLE \(target.name.sql) DROP COLUMN \(column.name.sql)", .accessExclusive))
    }
  }

  /// In a rollback: a required column whose values are lost is restored as optional, and made required when it has
  /// them.
  private mutating func relax(_ target: inout PostgreSQLTable, _ old: PostgreSQLTable) {
    for index in target.columns.indices {
      let column = target.columns[index]
      guard old.column(column.name) == nil else { continue }
      if filling(of: column.name, in: target.name) != nil {
        result.synchronises[target.name, default: []].append(column.name)
        continue
      }
      result.empties[target.name, default: []].append(column.name)
      guard column.isRequired, column.defaultValue?.isConstant != true, !column.isIdentity else { continue }
      target.columns[index].isRequired = false
      result.relaxed.append(ColumnID(target.name, column.name))
      require(column.name, in: target.name)
    }
  }

  private mutating func add(_ column: PostgreSQLColumn, to table: PostgreSQLTable, isCovered: Bool) {
    if isRollback, let value = filling(of: column.name, in: table.name) {
      var empty = column
      (empty.isRequired, empty.defaultValue) = (false, nil)
      let alter = "ALTER TABLE \(table.name.sql)"
      alterations.append(.sql("\(alter) ADD COLUMN \(empty.sql)", .accessExclusive))
      let form = builders.new.tables.kind(of: ColumnID(table.name, column.name))?.form
      result.fills.append(
        RestoredValues(
          table: table.name, target: table.name, columns: [column.name], values: [value],
          condition: Dialect.postgresql.differs(column.name.sql, "(\(value))", form)))
      change(empty, to: column, in: table)
      return
    }
    if isCovered, !isRollback {
      preparations.append(.addColumn(column, to: table.name))
    } else {
      alterations.append(.sql(column.addition(to: table.name), .accessExclusive))
    }
  }

  /// The value of a restored column, from the column that was in sync with it.
  private func filling(of column: StoredName, in table: StoredName) -> String? {
    guard isRollback else { return nil }
    return builders.new.tables.restoredValue(of: ColumnID(table, column)) { before[table]?.column($0) != nil }
  }

  private mutating func change(_ old: PostgreSQLColumn, to new: PostgreSQLColumn, in table: PostgreSQLTable) {
    let alter = "ALTER TABLE \(table.name.sql) ALTER COLUMN \(new.name.sql)"
    if old.type != new.type {
      // A wider type keeps the rows and indexes as they are; a rollback to a narrower one reads or writes each row.
      alterations.append(
        .sql("\(alter) TYPE \(new.type)", .accessExclusive, work: isRollback ? .rewrite : .none))
    }
    if new.isRequired, !old.isRequired { require(new.name, in: table.name) }
    if !new.isRequired, old.isRequired { alterations.append(.sql("\(alter) DROP NOT NULL", .accessExclusive)) }
    if old.defaultValue != new.defaultValue {
      let set = new.defaultValue.map { "SET DEFAULT \($0.expression)" } ?? "DROP DEFAULT"
      alterations.append(.sql("\(alter) \(set)", .accessExclusive))
    }
    changeSequence(from: old, to: new, in: table.name)
  }

  /// Makes a column required: the server takes a valid `CHECK` for a proof, and reads no row.
  private mutating func require(_ column: StoredName, in table: StoredName) {
    let set = "ALTER TABLE \(table.sql) ALTER COLUMN \(column.sql) SET NOT NULL"
    let proof = PostgreSQLConstraint(
      name: PostgreSQLNames.constraint("required", [column]), columns: [column],
      definition: "CHECK (\(column.sql) IS NOT NULL)")
    preparations += PreparedStep.add(proof, to: table)
    // One statement for both would drop the proof first.
    let steps = [SchemaStep.sql(set, .accessExclusive), dropping(proof.name, of: table)]
    if isRollback { result.then += steps } else { alterations += steps }
  }

  private mutating func changeSequence(from old: PostgreSQLColumn, to new: PostgreSQLColumn, in table: StoredName) {
    guard old.isIdentity != new.isIdentity || old.sharedSequence != new.sharedSequence else { return }
    let alter = "ALTER TABLE \(table.sql) ALTER COLUMN \(new.name.sql)"
    let column = ColumnID(table, new.name)
    if old.isIdentity, let shared = new.sharedSequence {
      // No row gets a number between this statement and the commit.
      alterations.append(.sql("LOCK TABLE \(table.sql) IN ACCESS EXCLUSIVE MODE", .accessExclusive))
      alterations.append(.sql(shared.continueSequence(of: column, keysOf: column), nil))
    }
    if old.sharedSequence != nil { alterations.append(.sql("\(alter) DROP DEFAULT", .accessExclusive)) }
    if old.isIdentity, !new.isIdentity {
      alterations.append(.sql("\(alter) DROP IDENTITY IF EXISTS", .accessExclusive))
    }
    if new.isIdentity, !old.isIdentity {
      alterations.append(.sql("\(alter) ADD GENERATED BY DEFAULT AS IDENTITY", .accessExclusive))
      let advance = old.sharedSequence.map { column.continueSequence(of: $0, keysOf: column) }
      alterations.append(.sql(advance ?? column.advanceSequence, nil))
    }
    if let share = new.shareSequence(in: table) { alterations.append(.sql(share, .accessExclusive)) }
  }

  // MARK: - Constraints and indexes

  private func dropping(_ constraint: String, of table: StoredName) -> SchemaStep {
    .sql("ALTER TABLE \(table.sql) DROP CONSTRAINT IF EXISTS \(constraint.sqlName)", .accessExclusive)
  }

  /// One that refers to another table is dropped whatever its name: another tool may have given it another one.
  private func dropping(_ constraint: PostgreSQLConstraint, of table: StoredName) -> SchemaStep {
    guard constraint.target != nil else { return dropping(constraint.name, of: table) }
    return SchemaStep(
      statement: .dropReference(constraint.name, of: table.text, like: constraint.definition), lock: .accessExclusive)
  }

  private mutating func add(
    _ constraint: PostgreSQLConstraint, to table: StoredName, replacing replaced: PostgreSQLConstraint?
  ) {
    let alter = "ALTER TABLE \(table.sql)"
    if isRollback {
      if let replaced { removals.append(dropping(replaced, of: table)) }
      preparations += PreparedStep.add(constraint, to: table)
      return
    }
    guard let replaced else {
      preparations += PreparedStep.add(constraint, to: table)
      return
    }
    let name = PostgreSQLNames.replacement(constraint.name)
    preparations += PreparedStep.add(constraint.named(name), to: table)
    alterations.append(dropping(replaced, of: table))
    alterations.append(
      .sql("\(alter) RENAME CONSTRAINT \(name.sqlName) TO \(constraint.name.sqlName)", .accessExclusive))
  }

  /// The index of that name is dropped, or the one of another tool that is the same but for its name.
  private func dropping(_ index: PostgreSQLIndex) -> SchemaStep {
    SchemaStep(statement: .dropIndex(index.name.text, like: index.create()), lock: .accessExclusive)
  }

  private mutating func add(_ index: PostgreSQLIndex, replacing replaced: PostgreSQLIndex?) {
    if isRollback {
      if let old = replaced { removals.append(dropping(old)) }
      preparations.append(.build(index))
      return
    }
    // The statement runs before a column gets its new name.
    let early = exchange.early(index)
    guard replaced != nil || exchange.isOverCopy(index) else {
      preparations.append(.build(early))
      return
    }
    let name = PostgreSQLNames.replacement(index.name.text)
    preparations.append(.build(early, as: name))
    // One over a copy is dropped with it.
    if let replaced { alterations.append(dropping(replaced)) }
    // Only the index is locked.
    alterations.append(.sql("ALTER INDEX \(name.sqlName) RENAME TO \(index.name.sql)", nil))
  }
}

extension ColumnID {
  /// The statement that moves the sequence of an identity column behind the values that the table has.
  var advanceSequence: String {
    "SELECT setval(\(sequence), greatest((SELECT max(\(column.sql)) FROM \(table.sql)), 0) + 1, false)"
  }

  /// The statement that lets the sequence of an identity column continue where another one ends, also behind numbers
  /// whose rows were deleted.
  ///
  /// - Parameter key: The column whose values must not be assigned again.
  func continueSequence(of other: ColumnID, keysOf key: ColumnID) -> String {
    let last = "(SELECT max(\(key.column.sql)) FROM \(key.table.sql))"
    return "SELECT setval(\(sequence), greatest(\(last), nextval(\(other.sequence))))"
  }
}

extension StoredTable {
  init(_ table: PostgreSQLTable) { self.init(table.name.text, table.statements) }
}
