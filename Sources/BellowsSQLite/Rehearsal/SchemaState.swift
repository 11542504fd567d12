// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

/// The schema of the copy after a step of a rehearsal.
struct SchemaState {
  /// All objects, by their keys.
  private(set) var objects: [String: SchemaObject] = [:]
  /// The tables whose statements can be parsed, by their folded names.
  private(set) var tables: [String: TableText] = [:]
  let reads: ReadSets
  /// The errors of tables whose references cannot be checked, by the tables' folded names.
  private(set) var brokenReferences: [String: String] = [:]
  /// The search tables that read other tables.
  private(set) var contents: [SearchContent] = []
  /// The tables that each table refers to, folded.
  private(set) var parents: [String: Set<String>] = [:]

  /// - Parameter renames: Columns of a rename under way: conditions for both columns count as those of the old one.
  init(_ connection: Connection, during renames: [RenamedColumn] = []) throws {
    for object in try connection.schemaObjects() {
      objects[object.key] = object
      guard object.kind == .table else { continue }
      let name = foldedName(object.name)
      tables[name] = TableText(object.sql)
      let own = renames.filter { foldedName($0.table) == name }
      if !own.isEmpty, var editor = try? TableEditor(object.sql) {
        for rename in own { try? editor.narrowChecks(for: rename) }
        tables[name] = editor.table
      }
      if let content = SearchContent(object.sql) { contents.append(content) }
      parents[name] = Set(
        try connection.rows("SELECT \"table\" FROM pragma_foreign_key_list(?)", object.name) {
          foldedName($0.text(0) ?? "")
        })
      do {
        let check = try connection.prepareOnce("PRAGMA foreign_key_check(\(quoted(object.name)))")
        while try check.step() {}
      } catch let error as SQLiteError {
        brokenReferences[name] = error.message
      }
    }
    reads = try ReadSets(connection)
  }

  /// Returns the folded names of a table's columns; empty if the table does not exist or cannot be parsed.
  func columns(of table: String) -> Set<String> {
    Set(tables[foldedName(table)]?.columns.map { foldedName($0.name) } ?? [])
  }

  /// Returns whether a table has the column of an access, as `ReadSets` spells it.
  func has(_ read: String) -> Bool {
    let parts = read.split(separator: ".", maxSplits: 1).map(String.init)
    return parts.count == 2 && columns(of: parts[0]).contains(parts[1])
  }
}

/// The schema according to a plan after one of its deploys: tables as Bellows creates them.
struct ModelState {
  /// The tables, by their folded names.
  private(set) var tables: [String: TableText] = [:]
  /// The folded names of the indexes, triggers and tables that the statements create.
  private(set) var names: Set<String> = []
  /// The columns and expressions of its indexes.
  private(set) var indexes: Set<IndexContent> = []

  init(_ plan: MigrationPlan, at deploy: Int, renaming renames: [RenamedColumn] = []) {
    for table in plan.tables(at: deploy).present {
      let renames = renames.filter { foldedName($0.table) == foldedName(table.name) }
      for statement in table.statements.map({ sql in renames.reduce(sql) { $1.apply(to: $0) } }) {
        if let text = TableText(statement), tables[foldedName(table.name)] == nil {
          tables[foldedName(table.name)] = text
        }
        if let content = IndexContent(statement) { indexes.insert(content.folded) }
        if let name = SQLToken.createdName(statement) { names.insert(foldedName(name)) }
      }
    }
  }
}

extension ModelState {
  /// Returns whether a statement of the schema uses a column.
  static func names(_ name: String, in statement: String) -> Bool {
    SQLToken.tokens(of: statement).nameColumn(name)
  }

  /// Returns whether a unique index over exactly these columns does not exist in a later state.
  func dropsUnique(over columns: [String], until later: ModelState) -> Bool {
    let wanted = columns.map { SQLExpression.column(foldedName($0)) }
    return indexes.subtracting(later.indexes).contains { $0.isUnique && $0.parts == wanted }
  }
}

extension IndexContent {
  /// The content with the table's name folded.
  fileprivate var folded: IndexContent {
    var content = self
    content.table = table.map(foldedName)
    return content
  }
}

extension SQLToken {
  /// Returns the name of the object that a CREATE statement creates; `nil` for other statements.
  static func createdName(_ sql: String) -> String? {
    let tokens = tokens(of: sql)
    guard tokens.first?.says("create") == true,
      let kind = tokens.prefix(3).firstIndex(where: { token in
        ["table", "index", "trigger", "view"].contains(where: token.says)
      })
    else { return nil }
    var index = kind + 1
    if tokens.indices.contains(index + 2), tokens[index].says("if"), tokens[index + 1].says("not") { index += 3 }
    return tokens.indices.contains(index) ? tokens[index].label : nil
  }
}
