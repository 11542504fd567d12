// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

extension SwiftSource {
  /// A table with its statements.
  ///
  /// - Parameter names: The names of the texts that are declared apart.
  mutating func table(
    _ table: StoredTable, before: String = "", end: String = "", _ names: [String: String] = [:]
  ) {
    block("\(before)StoredTable(\(table.name.swiftLiteral), [", end: "])\(end)") { source in
      for statement in table.statements {
        if let name = names[statement] { source.line("\(name),") } else { source.literal(statement, end: ",") }
      }
    }
  }

  /// Tables as an array.
  mutating func tables(
    _ tables: [StoredTable], named name: String, documentation text: String?, _ names: [String: String] = [:]
  ) {
    if let text { documentation(text) }
    block("private static let \(name): [StoredTable] = [", end: "]") { source in
      for table in tables { source.table(table, end: ",", names) }
    }
  }

  /// All tables of a new database.
  mutating func storedTables(_ tables: [StoredTable]) {
    var scope = NameScope(taken: ["all"])
    let names = tables.map { scope.claim(SwiftWords.member($0.name.lowerCamelCase(orElse: "table"))).escaped }
    line()
    documentation("The tables of a new database.")
    // One declaration each, because a long list of calls is slow to type-check.
    block("private enum StoredTables {") { source in
      source.block("static let all = [", end: "]") { source in
        for name in names { source.line("\(name),") }
      }
      for (table, name) in zip(tables, names) {
        source.line()
        source.table(table, before: "static let \(name) = ")
      }
    }
  }

  /// The moves, as an argument.
  mutating func moves(_ moves: [StoredMove]) {
    if moves.isEmpty { return }
    block("moves: [", end: "],") { source in
      for move in moves { source.line("\(move.swiftExpression),") }
    }
  }
}

extension StoredMove {
  /// The move in Swift.
  fileprivate var swiftExpression: String {
    if let column, let toColumn {
      return "StoredMove(\(table.swiftLiteral), \(column.swiftLiteral), to: \(toColumn.swiftLiteral))"
    }
    return "StoredMove(table: \(table.swiftLiteral), to: \(toTable.swiftLiteral))"
  }
}
