// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// The few statements that the suite's plans consist of, in a database's own language.
///
/// The defaults are standard SQL: a SQL database gives its types, and how a column becomes required.
///
///     struct MyDialect: ConformanceDialect {
///       let target = Migrations.Target.postgresql
///       func type(of form: Column.Form) -> String { form == .int ? "bigint" : "text" }
///       func setRequired(_ column: ConformanceColumn, in table: ConformanceTable) -> [SchemaStatement] {
///         [.sql(#"ALTER TABLE "\#(table.name)" ALTER COLUMN "\#(column.name)" SET NOT NULL"#)]
///       }
///       func setOptional(_ column: ConformanceColumn, in table: ConformanceTable) -> [SchemaStatement] {
///         [.sql(#"ALTER TABLE "\#(table.name)" ALTER COLUMN "\#(column.name)" DROP NOT NULL"#)]
///       }
///     }
public protocol ConformanceDialect: Sendable {
  /// The kind of plans that the driver runs.
  var target: Migrations.Target { get }
  /// The type of a column that holds values of this form.
  func type(of form: Column.Form) -> String
  /// What follows the columns of a table: ` STRICT`; nothing unless a dialect says so.
  var tableOptions: String { get }
  /// Makes a column required that is optional; `table` has it as it was.
  func setRequired(_ column: ConformanceColumn, in table: ConformanceTable) -> [SchemaStatement]
  /// Makes a column optional that is required.
  func setOptional(_ column: ConformanceColumn, in table: ConformanceTable) -> [SchemaStatement]

  /// The statement that creates a table.
  func createTable(_ table: ConformanceTable) -> String
  /// Adds an optional column at the end of a table.
  func addColumn(_ column: ConformanceColumn, to table: ConformanceTable) -> [SchemaStatement]
  /// Drops a column.
  func dropColumn(_ column: ConformanceColumn, from table: ConformanceTable) -> [SchemaStatement]
  /// A condition over a table's columns.
  func condition(_ condition: ConformanceCondition) -> String
  /// An expression over a table's columns.
  func expression(_ expression: ConformanceExpression) -> String
  /// A query for some columns of the rows that pass a condition.
  func query(_ columns: [Column], from table: String, where condition: ConformanceCondition) -> String
}

/// A table of the suite.
public struct ConformanceTable: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// Its columns, in their order.
  public var columns: [ConformanceColumn]
  /// The names of the columns that make its primary key.
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
  /// Nothing.
  public var tableOptions: String { "" }

  /// `CREATE TABLE` with the types of the dialect.
  public func createTable(_ table: ConformanceTable) -> String {
    let lines = table.columns.map(definition) + ["PRIMARY KEY (\(table.key.map(quoted).joined(separator: ", ")))"]
    return "CREATE TABLE \(quoted(table.name)) (\(lines.joined(separator: ", ")))\(tableOptions)"
  }

  /// `ALTER TABLE ... ADD COLUMN`.
  public func addColumn(_ column: ConformanceColumn, to table: ConformanceTable) -> [SchemaStatement] {
    [.sql("ALTER TABLE \(quoted(table.name)) ADD COLUMN \(definition(column))")]
  }

  /// `ALTER TABLE ... DROP COLUMN`.
  public func dropColumn(_ column: ConformanceColumn, from table: ConformanceTable) -> [SchemaStatement] {
    [.sql("ALTER TABLE \(quoted(table.name)) DROP COLUMN \(quoted(column.name))")]
  }

  /// The definition of a column: `"age" bigint NOT NULL`.
  public func definition(_ column: ConformanceColumn) -> String {
    "\(quoted(column.name)) \(type(of: column.form))" + (column.isRequired ? " NOT NULL" : "")
      + (column.isUnique ? " UNIQUE" : "")
  }

  /// Standard SQL.
  public func condition(_ condition: ConformanceCondition) -> String {
    switch condition {
    case .isNull(let column): "\(quoted(column)) IS NULL"
    case .isText(let column, let text): "\(quoted(column)) = \(literal(text))"
    case .isAtLeast(let column, let number): "\(quoted(column)) >= \(number)"
    case .isLess(let column, let number): "\(quoted(column)) < \(number)"
    }
  }

  /// Standard SQL.
  public func expression(_ expression: ConformanceExpression) -> String {
    switch expression {
    case .difference(let number, let column): "\(number) - \(quoted(column))"
    case .text(let text): literal(text)
    case .column(let column): quoted(column)
    }
  }

  /// Standard SQL.
  public func query(_ columns: [Column], from table: String, where condition: ConformanceCondition) -> String {
    "SELECT \(columns.map { quoted($0.name) }.joined(separator: ", ")) FROM \(quoted(table)) "
      + "WHERE \(self.condition(condition))"
  }

  private func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }
  private func literal(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

  /// The table as a plan has it.
  func stored(_ table: ConformanceTable) -> StoredTable { StoredTable(table.name, [createTable(table)]) }
}

extension ConformanceTable {
  /// A table whose key is its first column.
  init(_ name: String, _ columns: [ConformanceColumn]) {
    self.init(name: name, columns: columns, key: [columns[0].name])
  }

  /// The same with another column at its end.
  func adding(_ column: ConformanceColumn) -> ConformanceTable {
    ConformanceTable(name: name, columns: columns + [column], key: key)
  }

  /// The same without a column.
  func removing(_ name: String) -> ConformanceTable {
    ConformanceTable(name: self.name, columns: columns.filter { $0.name != name }, key: key)
  }

  /// The same with a column that is required.
  func requiring(_ name: String) -> ConformanceTable {
    var table = self
    for index in columns.indices where columns[index].name == name { table.columns[index].isRequired = true }
    return table
  }

  /// A column as rows are read and written by it.
  func column(_ name: String) -> Column { Column(name, columns.first { $0.name == name }?.form ?? .text) }
}
