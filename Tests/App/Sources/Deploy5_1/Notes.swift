// Part of Bellows. MIT licence: see LICENSE.
import BellowsGRDB
import GRDB
import Journal

extension NotesRow: FetchableRecord, TableRecord {}
extension NotesWrite: PersistableRecord {}

/// What somebody wrote down.
enum Notes: AppTable {
  static func key(_ row: NotesRow) -> Int64 { row.id.rawValue }

  static func new(by person: Int64, _ dice: inout Dice, _ db: GRDB.Database) throws -> (NotesWrite, Meaning) {
    let body = dice.body()
    let title = dice.text()
    let folder = dice.folder()
    let place = newPlace(&dice)
    let priority = dice.text()
    let isPinned = dice.once(in: 3)
    let tags = (0..<dice.below(4)).map { _ in dice.text() }
    let write = try NotesWrite(
      author: PeopleID(person), headline: title, body: body, words: Int64(words(in: body)), priority: priority,
      pinned: isPinned, shelf: Folder.find(folder, of: PeopleID(person), db), folder: folder, place: place, tags: tags)
    return (
      write,
      [
        "author": String(person), "title": title, "body": body, "folder": orNone(folder), "place": say(place),
        "priority": priority, "pinned": "\(isPinned)", "tags": "\(tags)",
      ]
    )
  }

  static func change(_ row: NotesRow, _ dice: inout Dice, _ db: GRDB.Database) throws -> (NotesWrite, Meaning) {
    var write = NotesWrite(row)
    switch dice.below(7) {
    case 0:
      write.headline = dice.text()
      return (write, ["title": write.headline])
    case 1:
      write.body = dice.body()
      write.words = Int64(words(in: write.body))
      return (write, ["body": write.body])
    case 2:
      write.priority = dice.text()
      return (write, ["priority": write.priority])
    case 3:
      write.pinned.toggle()
      return (write, ["pinned": "\(write.pinned)"])
    case 4:
      let folder = dice.folder()
      write.set(shelf: try Folder.find(folder, of: row.author, db), folder: folder)
      return (write, ["folder": orNone(folder)])
    case 5:
      // What the row has besides goes along, as it was read.
      write.place?.lat += 1
      var place = row.place
      place?.lat += 1
      return (write, ["place": say(place)])
    default:
      write.tags.append(dice.text())
      if write.tags.count > 5 { write.tags = [] }
      return (write, ["tags": "\(write.tags)"])
    }
  }

  static func meaning(of row: NotesRow, _ db: GRDB.Database) -> Meaning {
    [
      "author": row.author.description, "title": row.headline, "body": row.body, "pinned": "\(row.pinned)",
      "tags": "\(row.tags)", "place": say(row.place), "priority": row.priority, "folder": orNone(row.folder),
      "words": String(row.words),
    ]
  }

  private static func newPlace(_ dice: inout Dice) -> NotesWrite.Place? {
    dice.once(in: 2) ? nil : NotesWrite.Place(lat: dice.double(), lon: dice.double())
  }

  private static func say(_ place: NotesWrite.Place?) -> String { orNone(place.map { "\($0.lat), \($0.lon), none" }) }

  private static func say(_ place: NotesRow.Place?) -> String {
    orNone(place.map { "\($0.lat), \($0.lon), \(orNone($0.label))" })
  }
}
