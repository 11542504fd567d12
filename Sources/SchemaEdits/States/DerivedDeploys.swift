// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

extension [MigrationDeploy] {
  /// Returns the deploys with the tables after each, and the statements that roll each back, where a deploy leaves them
  /// to be derived from its statements.
  ///
  /// - Parameter before: The tables that the plan changes, before the plan.
  package func derived(from before: [StoredTable]) -> [MigrationDeploy] {
    var tables = StoredTables(before)
    return map { deploy in
      let old = tables
      var derived = deploy
      if deploy.derivesTables, let (changed, dropped) = tables.derive(deploy.statements) {
        derived.setTables(changed, dropped: dropped)
      } else {
        tables = old
        tables.apply(deploy.tables, dropped: deploy.dropped)
      }
      if deploy.derivesRollback, let statements = rollback(of: deploy.statements, from: tables, to: old) {
        derived.setRollback(statements)
      }
      return derived
    }
  }

  /// Returns the deploys without what can be derived: that is the same in other words, such as another order of columns.
  ///
  /// - Parameter before: The tables that the plan changes, before the plan.
  package func withoutDerivable(from before: [StoredTable]) -> [MigrationDeploy] {
    var tables = StoredTables(before)
    return map { deploy in
      let old = tables
      var short = deploy
      if !deploy.statements.isEmpty, let (changed, dropped) = tables.derive(deploy.statements),
        changed.isEquivalent(to: deploy.tables), dropped == deploy.dropped
      {
        short.deriveTables()
      } else {
        tables = old
        tables.apply(deploy.tables, dropped: deploy.dropped)
      }
      if !deploy.statements.isEmpty, rollback(of: deploy.statements, from: tables, to: old) == deploy.rollbackStatements
      {
        short.deriveRollback()
      }
      return short
    }
  }
}

extension StoredTables {
  /// Executes statements; returns the changed and dropped tables, or `nil` if the effect of one is unknown.
  fileprivate mutating func derive(_ statements: [SchemaStatement]) -> (changed: [StoredTable], dropped: [String])? {
    let old = self
    for statement in statements where !execute(statement) { return nil }
    let changed = sorted.filter { old[$0.name] != $0 }
    return (changed, old.sorted.map(\.name).filter { self[$0] == nil })
  }
}

/// Returns the statements that change the tables back; `nil` if one has no inverse.
///
/// As forward, indexes and triggers are dropped first and created last.
private func rollback(
  of statements: [SchemaStatement], from new: StoredTables, to old: StoredTables
) -> [SchemaStatement]? {
  var drops: [SchemaStatement] = []
  var creations: [SchemaStatement] = []
  for name in Set((old.sorted + new.sorted).map(\.name)).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
    // The objects of a dropped table go with it.
    guard let before = old[name] else { continue }
    let after = new[name]?.statements.dropFirst() ?? []
    for create in after.reversed() where !before.statements.contains(create) {
      guard let object = StoredObjectText(SQLToken.tokens(of: create)) else { return nil }
      drops.append(object.drop(create))
    }
    for create in before.statements.dropFirst() where !after.contains(create) { creations.append(.sql(create)) }
  }
  var droppedTables: [SchemaStatement] = []
  var createdTables: [SchemaStatement] = []
  var alterations: [SchemaStatement] = []
  for statement in statements {
    switch statement {
    case .dropIndex: continue
    case .dropReference, .renameConstraint: return nil
    case .rebuild(let rebuild):
      guard let inverse = rebuild.inverse(old[rebuild.table]) else { return nil }
      alterations.append(.rebuild(inverse))
    case .sql(let sql):
      let source = SQLSource(sql)
      let tokens = source.tokens
      if let text = TableText(sql) {
        droppedTables.append(.sql("DROP TABLE \(quoted(text.name))"))
      } else if StoredObjectText(tokens) != nil || tokens.dropFirst().first?.says("trigger") == true {
        continue
      } else if tokens[0].says("drop"), tokens[1].says("table"), let create = tokens[2].label.flatMap({ old[$0] }) {
        guard let first = create.statements.first else { return nil }
        createdTables.append(.sql(first))
      } else if tokens[0].says("alter"), tokens.count > 5, let table = tokens[2].label, let column = tokens[5].label {
        let alter = "ALTER TABLE \(quoted(table))"
        if tokens[3].says("add") {
          alterations.append(.sql("\(alter) DROP COLUMN \(quoted(column))"))
        } else if tokens[3].says("drop"), let definition = old[table]?.definition(of: column) {
          alterations.append(.sql("\(alter) ADD COLUMN \(definition)"))
        } else {
          return nil
        }
      } else {
        return nil
      }
    }
  }
  return drops + droppedTables + createdTables + alterations + creations
}

extension Rebuild {
  /// The rebuild back; `nil` if rows would need values.
  fileprivate func inverse(_ old: StoredTable?) -> Rebuild? {
    var inverse: [TableChange] = []
    for change in changes.reversed() {
      switch change {
      case .addColumn(let definition):
        guard let column = TableText("CREATE TABLE x (\(definition))")?.columns.first else { return nil }
        inverse.append(.dropColumn(column.name))
      case .dropColumn(let name):
        guard let definition = old?.definition(of: name) else { return nil }
        inverse.append(.addColumn(definition))
      case .changeColumn(let one, let other): inverse.append(.changeColumn(from: other, to: one))
      case .addConstraint(let constraint): inverse.append(.dropConstraint(constraint))
      case .dropConstraint(let constraint): inverse.append(.addConstraint(constraint))
      }
    }
    return Rebuild(table: table, changes: inverse.sorted { $0.rank < $1.rank })
  }
}

extension TableChange {
  /// The position among the changes of one table, as plans list them.
  fileprivate var rank: Int {
    switch self {
    case .dropConstraint: 0
    case .dropColumn: 1
    case .changeColumn: 2
    case .addColumn: 3
    case .addConstraint: 4
    }
  }
}

extension StoredTable {
  /// The definition of a column, as the statement spells it.
  fileprivate func definition(of column: String) -> String? {
    guard let text = statements.first.flatMap({ TableText($0) }) else { return nil }
    return text.column(column).map { text.source.text(ofTokens: $0.tokens) }
  }
}

extension [StoredTable] {
  /// Whether two lists describe the same tables, with columns, constraints and objects in any order.
  fileprivate func isEquivalent(to other: [StoredTable]) -> Bool {
    count == other.count && zip(self, other).allSatisfy { $0.isEquivalent(to: $1) }
  }
}

extension StoredTable {
  fileprivate func isEquivalent(to other: StoredTable) -> Bool {
    guard name == other.name, Set(statements.dropFirst()) == Set(other.statements.dropFirst()),
      let one = statements.first.flatMap({ TableText($0) }), let two = other.statements.first.flatMap({ TableText($0) })
    else { return false }
    return one.parts == two.parts && one.optionWords == two.optionWords
  }
}

extension TableText {
  /// The columns and constraints, each as SQL for comparison, sorted.
  fileprivate var parts: [String] {
    (columns.map(\.tokens) + constraints.map(\.tokens)).map { spelling($0) }.sorted()
  }
}
