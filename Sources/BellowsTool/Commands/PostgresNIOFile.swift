// Part of Bellows. MIT licence: see LICENSE.

/// The file of `bellows init --postgresnio`.
///
/// A test compiles it against the declarations of PostgresNIO that it uses: PostgresNIO is no dependency of this package.
let postgresNIOFile = #"""
  // Reads and writes the row types of Bellows with PostgresNIO. Created by `bellows init --postgresnio`; it will not be
  // overwritten.
  \#("import") Bellows
  \#("import") PostgresNIO

  /// What runs queries: a `PostgresClient`, or one of its connections.
  public protocol RowQueries {
    /// Runs a query and returns the rows of its result.
    func rows(of query: PostgresQuery) async throws -> [PostgresRow]
  }

  extension PostgresClient: RowQueries {
    public func rows(of query: PostgresQuery) async throws -> [PostgresRow] { try await self.query(query).collect() }
  }

  extension PostgresConnection: RowQueries {
    public func rows(of query: PostgresQuery) async throws -> [PostgresRow] {
      try await self.query(query, logger: logger).collect()
    }
  }

  extension RowQueries {
    /// Reads the rows with some values; without any, all rows.
    public func rows<Row: ReadableRow>(of type: Row.Type = Row.self, where filters: [Filter] = []) async throws -> [Row] {
      try await run(Row.selectStatement(where: filters)).map(Row.init(texts:))
    }

    /// Reads rows with clauses of your own after the table's name: `"WHERE email LIKE $1 ORDER BY name"`.
    public func rows<Row: ReadableRow>(
      of type: Row.Type = Row.self, _ clauses: String, _ parameters: [String?] = []
    ) async throws -> [Row] {
      try await run(Row.selectStatement(clauses, parameters)).map(Row.init(texts:))
    }

    /// Inserts a row, and returns it as it is stored; `nil` if a trigger or a rule of the database took it.
    @discardableResult public func insert<Write: ChangedRow>(_ row: Write) async throws -> Write.Original?
    where Write.Original: ReadableRow {
      try await run(row.insertStatement()).first.map(Write.Original.init(texts:))
    }

    /// Writes the columns that were assigned.
    ///
    /// - Returns: The row as it is stored then; `nil` if it is gone, or if no column was assigned.
    @discardableResult public func update<Write: ChangedRow>(_ row: Write) async throws -> Write.Original?
    where Write.Original: ReadableRow {
      guard let statement = try row.updateStatement() else { return nil }
      return try await run(statement).first.map(Write.Original.init(texts:))
    }

    /// Deletes the rows with some values.
    ///
    /// - Returns: Their number.
    @discardableResult public func delete(from type: (some TableRow).Type, where filters: [Filter]) async throws -> Int {
      try await run(type.deleteStatement(where: filters)).count
    }

    /// Runs a statement and returns the values of its result as text.
    private func run(_ statement: RowStatement) async throws -> [[String?]] {
      var bindings = PostgresBindings(capacity: statement.parameters.count)
      for parameter in statement.parameters { bindings.append(parameter) }
      let query = PostgresQuery(unsafeSQL: statement.sql, binds: bindings)
      return try await rows(of: query).map { row in try row.map { try $0.decode(String?.self) } }
    }
  }

  """#
