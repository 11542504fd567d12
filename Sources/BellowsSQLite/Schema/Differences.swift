// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite
import SchemaEdits

extension SQLite: IndexNamingDatabase {
  /// Compares tables with those of the database, and returns a line for each difference.
  ///
  /// They are created in an empty database and compared by SQLite's catalog, so the text of the definitions does not
  /// matter. CHECK and STRICT are not compared.
  public func differences(
    from tables: [StoredTable], absent: [String], others: [StoredTable]
  ) async throws -> [String] {
    try await differences(from: tables, absent: absent, others: others, beside: [])
  }

  package func differences(
    from tables: [StoredTable], absent: [String], others: [StoredTable], beside: [StoredTable]
  ) async throws -> [String] {
    let name = name
    let ownNames = Set((tables + others + beside).flatMap(\.statements).compactMap(indexName).map(foldedName))
    var columns: [String: Set<String>] = [:]
    for table in others {
      let names = table.statements.first.flatMap { TableText($0)?.columns.map { foldedName($0.name) } } ?? []
      columns[foldedName(table.name), default: []].formUnion(names)
    }
    let planned = columns
    return try await read { connection in
      let model = try Connection(path: ":memory:", name: name, wait: BusyWait(timeout: .zero))
      // SQLite also creates triggers and references that name other tables.
      for table in tables { for statement in table.statements { try model.run(statement) } }
      var lines = try model.tableNames().flatMap { table in
        try model.shape(of: table).map {
          try tableDifferences(
            of: connection.shape(of: table), from: $0, planned: planned[foldedName(table)] ?? [], ownNames, connection)
        }
          ?? []
      }
      for table in absent where try connection.shape(of: table) != nil {
        lines.append("\(table): the table exists, but must not")
      }
      return lines
    }
  }
}

/// Returns the name in a CREATE INDEX statement.
private func indexName(of statement: String) -> String? {
  let tokens = SQLToken.tokens(of: statement)
  guard let index = tokens.prefix(3).firstIndex(where: { $0.says("index") }), tokens.indices.contains(index + 1) else {
    return nil
  }
  return tokens[index + 1].named
}

/// Returns the differences of a table.
///
/// - Parameter ownNames: The names of indexes that the plans have: one of them is no other one with the same columns.
func tableDifferences(
  of own: TableShape?, from model: TableShape, planned: Set<String>, _ ownNames: Set<String>, _ connection: Connection
) throws -> [String] {
  guard let own else { return ["\(model.name): the table does not exist"] }
  var lines: [String] = []
  func differ(_ what: String) { lines.append("\(model.name): \(what)") }

  var columns = Dictionary(own.columns.map { (foldedName($0.name), $0) }, uniquingKeysWith: { first, _ in first })
  for column in model.columns {
    guard let other = columns.removeValue(forKey: foldedName(column.name)) else {
      differ("the column \(column.name) does not exist")
      continue
    }
    for line in try columnDifferences(of: other, from: column, connection) { lines.append("\(model.name).\(line)") }
  }
  // Columns that no deploy of the plan has are ignored.
  for name in columns.keys.sorted() where planned.contains(name) {
    differ("the column \(columns[name]?.name ?? name) exists, but must not")
  }
  let references = Set(own.references.map(\.folded))
  for reference in model.references where !references.contains(reference.folded) {
    differ("\(reference.columns.joined(separator: ", ")) must reference \(reference.described)")
  }
  for index in model.indexes where !own.indexes.contains(where: { $0.serves(index, ownNames) }) {
    let parts = index.columns?.joined(separator: ", ") ?? index.parts.joined(separator: ", ")
    differ("there is no \(index.isUnique ? "unique index" : "index") over (\(parts))")
  }
  for trigger in model.triggers.subtracting(own.triggers).sorted() { differ("there is no trigger \(trigger)") }
  return lines
}

/// Returns the differences of a column.
private func columnDifferences(
  of own: TableShape.ColumnShape, from model: TableShape.ColumnShape, _ connection: Connection
) throws -> [String] {
  var lines: [String] = []
  if !own.affinity.serves(model.affinity) {
    lines.append("\(model.name): its type is \(own.type.isEmpty ? "none" : own.type), not \(model.type)")
  }
  if own.isRequired != model.isRequired {
    lines.append("\(model.name): it \(own.isRequired ? "is NOT NULL, but must not be" : "must be NOT NULL")")
  }
  // The order of a key's columns does not matter to the schema.
  if (own.keyPosition > 0) != (model.keyPosition > 0) {
    lines.append("\(model.name): it is \(model.keyPosition == 0 ? "" : "not ")part of the key")
  }
  if own.isGenerated != model.isGenerated {
    lines.append("\(model.name): it \(own.isGenerated ? "is computed, but must not be" : "must be computed")")
  }
  // An additional default does not matter.
  if let wanted = model.defaultText, try !connection.isSame(own.defaultText, wanted) {
    lines.append("\(model.name): its default is \(own.defaultText ?? "none"), not \(wanted)")
  }
  return lines
}

extension Connection {
  /// Returns whether two defaults have the same value; for non-deterministic ones, whether their texts are equal.
  fileprivate func isSame(_ one: String?, _ other: String) throws -> Bool {
    let texts = [one ?? "NULL", other].map(foldedName)
    if texts.contains(where: { $0.contains("current_") || $0.contains("(") }) { return texts[0] == texts[1] }
    do {
      return try number("SELECT (\(one ?? "NULL")) IS (\(other))") == 1
    } catch let error as SQLiteError where error.primaryCode == SQLITE_ERROR {
      // Not an expression of this database. Any other error, as of the disk, ends the transaction.
      return texts[0] == texts[1]
    }
  }
}

/// The type affinity of a column.
package enum Affinity {
  case integer, text, blob, real, numeric
  /// No type, or ANY in a STRICT table: values are stored unchanged.
  case none

  /// Determines the affinity of a declared type by the rules of
  /// https://www.sqlite.org/datatype3.html#determination_of_column_affinity, in their order.
  ///
  /// - Parameter isStrict: Whether the table is STRICT: elsewhere ANY is NUMERIC, which turns the text '07' into 7.
  package init(_ declared: String, isStrict: Bool = false) {
    let type = foldedName(declared)
    func says(_ words: String...) -> Bool { words.contains(where: type.contains) }
    if says("int") {
      self = .integer
    } else if says("char", "clob", "text") {
      self = .text
    } else if says("blob") {
      self = .blob
    } else if type.isEmpty || (isStrict && type == "any") {
      self = .none
    } else if says("real", "floa", "doub") {
      self = .real
    } else {
      self = .numeric
    }
  }

  /// Returns whether a column with this affinity stores the values of a column with the other one unchanged.
  ///
  /// Other tools declare types such as `datetime` and `bool`, which have the affinity NUMERIC. It does not convert
  /// integers or the texts of dates.
  func serves(_ other: Affinity) -> Bool {
    if self == other { return true }
    return switch self {
    case .none, .numeric: true
    // A blob is stored unchanged in every column that is not STRICT.
    case .blob: other == .none
    // Whole doubles are stored as integers and read as doubles.
    case .integer: other == .real
    case .text, .real: false
    }
  }
}

extension TableShape.ReferenceShape {
  /// The reference with folded names.
  fileprivate var folded: Self {
    TableShape.ReferenceShape(
      columns: columns.map(foldedName), table: foldedName(table), targets: [], onDelete: onDelete)
  }

  fileprivate var described: String { "\(table) (on delete \(foldedName(onDelete)))" }
}

extension TableShape.IndexShape {
  /// Whether the index is the one that is meant, whatever its name, if no other one has the name.
  fileprivate func serves(_ index: Self, _ ownNames: Set<String>) -> Bool {
    let name = foldedName(name)
    return content == index.content && (name == foldedName(index.name) || !ownNames.contains(name))
  }

  /// The columns or expressions of the index, independent of its name and text.
  fileprivate var content: [String] {
    let expressions = columns == nil ? IndexContent(self)?.parts : nil
    let spelled = expressions?.map { $0.map { "\($0)" } }
    let known = spelled?.compactMap { $0 }
    return [isUnique ? "unique" : "", condition ?? ""] + (known?.count == spelled?.count ? known ?? parts : parts)
  }
}
