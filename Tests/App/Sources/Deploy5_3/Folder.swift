// Part of Bellows. MIT licence: see LICENSE.
import BellowsGRDB
import GRDB
import Journal

extension FoldersRow: FetchableRecord, TableRecord {}
extension FoldersRow.Columns: ColumnExpression {}
extension FoldersWrite: PersistableRecord {}

/// Where somebody keeps notes: a row of its own now, made when the first note is put there.
enum Folder {
  /// The folder of that name, which is made if there is none.
  static func find(_ name: String?, of owner: PeopleID, _ db: GRDB.Database) throws -> FoldersID? {
    guard let name else { return nil }
    let found = FoldersRow.filter(
      FoldersRow.Columns.owner == owner && FoldersRow.Columns.name == name)
    if let folder = try found.fetchOne(db) { return folder.id }
    try FoldersWrite(owner: owner, name: name).insert(db)
    return FoldersID(db.lastInsertedRowID)
  }

  /// The name of a folder.
  static func name(of id: FoldersID?, _ db: GRDB.Database) throws -> String? {
    guard let id else { return nil }
    guard let folder = try FoldersRow.fetchOne(db, key: id) else { throw Broken("folders[\(id)] is lost") }
    return folder.name
  }

  /// Removes some folder; the notes in it are then in none.
  static func removeAny(_ dice: inout Dice, _ db: GRDB.Database) throws {
    guard let last = try FoldersRow.select(max(GRDB.Column("_id")), as: Int64.self).fetchOne(db),
      let folder = try FoldersRow.filter(GRDB.Column("_id") >= dice.below(Int(last)) + 1).fetchOne(db)
    else { return }
    let notes = try NotesRow.filter(GRDB.Column("shelf") == folder.id).fetchAll(db)
    try FoldersRow.deleteOne(db, key: folder.id)
    for note in notes { try Journal(db).write("notes", note.id.rawValue, ["folder": "none"]) }
  }
}
