// The bodies of 2026-05-01-folders: yours. Bellows wrote this file once and never will again.
import Bellows

extension Folders {
  /// notes.shelf: the new value, from the row as it is.
  static func notesShelf(_ row: NotesBefore, _ rows: Rows) async throws -> NotesShelf {
    guard let name = row.folder else { return NotesShelf(shelf: nil) }
    if try await folder(name, of: row.author, rows) == nil {
      try await rows.insert(FoldersWrite(owner: row.author, name: name))
    }
    return NotesShelf(shelf: try await folder(name, of: row.author, rows)?.id)
  }

  private static func folder(_ name: String, of owner: PeopleID, _ rows: Rows) async throws -> FoldersBefore? {
    try await rows.all(FoldersBefore.self, where: "owner", is: owner).first { $0.name.utf8.elementsEqual(name.utf8) }
  }
}
