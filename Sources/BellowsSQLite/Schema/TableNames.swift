// Part of Bellows. MIT licence: see LICENSE.
import Bellows

extension SQLite {
  /// The names of the tables that somebody made: not SQLite's own, and not the ledger's.
  public func tableNames() async throws -> [String] { try await read { try $0.tableNames() } }
}

extension Connection {
  /// The names of the tables that somebody made, sorted; of a search table not those that it consists of.
  package func tableNames() throws -> [String] {
    // The underscore is a wildcard of LIKE.
    try rows(
      """
      SELECT name FROM pragma_table_list
      WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite~_%' ESCAPE '~'
        AND name NOT LIKE '~_bellows~_%' ESCAPE '~'
      ORDER BY name
      """
    ) { $0.text(0) ?? "" }
  }
}
