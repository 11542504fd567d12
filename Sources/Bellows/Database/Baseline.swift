// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

/// A database for which `Migrations/baseline.sql` holds what the schema of an adopted database does not say: clauses of
/// its tables, indexes, views, triggers, and tables outside the schema.
///
/// Without this conformance `migrate inspect --rest` is unsupported.
package protocol BaselineDatabase: Database {
  /// Returns the statements of everything that `migrate create` would not create as it is here.
  ///
  /// - Parameters:
  ///   - tables: The tables of this build.
  ///   - external: Tables of another owner, which are left out.
  func rest(besides tables: [StoredTable], external: [String]) async throws -> String

  /// Creates tables in a database without any, and what the baseline says about them.
  ///
  /// - Throws: `DatabaseUnable` if a table of the baseline is not as the build needs it.
  func create(_ tables: [StoredTable], with baseline: String, in session: any DatabaseSession) async throws

  /// Returns a line for each object of the baseline that the database has not, or has otherwise.
  func differences(from baseline: String) async throws -> [String]
}

extension Database {
  /// This database as one for which a baseline can be written.
  var baselined: any BaselineDatabase {
    get throws {
      guard let database = self as? any BaselineDatabase else {
        throw DatabaseUnable("\(name) supports no Migrations/baseline.sql; delete that file, and run 'bellows sync'")
      }
      return database
    }
  }
}
