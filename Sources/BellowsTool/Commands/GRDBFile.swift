// Part of Bellows. MIT licence: see LICENSE.

/// The file of `bellows init --grdb`.
///
/// It is that of `Tests/App`, which compiles and tests it: GRDB is no dependency of this package.
let grdbFile = #"""
  // Connects the row types of Bellows with GRDB. Created by `bellows init --grdb`; it will not be overwritten.
  //
  // For each table, write once beside your code:
  //
  //     extension UsersRow: FetchableRecord, TableRecord {}
  //     extension UsersWrite: PersistableRecord {}
  \#("import") Bellows
  \#("import") Foundation
  \#("import") GRDB

  // MARK: - Rows

  extension TableRecord where Self: TableRow {
    /// The table's name in the database.
    public static var databaseTableName: String { table }

    /// The columns that this code knows: a deploy may add others while it runs.
    public static var databaseSelection: [any SQLSelectable] { columns.map { GRDB.Column($0.name) } }
  }

  extension TableRow {
    /// Returns a value as a column of this table stores it, for requests.
    ///
    ///     UsersRow.filter(GRDB.Column("token") == UsersRow.stored(token, in: "token"))
    ///
    /// GRDB itself stores a UUID as bytes, where Bellows stores text, and does not know how arrays and objects are stored.
    public static func stored(_ value: (some StoredValue)?, in column: String) -> DatabaseValue {
      guard let column = columns.first(where: { $0.name == column }) else {
        preconditionFailure("\(table) has no column \(column)")
      }
      return value.map { DatabaseValue($0, as: column.form) } ?? .null
    }
  }

  // MARK: - Values

  extension Key: @retroactive SQLExpressible {}
  extension Key: @retroactive StatementBinding {}
  extension Key: @retroactive DatabaseValueConvertible {
    /// The key as its column stores it.
    public var databaseValue: DatabaseValue { DatabaseValue(self, as: Self.form) }

    /// Reads a key; `nil` for another value.
    public static func fromDatabaseValue(_ value: DatabaseValue) -> Key? { value.read(as: form) }

    /// The form of the key's column, which columns that refer to it have too.
    private static var form: Bellows.Column.Form {
      if let row = Table.self as? any TableRow.Type, row.keyColumns.count == 1 {
        return row.columns[row.keyColumns[0]].form
      }
      return Raw.self == Timestamp.self ? .microseconds : .text
    }
  }

  extension Timestamp: @retroactive SQLExpressible {}
  extension Timestamp: @retroactive StatementBinding {}
  extension Timestamp: @retroactive DatabaseValueConvertible {
    /// The microseconds since 1970.
    ///
    /// For a column with `@stored(text)` use `stored(_:in:)`.
    public var databaseValue: DatabaseValue { DatabaseValue(self, as: .microseconds) }

    /// Reads an instant in either of its stored forms; `nil` for another value.
    public static func fromDatabaseValue(_ value: DatabaseValue) -> Timestamp? {
      value.read(as: .microseconds) ?? value.read(as: .instantText)
    }
  }

  extension Day: @retroactive SQLExpressible {}
  extension Day: @retroactive StatementBinding {}
  extension Day: @retroactive DatabaseValueConvertible {
    /// The day as text: `2026-03-01`.
    public var databaseValue: DatabaseValue { DatabaseValue(self, as: .text) }

    /// Reads a day; `nil` for another value.
    public static func fromDatabaseValue(_ value: DatabaseValue) -> Day? { value.read(as: .text) }
  }

  extension ExactDecimal: @retroactive SQLExpressible {}
  extension ExactDecimal: @retroactive StatementBinding {}
  extension ExactDecimal: @retroactive DatabaseValueConvertible {
    /// The decimal as text.
    ///
    /// SQL compares texts: `'10' < '9'`.
    public var databaseValue: DatabaseValue { DatabaseValue(self, as: .text) }

    /// Reads a decimal; `nil` for another value.
    public static func fromDatabaseValue(_ value: DatabaseValue) -> ExactDecimal? { value.read(as: .text) }
  }

  extension DatabaseValue {
    /// A value as a column of a form stores it.
    fileprivate init(_ value: some StoredValue, as form: Bellows.Column.Form) {
      self =
        switch value.stored(as: form) {
        case .null: .null
        case .bool(let bool): bool.databaseValue
        case .int(let int): int.databaseValue
        case .double(let double): double.databaseValue
        case .string(let string): string.databaseValue
        case .bytes(let bytes): bytes.databaseValue
        case .array, .object: .null
        }
    }

    /// Reads the value of a column of a form; `nil` if it has another type.
    fileprivate func read<Value: StoredValue>(as form: Bellows.Column.Form) -> Value? {
      switch storage {
      case .null: nil
      case .int64(let int): try? Value(stored: .int(int), as: form)
      case .double(let double): try? Value(stored: .double(double), as: form)
      case .string(let string): try? Value(stored: .string(string), as: form)
      case .blob(let bytes): try? Value(stored: .bytes(bytes), as: form)
      }
    }
  }

  """#
