// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

/// The columns of a row type as the cases of an enum, whose raw values are their names in the database.
///
///     UsersRow.Columns.email.rawValue                 // "email"
///     Filter(UsersRow.Columns.email, "ann@b.c")
///
/// With GRDB it is the type of the columns in requests:
///
///     extension UsersRow.Columns: ColumnExpression {}
///     try UsersRow.filter(UsersRow.Columns.email == "ann@b.c").fetchOne(db)
public protocol ColumnNames: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
  /// How the values of each column are stored, in the order of the cases.
  static var forms: [Column.Form] { get }
}

extension ColumnNames {
  /// All columns, in the order of the cases.
  public static var columns: [Column] { zip(allCases, forms).map { Column($0.rawValue, $1) } }

  /// The column.
  public var column: Column {
    // The operator for raw values does not compare bytes.
    let name = ByteString(rawValue)
    let place = Self.allCases.enumerated().first { ByteString($1.rawValue) == name }?.offset ?? 0
    return Column(rawValue, Self.forms[place])
  }
}

extension Filter {
  /// Creates a filter on a column of a row type.
  public init(_ column: some ColumnNames, _ value: JSONValue?) { self.init(column.column, value) }
}
