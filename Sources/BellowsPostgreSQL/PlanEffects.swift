// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

/// What the remaining statements of a plan do to objects that the database may have.
struct PlanEffects {
  var tables: Set<String> = []
  var droppedTables: [String] = []
  var droppedColumns: [(table: String, column: String)] = []
  /// Tables and indexes, in the order of their creation.
  var createdNames: [String] = []
  /// Indexes that the plan drops itself, or that are part of its tables: by name, and over plain columns.
  var ownIndexes: Set<String> = []
  var ownIndexContents: Set<IndexColumns> = []
  /// The columns with a reference, of the plan's tables: `books.author`.
  var ownReferences: Set<String> = []
  /// The columns whose values move to another column, and the copies of renamed columns.
  var replacedColumns: Set<String> = []
  /// The unique indexes over plain columns that the plan drops.
  var droppedIndexes: [(name: String, content: IndexColumns)] = []
  /// The columns that get another name in the last deploy.
  var renamedColumns: [RenamedColumn] = []
  /// The columns of the tables before the plan that have no default.
  var withoutDefault: Set<String> = []
  /// The indexes of vectors that the plan creates.
  var vectorIndexes: [(table: String, index: String)] = []
  /// The tables on which the plan creates triggers.
  var syncedTables: [String] = []

  init(of plan: MigrationPlan, after deploy: Int) {
    for table in plan.before {
      // `CREATE TABLE t ("name" text DEFAULT 'x', ...)`
      let tokens = SQLToken.tokens(of: table.statements.first ?? "")
      for part in tokens.inParentheses(from: 0)?.inside.listed ?? [] {
        let hasDefault = part.indices.contains { part[$0].says("default") && !($0 > 0 && part[$0 - 1].says("by")) }
        if !hasDefault, let column = part.first?.label { withoutDefault.insert("\(table.name).\(column)") }
      }
    }
    for table in plan.before + plan.deploys.flatMap(\.tables) {
      for statement in table.statements.dropFirst() { note(ownIndex: statement) }
    }
    for next in plan.deploys where next.number > deploy {
      for step in next.preparations { add(step.statement) }
      for case .sql(let statement) in next.statements { add(statement) }
      for case .dropIndex(let name, let create) in next.statements { add(droppedIndex: name, create) }
      renamedColumns += next.statements.compactMap(RenamedColumn.init)
    }
    for move in plan.moves { if let column = move.column { replacedColumns.insert("\(move.table).\(column)") } }
    for rename in renamedColumns { replacedColumns.insert("\(rename.table).\(rename.new)") }
    // What the plan creates exists no more when a later deploy drops it.
    let created = Set(createdNames)
    droppedTables.removeAll { created.contains($0) }
    tables.subtract(created)
    droppedColumns.removeAll { created.contains($0.table) }
    syncedTables.removeAll { created.contains($0) }
    droppedIndexes.removeAll { created.contains($0.content.table) }
    renamedColumns.removeAll { created.contains($0.table) }
  }

  private mutating func note(ownIndex statement: String) {
    let tokens = SQLToken.tokens(of: statement)
    if let index = StoredObjectText(tokens) {
      ownIndexes.insert(index.name)
      if let content = IndexColumns(tokens, of: index.table) { ownIndexContents.insert(content) }
    } else if tokens.count > 2, tokens[0].says("alter"), let table = tokens[2].label,
      let key = tokens.firstIndex(where: { $0.says("key") }), let columns = tokens.inParentheses(from: key)?.inside
    {
      // `ALTER TABLE t ADD CONSTRAINT n FOREIGN KEY (c) REFERENCES ...`
      if let column = columns.first?.label, columns.count == 1 { ownReferences.insert("\(table).\(column)") }
    }
  }

  private mutating func add(droppedIndex name: String, _ create: String) {
    let tokens = SQLToken.tokens(of: create)
    guard let index = StoredObjectText(tokens), let content = IndexColumns(tokens, of: index.table), content.isUnique
    else { return }
    droppedIndexes.append((name, content))
  }

  private mutating func add(_ statement: String) {
    let tokens = SQLToken.tokens(of: statement)
    guard tokens.count > 2 else { return }
    let words = tokens.prefix(3)
    if let object = StoredObjectText(tokens) {
      if words.contains(where: { $0.says("trigger") }) { syncedTables.append(object.table) }
      if VectorExtension.isNeeded(by: statement) { vectorIndexes.append((object.table, object.name)) }
      tables.insert(object.table)
    }
    if words[0].says("create"), words[1].says("table"), let name = words[2].label { createdNames.append(name) }
    if words[0].says("drop"), words[1].says("table"), let name = words[2].label { droppedTables.append(name) }
    if words[0].says("alter"), words[1].says("table"), let table = words[2].label {
      tables.insert(table)
      if tokens.count > 5, tokens[3].says("drop"), tokens[4].says("column"), let column = tokens[5].label {
        droppedColumns.append((table, column))
      }
    }
  }
}

/// An index over plain columns.
struct IndexColumns: Hashable {
  var table: String
  var isUnique: Bool
  var columns: [String]

  init(table: String, isUnique: Bool, columns: [String]) {
    (self.table, self.isUnique, self.columns) = (table, isUnique, columns)
  }

  /// Reads `CREATE UNIQUE INDEX n ON t (a, b)`; `nil` for an index with another method or with expressions.
  init?(_ tokens: [SQLToken], of table: String) {
    guard let on = tokens.firstIndex(where: { $0.says("on") }), on + 2 < tokens.count, tokens[on + 2] == .sign("("),
      let parts = tokens.inParentheses(from: on)?.inside.listed, parts.allSatisfy({ $0.count == 1 })
    else { return nil }
    let columns = parts.compactMap { $0[0].label }
    guard columns.count == parts.count else { return nil }
    self.init(table: table, isUnique: tokens.prefix(2).contains { $0.says("unique") }, columns: columns)
  }
}
