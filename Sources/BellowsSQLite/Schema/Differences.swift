// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension SQLite {
  /// Compares tables with those of the database; a line for each difference.
  ///
  /// They are made in an empty database and both are looked at in SQLite's own words, so that it doesn't matter what a
  /// table was made with. What enforces more than the schema knows of (CHECK, STRICT) is not compared.
  public func differences(
    from tables: [StoredTable], absent: [String], others: [StoredTable]
  ) async throws -> [String] {
    let name = name
    var columns: [String: Set<String>] = [:]
    for table in others {
      let names = table.statements.first.flatMap { TableText($0)?.columns.map { foldedName($0.name) } } ?? []
      columns[foldedName(table.name), default: []].formUnion(names)
    }
    let planned = columns
    return try await read { connection in
      let model = try Connection(path: ":memory:", name: name, wait: BusyWait(timeout: .zero))
      // Their triggers and references may name tables that are none of these.
      for table in tables { for statement in table.statements { try model.run(statement) } }
      var lines = try model.tableNames().flatMap { table in
        try model.shape(of: table).map {
          try tableDifferences(
            of: connection.shape(of: table), from: $0, planned: planned[foldedName(table)] ?? [], connection)
        }
          ?? []
      }
      for table in absent where try connection.shape(of: table) != nil {
        lines.append("\(table): the table is there, and should not be")
      }
      return lines
    }
  }
}

/// Where a table is not as it should be.
private func tableDifferences(
  of own: TableShape?, from model: TableShape, planned: Set<String>, _ connection: Connection
) throws -> [String] {
  guard let own else { return ["\(model.name): there is no such table"] }
  var lines: [String] = []
  func differ(_ what: String) { lines.append("\(model.name): \(what)") }

  var columns = Dictionary(own.columns.map { (foldedName($0.name), $0) }, uniquingKeysWith: { first, _ in first })
  for column in model.columns {
    guard let other = columns.removeValue(forKey: foldedName(column.name)) else {
      differ("there is no column \(column.name)")
      continue
    }
    for line in try columnDifferences(of: other, from: column, connection) { lines.append("\(model.name).\(line)") }
  }
  // Columns that no moment of the plan knows stay as they are.
  for name in columns.keys.sorted() where planned.contains(name) {
    differ("there is a column \(columns[name]?.name ?? name), and should not be")
  }
  let references = Set(own.references.map(\.folded))
  for reference in model.references where !references.contains(reference.folded) {
    differ("\(reference.columns.joined(separator: ", ")) should refer to \(reference.described)")
  }
  let indexes = Set(own.indexes.map(\.content))
  for index in model.indexes where !indexes.contains(index.content) {
    let parts = index.columns?.joined(separator: ", ") ?? index.parts.joined(separator: ", ")
    differ("there is no \(index.isUnique ? "unique index" : "index") over (\(parts))")
  }
  for trigger in model.triggers.subtracting(own.triggers).sorted() { differ("there is no trigger \(trigger)") }
  return lines
}

/// Where a column is not as it should be.
private func columnDifferences(
  of own: TableShape.ColumnShape, from model: TableShape.ColumnShape, _ connection: Connection
) throws -> [String] {
  var lines: [String] = []
  if !Affinity(own.type).serves(Affinity(model.type)) {
    lines.append("\(model.name): its type is \(own.type.isEmpty ? "none" : own.type), not \(model.type)")
  }
  if own.isRequired != model.isRequired {
    lines.append("\(model.name): it \(own.isRequired ? "is NOT NULL, and should not be" : "should be NOT NULL")")
  }
  // The order of a key's columns means nothing to the schema.
  if (own.keyPosition > 0) != (model.keyPosition > 0) {
    lines.append("\(model.name): it is \(model.keyPosition == 0 ? "" : "not ")part of the key")
  }
  if own.isGenerated != model.isGenerated {
    lines.append("\(model.name): it \(own.isGenerated ? "is computed, and should not be" : "should be computed")")
  }
  // A default that the schema doesn't know of takes nothing from anybody.
  if let wanted = model.defaultText, try !connection.isSame(own.defaultText, wanted) {
    lines.append("\(model.name): its default is \(own.defaultText ?? "none"), not \(wanted)")
  }
  return lines
}

extension Connection {
  /// Whether two defaults give the same value; where it is another one each time, whether they say the same.
  fileprivate func isSame(_ one: String?, _ other: String) throws -> Bool {
    let texts = [one ?? "NULL", other].map(foldedName)
    if texts.contains(where: { $0.contains("current_") || $0.contains("(") }) { return texts[0] == texts[1] }
    return (try? number("SELECT (\(one ?? "NULL")) IS (\(other))") == 1) ?? (texts[0] == texts[1])
  }
}

/// What SQLite makes of values that are put into a column of some declared type.
package enum Affinity {
  case integer, text, blob, real, numeric
  /// No type at all, or ANY: every value stays what it is.
  case none

  /// By the rules of https://www.sqlite.org/datatype3.html#determination_of_column_affinity, in their order.
  package init(_ declared: String) {
    let type = foldedName(declared)
    func says(_ words: String...) -> Bool { words.contains(where: type.contains) }
    if says("int") {
      self = .integer
    } else if says("char", "clob", "text") {
      self = .text
    } else if says("blob") {
      self = .blob
    } else if type.isEmpty || type == "any" {
      self = .none
    } else if says("real", "floa", "doub") {
      self = .real
    } else {
      self = .numeric
    }
  }

  /// Whether a column of it holds what a column of the other does: other tools declare `datetime` and `bool`, which
  /// leave integers and texts of dates as they are.
  func serves(_ other: Affinity) -> Bool {
    if self == other { return true }
    return switch self {
    case .none, .numeric: true
    // A blob stays what it is in every column that is not STRICT, and SQLite makes no other out of it.
    case .blob: other == .none
    // Whole numbers of a double stand as integers there, and are read as doubles.
    case .integer: other == .real
    case .text, .real: false
    }
  }
}

extension TableShape.ReferenceShape {
  /// The same with names as SQLite compares them.
  fileprivate var folded: Self {
    TableShape.ReferenceShape(
      columns: columns.map(foldedName), table: foldedName(table), targets: [], onDelete: onDelete)
  }

  fileprivate var described: String { "\(table) (on delete \(foldedName(onDelete)))" }
}

extension TableShape.IndexShape {
  /// What it is over, whatever it is called and however it was written.
  fileprivate var content: [String] {
    let expressions = columns == nil ? IndexContent(self)?.parts : nil
    let spelled = expressions?.map { $0.map { "\($0)" } }
    let known = spelled?.compactMap { $0 }
    return [isUnique ? "unique" : "", condition ?? ""] + (known?.count == spelled?.count ? known ?? parts : parts)
  }
}
