// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import GRDB

// All that an app needs to use the row types that Bellows writes with GRDB, once. Each row type then says
// `extension NotesRow: FetchableRecord, TableRecord {}` and `extension NotesWrite: PersistableRecord {}`.

extension TableRecord where Self: TableRow {
  /// The table's name in the database, as the schema has it.
  public static var databaseTableName: String { table }

  /// The columns that this code knows: a deploy may add others while it runs.
  public static var databaseSelection: [any SQLSelectable] { columns.map { GRDB.Column($0.name) } }
}
