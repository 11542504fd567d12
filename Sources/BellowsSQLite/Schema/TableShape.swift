// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite
import SchemaEdits

/// A table as SQLite's catalog describes it.
package struct TableShape {
  package var name: String
  package var columns: [ColumnShape] = []
  package var indexes: [IndexShape] = []
  package var references: [ReferenceShape] = []
  /// The folded names of its triggers.
  package var triggers: Set<String> = []
  /// Its CREATE statement.
  package var sql = ""

  /// A column.
  ///
  /// A column of the key is always required.
  package struct ColumnShape: Hashable {
    package var name: String
    /// The declared type: `varchar(30)`.
    package var type: String
    package var isRequired: Bool
    /// The expression after DEFAULT.
    package var defaultText: String?
    /// Its position in the key, from 1; 0 outside.
    package var keyPosition: Int
    /// Whether it is a generated column.
    package var isGenerated: Bool
    /// Whether its table is STRICT.
    package var isOfStrictTable = false

    /// How the column converts values that are written to it.
    package var affinity: Affinity { Affinity(type, isStrict: isOfStrictTable) }
    /// Whether SQLite itself checks the types of its values: in a STRICT table all columns but those of type ANY.
    package var isStrict: Bool { isOfStrictTable && affinity != .none }
  }

  /// An index, from CREATE INDEX or UNIQUE; not that of the key.
  package struct IndexShape: Hashable {
    package var isUnique: Bool
    /// For each part a column with its direction and collation, or the text of an expression.
    package var parts: [String]
    /// The names of the columns; `nil` if a part is an expression.
    package var columns: [String]? = nil
    /// The condition after WHERE.
    package var condition: String? = nil
    /// Its CREATE statement; `nil` for a UNIQUE inside a table.
    package var statement: String?
    package var name: String

    package init(
      isUnique: Bool, parts: [String], columns: [String]? = nil, condition: String? = nil, statement: String?,
      name: String
    ) {
      self.isUnique = isUnique
      self.parts = parts
      self.columns = columns
      self.condition = condition
      self.statement = statement
      self.name = name
    }
  }

  /// A reference of one or several columns.
  package struct ReferenceShape: Hashable {
    package var columns: [String]
    package var table: String
    /// The referenced columns; empty for the key.
    package var targets: [String]
    package var onDelete: String
    /// Whether it says RESTRICT.
    package var saysRestrict = false
  }
}

extension Connection {
  /// Returns a table as SQLite's catalog describes it; `nil` if it does not exist.
  package func shape(of table: String) throws -> TableShape? {
    let tables = try rows(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND lower(name) = lower(?)", table
    ) { (name: $0.text(0) ?? "", sql: $0.text(1) ?? "") }
    guard let name = tables.first?.name else { return nil }
    var shape = TableShape(name: name)
    shape.sql = tables.first?.sql ?? ""
    let isStrict = shape.isStrict
    shape.columns = try rows(
      "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?) WHERE hidden <> 1", name
    ) { row in
      TableShape.ColumnShape(
        name: row.text(0) ?? "", type: row.text(1) ?? "", isRequired: row.int(2) == 1 || row.int(4) > 0,
        defaultText: row.text(3), keyPosition: row.int(4), isGenerated: row.int(5) > 1, isOfStrictTable: isStrict)
    }
    shape.indexes = try indexes(of: name)
    shape.references = try references(of: name)
    shape.triggers = Set(
      try rows(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND lower(tbl_name) = lower(?)", name
      ) { foldedName($0.text(0) ?? "") })
    return shape
  }

  private func indexes(of table: String) throws -> [TableShape.IndexShape] {
    try rows(
      """
      SELECT l.name, l."unique", l.partial, s.sql FROM pragma_index_list(?) AS l
      LEFT JOIN sqlite_schema AS s ON s.type = 'index' AND s.name = l.name WHERE l.origin <> 'pk' ORDER BY l.name
      """, table
    ) { row in
      let name = row.text(0) ?? ""
      let statement = row.text(3)
      let clauses = statement.map(IndexClauses.init)
      let parts = try self.rows("SELECT cid, name, desc, coll FROM pragma_index_xinfo(?) WHERE key = 1", name) { part in
        (
          column: part.int(0) >= 0 ? part.text(1) : nil,
          rest: (part.int(2) == 1 ? " desc" : "") + " " + (part.text(3) ?? "")
        )
      }
      let isOfColumns = parts.allSatisfy { $0.column != nil }
      return TableShape.IndexShape(
        isUnique: row.int(1) == 1,
        parts: isOfColumns
          ? parts.map { foldedName(($0.column ?? "") + $0.rest) } : [clauses?.parts ?? ""],
        columns: isOfColumns ? parts.compactMap(\.column) : nil,
        condition: row.int(2) == 1 ? clauses?.condition ?? "" : nil,
        statement: statement, name: name)
    }
  }

  private func references(of table: String) throws -> [TableShape.ReferenceShape] {
    var references: [Int: TableShape.ReferenceShape] = [:]
    _ = try rows(
      "SELECT id, \"table\", \"from\", \"to\", on_delete FROM pragma_foreign_key_list(?) ORDER BY id, seq", table
    ) { row in
      // NO ACTION is checked at the end of the statement; it rejects the same statements as RESTRICT.
      let action = row.text(4) ?? ""
      references[
        row.int(0),
        default: TableShape.ReferenceShape(
          columns: [], table: row.text(1) ?? "", targets: [], onDelete: action == "NO ACTION" ? "RESTRICT" : action,
          saysRestrict: action == "RESTRICT")
      ].append(row.text(2) ?? "", row.text(3))
    }
    return references.sorted { $0.key < $1.key }.map(\.value)
  }
}

extension TableShape {
  /// Whether SQLite itself checks the types of its values.
  package var isStrict: Bool { TableText(sql)?.has(option: "strict") ?? false }
}

extension TableShape.ReferenceShape {
  fileprivate mutating func append(_ column: String, _ target: String?) {
    columns.append(column)
    if let target { targets.append(target) }
  }
}

/// The parts of a CREATE INDEX that are not in SQLite's catalog: the names with folded letters, each token once apart.
private struct IndexClauses {
  var parts = ""
  var condition: String?

  init(_ sql: String) {
    let tokens = SQLToken.tokens(of: sql)
    guard let index = tokens.indexParts else { return }
    parts = Self.spelled(index.list[...])
    let rest = tokens[index.end...]
    if rest.first?.says("where") == true { condition = Self.spelled(rest.dropFirst()) }
  }

  private static func spelled(_ tokens: ArraySlice<SQLToken>) -> String {
    tokens.map { token in token.named == nil ? token.spelling : foldedName(token.spelling) }.joined(separator: " ")
  }
}
