// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension SQLite: RowCheckingDatabase {
  /// Counts the rows that tables as Bellows creates them would reject, in one scan of each table.
  ///
  /// A table with the same constraints is not scanned.
  public func misfits(in tables: [StoredTable]) async throws -> [RowMisfit] {
    try await read { connection in
      try tables.flatMap { table in
        guard let sql = table.statements.first, let model = TableText(sql),
          let own = try connection.shape(of: table.name)
        else { return [RowMisfit]() }
        return try RowConditions(model: model, own: own, connection).misfits()
      }
    }
  }
}

/// Returns the condition that a value is an integer beyond 2^53, which a double may round.
package func largeIntegerCondition(_ value: String) -> String {
  "typeof(\(value)) = 'integer' AND \(value) NOT BETWEEN -9007199254740992 AND 9007199254740992"
}

/// The conditions for rows of a table that do not fit a column of the schema.
private struct RowConditions {
  private let own: TableShape
  private let connection: Connection
  private var conditions: [(column: String, sql: String, kind: RowMisfit.Kind)] = []

  /// The most conditions in one query.
  private static let mostResults = 500
  private static let samples = 3

  init(model: TableText, own: TableShape, _ connection: Connection) throws {
    self.own = own
    self.connection = connection
    let text = TableText(own.sql)
    let known = Set(
      text.map { text in text.checks.compactMap { text.bytewiseCondition(of: $0)?.map(\.spelling) } } ?? [])
    let hasRowidKey = try connection.hasRowidKey(own.name)
    for column in model.columns {
      guard let shape = own.columns.first(where: { foldedName($0.name) == foldedName(column.name) }) else { continue }
      let value = quoted(shape.name)
      if shape.keyPosition > 0, !hasRowidKey, text?.column(shape.name)?.clause(.notNull) == nil {
        conditions.append((shape.name, "\(value) IS NULL", .noKey))
      }
      let classes = Self.storageClasses(of: foldedName(model.spelling(column.type)))
      var fits = "1"
      if let classes, !shape.isStrict {
        fits = "typeof(\(value)) IN (\((classes + ["null"]).map(literal).joined(separator: ", ")))"
        conditions.append((shape.name, "NOT \(fits)", .otherType(than: classes[0])))
      }
      if classes?[0] == "real", shape.affinity != .real {
        conditions.append((shape.name, largeIntegerCondition(value), .rounded))
      }
      for check in column.clauses {
        guard let condition = model.condition(of: check),
          !known.contains(model.source.tokens[condition].map(\.spelling))
        else { continue }
        let expression = bytewise(model.source.text(ofTokens: condition))
        conditions.append((shape.name, "\(fits) AND NOT (\(expression))", .excludedValue))
      }
    }
  }

  /// The storage classes of SQLite that a column of Bellows can read; `nil` for all.
  private static func storageClasses(of type: String) -> [String]? {
    switch type {
    case "integer", "int": ["integer"]
    case "real": ["real", "integer"]
    case "text": ["text"]
    case "blob": ["blob"]
    default: nil
    }
  }

  func misfits() throws -> [RowMisfit] {
    var misfits: [RowMisfit] = []
    for start in stride(from: 0, to: conditions.count, by: Self.mostResults) {
      let some = conditions[start..<min(start + Self.mostResults, conditions.count)]
      let counts = some.map { "count(*) FILTER (WHERE \($0.sql))" }.joined(separator: ", ")
      let statement = try connection.prepareOnce("SELECT \(counts) FROM \(quoted(own.name))")
      guard try statement.step() else { continue }
      for (index, condition) in some.enumerated() where statement.int(index) > 0 {
        misfits.append(
          RowMisfit(
            table: own.name, column: condition.column, kind: condition.kind, rows: statement.int(index),
            keys: try keys(where: condition.sql)))
      }
    }
    return misfits
  }

  /// The keys of the first such rows.
  private func keys(where condition: String) throws -> [String] {
    let key = own.columns.filter { $0.keyPosition > 0 }.sorted { $0.keyPosition < $1.keyPosition }.map(\.name)
    let columns = key.isEmpty ? ["rowid"] : key.map(quoted)
    return try connection.rows(
      "SELECT \(columns.map { "quote(\($0))" }.joined(separator: ", ")) FROM \(quoted(own.name)) WHERE \(condition) "
        + "LIMIT \(Self.samples)"
    ) { row in
      let texts = columns.indices.map { row.text($0) ?? "NULL" }
      return texts.count == 1 ? texts[0] : "(" + texts.joined(separator: ", ") + ")"
    }
  }
}
