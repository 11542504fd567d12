// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite
import SchemaEdits

extension SQLite: BaselineDatabase {
  package func rest(besides tables: [StoredTable], external: [String]) async throws -> String {
    let outside = Set(external.map(foldedName))
    return try await read { connection in
      let model = BaselineModel(tables)
      let objects = try connection.schemaObjects().filter { !outside.contains(foldedName($0.table)) }
      let kinds = SchemaObject.Kind.allCases
      let statements = kinds.flatMap { kind in objects.filter { $0.kind == kind && !model.creates($0) } }.map(\.sql)
      if statements.isEmpty { return "" }
      return "-- What the schema does not say about this database. 'migrate create' and 'migrate verify' read it.\n"
        + statements.map { "\n\($0);\n" }.joined()
    }
  }

  package func create(_ tables: [StoredTable], with baseline: String, in session: any DatabaseSession) async throws {
    guard let session = session as? Session else { throw DatabaseUnable("\(name) is another database") }
    try await session.run { try BaselineCreation(tables, baseline, on: $0).run() }
  }

  package func differences(from baseline: String) async throws -> [String] {
    try await read { connection in
      let present = Dictionary(
        try connection.schemaObjects().map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
      return try BaselineStatement.statements(of: baseline, on: connection).compactMap { statement in
        guard let object = present[statement.key] else { return "\(statement.label) is not there" }
        let texts = [object.sql, statement.sql].map { SQLToken.tokens(of: $0)[...].spellingOfAnyQuotes }
        return texts[0] == texts[1] ? nil : "\(statement.label) is not as in Migrations/baseline.sql"
      }
    }
  }
}

/// What `migrate create` creates without a baseline.
private struct BaselineModel {
  private var tables: [String: TableText] = [:]
  private var names: Set<String> = []
  private var indexes: Set<IndexContent> = []

  init(_ stored: [StoredTable]) {
    for table in stored {
      for statement in table.statements {
        if tables[foldedName(table.name)] == nil, let text = TableText(statement) {
          tables[foldedName(table.name)] = text
        } else if let content = IndexContent(statement) {
          var content = content
          content.table = content.table.map(foldedName)
          indexes.insert(content)
        } else if let name = SQLToken.createdName(statement) {
          names.insert(foldedName(name))
        }
      }
    }
  }

  func creates(_ object: SchemaObject) -> Bool {
    if names.contains(foldedName(object.name)) { return true }
    switch object.kind {
    case .table:
      guard let own = TableText(object.sql), let text = tables[foldedName(object.name)] else { return false }
      return own.parts == text.parts && own.optionWords == text.optionWords
    case .index:
      guard var content = IndexContent(object.sql) else { return false }
      content.table = content.table.map(foldedName)
      return indexes.contains(content)
    case .view, .trigger: return false
    }
  }
}

extension TableText {
  /// The columns and constraints for comparison, independent of their order and of the order of clauses.
  fileprivate var parts: Set<[[String]]> {
    Set(
      columns.map { column in
        let clauses = column.clauses.map { comparable($0) }.sorted { $0.lexicographicallyPrecedes($1) }
        return [[foldedName(column.name)], [spelling(column.type)]] + clauses
      } + constraints.map { [comparable($0)] })
  }
}

/// A statement of `Migrations/baseline.sql`.
struct BaselineStatement {
  var kind: SchemaObject.Kind
  var name: String
  var sql: String

  var key: String { SchemaObject(kind: kind, name: name, table: "", sql: "").key }
  var label: String { "the \(kind.rawValue) \(name)" }

  /// Reads the statements of a script; throws for one that creates nothing.
  static func statements(of script: String, on connection: Connection) throws -> [BaselineStatement] {
    var statements: [BaselineStatement] = []
    var rest = script[...]
    var text = ""
    while let end = rest.firstIndex(of: ";") {
      text += rest[...end]
      rest = rest[rest.index(after: end)...]
      // A trigger has statements of its own.
      guard sqlite3_complete(text) == 1 else { continue }
      statements.append(try BaselineStatement(text, on: connection))
      text = ""
    }
    guard SQLToken.tokens(of: text + rest).isEmpty else {
      throw DatabaseUnable("Migrations/baseline.sql: the last statement has no end; add the missing ';'")
    }
    return statements
  }

  private init(_ text: String, on connection: Connection) throws {
    let source = SQLSource(text)
    let tokens = source.tokens.last == .sign(";") ? Array(source.tokens.dropLast()) : source.tokens
    let known = SchemaObject.Kind.allCases.first { kind in tokens.prefix(3).contains { $0.says(kind.rawValue) } }
    sql = source.text(ofTokens: 0..<tokens.count)
    guard let known, tokens.first?.says("create") == true, let name = SQLToken.createdName(sql) else {
      throw DatabaseUnable(
        "Migrations/baseline.sql: '\(oneLine(String(sql.prefix(60))))' creates no table, index, view or trigger; remove it"
      )
    }
    (kind, self.name) = (known, name)
  }
}

/// Creates the tables of a build with what a baseline says about them.
private struct BaselineCreation {
  let tables: [StoredTable]
  let statements: [BaselineStatement]
  let connection: Connection

  init(_ tables: [StoredTable], _ baseline: String, on connection: Connection) throws {
    self.tables = tables
    self.connection = connection
    statements = try BaselineStatement.statements(of: baseline, on: connection)
  }

  func run() throws {
    let own = Set(tables.map { foldedName($0.name) })
    for table in tables {
      let text = statements.first { $0.kind == .table && foldedName($0.name) == foldedName(table.name) }
      guard let first = table.statements.first else { continue }
      try connection.run(text?.sql ?? first)
      if text != nil { try expect(table) }
      for statement in table.statements.dropFirst() where try !isThere(statement, table.name) {
        try connection.run(statement)
      }
    }
    for statement in statements where statement.kind != .table || !own.contains(foldedName(statement.name)) {
      do { try connection.run(statement.sql) } catch let error as SQLiteError {
        throw DatabaseUnable("Migrations/baseline.sql: \(statement.label): \(error.message); \(Self.wayOut)")
      }
    }
  }

  private static let wayOut =
    "write the file again with 'migrate inspect --rest > Migrations/baseline.sql' in a build and on a database with this "
    + "schema, or remove the statement"

  /// Throws if a table of the baseline has not what the build's schema says.
  private func expect(_ table: StoredTable) throws {
    let model = try Connection(path: ":memory:", name: connection.name, wait: BusyWait(timeout: .zero))
    // Its indexes are created afterwards.
    try model.run(table.statements[0])
    guard let shape = try model.shape(of: table.name) else { return }
    let columns = Set(shape.columns.map { foldedName($0.name) })
    let lines = try tableDifferences(
      of: connection.shape(of: table.name), from: shape, planned: columns, [], connection)
    if lines.isEmpty { return }
    throw DatabaseUnable(
      "Migrations/baseline.sql is not of this build's schema: \(lines.joined(separator: "; ")); \(Self.wayOut)")
  }

  private func isThere(_ statement: String, _ table: String) throws -> Bool {
    guard let content = IndexContent(statement)?.content else { return false }
    return try connection.shape(of: table)?.indexes.contains { IndexContent($0) == content } ?? false
  }
}
