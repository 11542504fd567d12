// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL
import PlanModel
import SchemaModel

/// The arguments of a deploy that refer to separate declarations.
func storeArguments(_ store: StoreChanges, at index: Int) -> [String] {
  let change = store.deploys[index]
  let number = index + 1
  var arguments: [String] = []
  if !change.steps.isEmpty { arguments.append("statements: statements\(number)") }
  if !store.rollbackSteps[index].isEmpty { arguments.append("rollbackStatements: rollbackStatements\(number)") }
  if store.rollbackPlans[index] != RollbackPlan() { arguments.append("rollbackPlan: rollbackPlan\(number)") }
  if !change.tables.isEmpty { arguments.append("tables: tables\(number)") }
  if !change.dropped.isEmpty {
    arguments.append("dropped: [\(change.dropped.map(\.text.swiftLiteral).joined(separator: ", "))]")
  }
  return arguments
}

extension SwiftSource {
  /// The moves, as an argument.
  mutating func moves(_ moves: [StoreMove]) {
    if moves.isEmpty { return }
    block("moves: [", end: "],") { source in
      for move in moves { source.line("\(move.swiftExpression),") }
    }
  }

  /// The statements of all deploys, and the tables before and after.
  mutating func store(_ store: StoreChanges) {
    if !store.before.isEmpty {
      line()
      tables(store.before, named: "before", documentation: "The tables that the plan changes, before the plan.")
    }
    for (index, change) in store.deploys.enumerated() {
      if !change.steps.isEmpty {
        line()
        steps(change.steps, named: "statements\(index + 1)")
      }
      if !store.rollbackSteps[index].isEmpty {
        line()
        steps(store.rollbackSteps[index], named: "rollbackStatements\(index + 1)")
      }
      if store.rollbackPlans[index] != RollbackPlan() {
        line()
        rollbackPlan(store.rollbackPlans[index], named: "rollbackPlan\(index + 1)")
      }
      if !change.tables.isEmpty {
        line()
        tables(change.tables, named: "tables\(index + 1)", documentation: nil)
      }
    }
  }

  /// All tables of a new database.
  mutating func storedTables(_ tables: [StoredTableText]) {
    line()
    documentation("The tables of a new database.")
    block("private let storedTables: [StoredTable] = [", end: "]") { source in
      for index in tables.indices { source.line("StoredTables.table\(index + 1),") }
    }
    line()
    // One declaration each, because a long list of calls is slow to type-check.
    block("private enum StoredTables {") { source in
      for (index, table) in tables.enumerated() {
        source.block("static let table\(index + 1) = StoredTable(\(table.name.text.swiftLiteral), [", end: "])") {
          for statement in table.statements { $0.literal(statement, end: ",") }
        }
      }
    }
  }

  /// Tables as an array.
  mutating func tables(_ tables: [StoredTableText], named name: String, documentation text: String?) {
    if let text { documentation(text) }
    block("private static let \(name): [StoredTable] = [", end: "]") { source in
      for table in tables { source.table(table) }
    }
  }

  /// A table with its statements.
  mutating func table(_ table: StoredTableText, end: String = ",") {
    block("StoredTable(\(table.name.text.swiftLiteral), [", end: "])\(end)") { source in
      for statement in table.statements { source.literal(statement, end: ",") }
    }
  }

  private mutating func steps(_ steps: [SchemaStep], named name: String) {
    block("private static let \(name): [SchemaStatement] = [", end: "]") { $0.steps(steps) }
  }

  /// Statements as elements of an array.
  mutating func steps(_ steps: [SchemaStep]) {
    for step in steps {
      switch step {
      case .sql(let sql): literal(sql, before: ".sql(", end: "),")
      case .rebuild(let rebuild): self.rebuild(rebuild)
      case .dropIndex(let name, let create):
        line(".dropIndex(\(name.text.swiftLiteral), like: \(create.rawSwiftLiteral)),")
      }
    }
  }

  private mutating func rebuild(_ rebuild: TableRebuild) {
    block(".rebuild(Rebuild(", end: ")),") { source in
      source.line("table: \(rebuild.table.text.swiftLiteral),")
      let isFilled = !rebuild.filled.isEmpty
      source.block("changes: [", end: isFilled ? "]," : "]") { source in
        for change in rebuild.changes { source.line("\(change.swiftExpression),") }
      }
      guard isFilled else { return }
      source.block("filled: [", end: "]") { source in
        for filled in rebuild.filled {
          source.line(".init(\(filled.column.text.swiftLiteral), \(filled.expression.rawSwiftLiteral)),")
        }
      }
    }
  }

  /// A backfill in SQL, as an argument.
  mutating func statements(_ statements: BackfillStatements) {
    block("sql: BackfillSQL(", end: "),") { source in
      let pending = statements.pending.map(\.rawSwiftLiteral) ?? "nil"
      guard let values = statements.values else { return source.line("pending: \(pending)") }
      source.line("pending: \(pending),")
      source.line("values: [\(values.map(\.rawSwiftLiteral).joined(separator: ", "))]")
    }
  }

  /// A text that may have several lines, as a literal.
  mutating func literal(_ text: String, before: String = "", end: String) {
    guard text.utf8.contains(UInt8(ascii: "\n")), text.isPlainInSwift(allowing: "\n"), !text.contains("\"\"\"") else {
      return line(before + text.rawSwiftLiteral + end)
    }
    line("\(before)#\"\"\"")
    let outer = indent("  ")
    for part in text.split(separator: "\n", omittingEmptySubsequences: false) { line(String(part)) }
    line("\"\"\"#\(end)")
    restore(outer)
  }
}

extension TableChange {
  /// The runtime's value.
  fileprivate var swiftExpression: String {
    switch self {
    case .addColumn(let definition): ".addColumn(\(definition.rawSwiftLiteral))"
    case .dropColumn(let name): ".dropColumn(\(name.swiftLiteral))"
    case .changeColumn(let old, let new):
      ".changeColumn(from: \(old.rawSwiftLiteral), to: \(new.rawSwiftLiteral))"
    case .addConstraint(let constraint): ".addConstraint(\(constraint.rawSwiftLiteral))"
    case .dropConstraint(let constraint): ".dropConstraint(\(constraint.rawSwiftLiteral))"
    }
  }
}

extension StoreMove {
  /// The runtime's value.
  fileprivate var swiftExpression: String {
    if let old = old.column, let new = new.column {
      return "StoredMove(\(self.old.table.text.swiftLiteral), \(old.text.swiftLiteral), to: \(new.text.swiftLiteral))"
    }
    return "StoredMove(table: \(old.table.text.swiftLiteral), to: \(new.table.text.swiftLiteral))"
  }
}

extension String {
  /// This text as a raw Swift literal if it contains quotes, else as a plain one.
  var rawSwiftLiteral: String {
    guard utf8.contains(UInt8(ascii: "\"")), isPlainInSwift(allowing: nil) else { return swiftLiteral }
    return "#\"\(self)\"#"
  }

  /// Whether a raw literal can contain it, and all its characters are visible.
  fileprivate func isPlainInSwift(allowing allowed: Unicode.Scalar?) -> Bool {
    !contains("\"#") && !contains("\\#")
      && unicodeScalars.allSatisfy { $0 == allowed || !$0.isInvisible }
  }
}
