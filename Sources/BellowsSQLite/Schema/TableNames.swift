// Part of Bellows. MIT licence: see LICENSE.
import Bellows

extension Connection {
  /// Returns the names of the tables, sorted, without the shadow tables of search tables.
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
