// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// The statements of the suite's plans, in the SQL of a database.
///
/// The defaults are standard SQL: most databases need only their types and the statements that set and drop NOT NULL.
///
///     struct MyDialect: ConformanceDialect {
///       let target = Migrations.Target.document
///       func type(of form: Column.Form) -> String { form == .int ? "bigint" : "text" }
///       func setRequired(_ column: ConformanceColumn, in table: ConformanceTable) -> [SchemaStatement] {
///         [.sql(#"ALTER TABLE "\#(table.name)" ALTER COLUMN "\#(column.name)" SET NOT NULL"#)]
///       }
///       func setOptional(_ column: ConformanceColumn, in table: ConformanceTable) -> [SchemaStatement] {
///         [.sql(#"ALTER TABLE "\#(table.name)" ALTER COLUMN "\#(column.name)" DROP NOT NULL"#)]
///       }
///     }
public protocol ConformanceDialect: Sendable {
  /// The target of the plans that the driver runs.
  var target: Migrations.Target { get }
  /// Returns the type of a column with values of a form.
  func type(of form: Column.Form) -> String
  /// The text after the columns of a table, such as ` STRICT`; empty by default.
  var tableOptions: String { get }
  /// Returns the statements that make an optional column required; `table` has the optional column.
  func setRequired(_ column: ConformanceColumn, in table: ConformanceTable) -> [SchemaStatement]
  /// Returns the statements that make a required column optional; `table` has the required column.
  func setOptional(_ column: ConformanceColumn, in table: ConformanceTable) -> [SchemaStatement]

  /// Returns the statement that creates a table.
  func createTable(_ table: ConformanceTable) -> String
  /// Returns the statements that add an optional column at the end of a table.
  func addColumn(_ column: ConformanceColumn, to table: ConformanceTable) -> [SchemaStatement]
  /// Returns the statements that drop a column.
  func dropColumn(_ column: ConformanceColumn, from table: ConformanceTable) -> [SchemaStatement]
  /// Returns a condition over a table's columns.
  func condition(_ condition: ConformanceCondition) -> String
  /// Returns an expression over a table's columns.
  func expression(_ expression: ConformanceExpression) -> String
  /// Returns a query for some columns of the rows that pass a condition.
  func query(_ columns: [Column], from table: String, where condition: ConformanceCondition) -> String
}

/// A table of the suite.
public struct ConformanceTable: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// Its columns, in order.
  public var columns: [ConformanceColumn]
  /// The names of the columns of its primary key.
  public var key: [String]
}

/// A column of a table of the suite.
public struct ConformanceColumn: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// The form of its values.
  public var form: Column.Form
  /// Whether it has a value in every row.
  public var isRequired = false
  /// Whether no two rows have the same value in it.
  public var isUnique = false
}

/// A condition that a plan of the suite contains.
public enum ConformanceCondition: Hashable, Sendable {
  /// The column has no value.
  case isNull(String)
  /// The column has this text.
  case isText(String, String)
  /// The column's number is at least this one.
  case isAtLeast(String, Int)
  /// The column's number is less than this one.
  case isLess(String, Int)
}

/// An expression that a plan of the suite contains.
public enum ConformanceExpression: Hashable, Sendable {
  /// A number less the column's number.
  case difference(Int, String)
  /// A text.
  case text(String)
  /// The column's value.
  case column(String)
}

extension ConformanceDialect {
  /// Empty by default.
  public var tableOptions: String { "" }

  /// Returns `CREATE TABLE` with the types of the dialect.
  public func createTable(_ table: ConformanceTable) -> String {
    let lines = table.columns.map(definition) + ["PRIMARY KEY (\(table.key.map(quoted).joined(separator: ", ")))"]
    return "CREATE TABLE \(quoted(table.name)) (\(lines.joined(separator: ", ")))\(tableOptions)"
  }

  /// Returns `ALTER TABLE ... ADD COLUMN`.
  public func addColumn(_ column: ConformanceColumn, to table: ConformanceTable) -> [SchemaStatement] {
    [.sql("ALTER TABLE \(quoted(table.name)) ADD COLUMN \(definition(column))")]
  }

  /// Returns `ALTER TABLE ... DROP COLUMN`.
  public func dropColumn(_ column: ConformanceColumn, from table: ConformanceTable) -> [SchemaStatement] {
    [.sql("ALTER TABLE \(quoted(table.name)) DROP COLUMN \(quoted(column.name))")]
  }

  /// Returns the definition of a column: `"age" bigint NOT NULL`.
  public func definition(_ column: ConformanceColumn) -> String {
    "\(quoted(column.name)) \(type(of: column.form))" + (column.isRequired ? " NOT NULL" : "")
      + (column.isUnique ? " UNIQUE" : "")
  }

  /// Returns standard SQL.
  public func condition(_ condition: ConformanceCondition) -> String {
    switch condition {
    case .isNull(let column): "\(quoted(column)) IS NULL"
    case .isText(let column, let text): "\(quoted(column)) = \(literal(text))"
    case .isAtLeast(let column, let number): "\(quoted(column)) >= \(number)"
    case .isLess(let column, let number): "\(quoted(column)) < \(number)"
    }
  }

  /// Returns standard SQL.
  public func expression(_ expression: ConformanceExpression) -> String {
    switch expression {
    case .difference(let number, let column): "\(number) - \(quoted(column))"
    case .text(let text): literal(text)
    case .column(let column): quoted(column)
    }
  }

  /// Returns standard SQL.
  public func query(_ columns: [Column], from table: String, where condition: ConformanceCondition) -> String {
    "SELECT \(columns.map { quoted($0.name) }.joined(separator: ", ")) FROM \(quoted(table)) "
      + "WHERE \(self.condition(condition))"
  }

  private func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }
  private func literal(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

  /// Returns the description of a table in a plan.
  func stored(_ table: ConformanceTable) -> StoredTable { StoredTable(table.name, [createTable(table)]) }
}

extension ConformanceTable {
  /// Creates a table whose key is its first column.
  init(_ name: String, _ columns: [ConformanceColumn]) {
    self.init(name: name, columns: columns, key: [columns[0].name])
  }

  /// Returns the table with another column at its end.
  func adding(_ column: ConformanceColumn) -> ConformanceTable {
    ConformanceTable(name: name, columns: columns + [column], key: key)
  }

  /// Returns the table without a column.
  func removing(_ name: String) -> ConformanceTable {
    ConformanceTable(name: self.name, columns: columns.filter { $0.name != name }, key: key)
  }

  /// Returns the table with a column that is required.
  func requiring(_ name: String) -> ConformanceTable {
    var table = self
    for index in columns.indices where columns[index].name == name { table.columns[index].isRequired = true }
    return table
  }

  /// Returns a column for reading and writing rows.
  func column(_ name: String) -> Column { Column(name, columns.first { $0.name == name }?.form ?? .text) }
}
