// Part of Bellows. MIT licence: see LICENSE.

/// The file of `bellows init --postgresnio`.
///
/// A test compiles it against the declarations of PostgresNIO that it uses: PostgresNIO is no dependency of this package.
let postgresNIOFile = #"""
  // Reads and writes the row types of Bellows with PostgresNIO. Created by `bellows init --postgresnio`; it will not be
  // overwritten.
  \#("import") Bellows
  \#("import") PostgresNIO

  extension PostgresClient: @retroactive RowQueries {
    /// Runs a statement of a row type; `rows`, `insert`, `update` and `delete` call it.
    public func run(_ statement: RowStatement) async throws -> [[String?]] {
      try await query(PostgresQuery(statement)).texts()
    }
  }

  extension PostgresConnection: @retroactive RowQueries {
    /// Runs a statement of a row type; `rows`, `insert`, `update` and `delete` call it.
    public func run(_ statement: RowStatement) async throws -> [[String?]] {
      try await query(PostgresQuery(statement), logger: logger).texts()
    }
  }

  extension PostgresQuery {
    fileprivate init(_ statement: RowStatement) {
      var bindings = PostgresBindings(capacity: statement.parameters.count)
      for parameter in statement.parameters { bindings.append(parameter) }
      self.init(unsafeSQL: statement.sql, binds: bindings)
    }
  }

  extension PostgresRowSequence {
    fileprivate func texts() async throws -> [[String?]] {
      try await collect().map { row in try row.map { try $0.decode(String?.self) } }
    }
  }

  """#
