// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

/// Statements that write to a table.
///
/// They can be prepared if all of its triggers work, and are never run.
struct WriteProbes {
  let insert: String
  let update: String
  let delete: String

  init(_ table: String, _ connection: Connection) throws {
    let columns = try connection.rows("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0", table) {
      quoted($0.text(0) ?? "")
    }
    let name = quoted(table)
    insert = "INSERT INTO \(name) DEFAULT VALUES"
    update = "UPDATE \(name) SET \(columns.map { "\($0) = \($0)" }.joined(separator: ", "))"
    delete = "DELETE FROM \(name)"
  }
}
