// Part of Bellows. MIT licence: see LICENSE.
import BellowsGRDB
import GRDB
import Journal

extension NotesRow: FetchableRecord, TableRecord {}
extension NotesWrite: PersistableRecord {}

/// What somebody wrote down.
enum Notes: AppTable {
  static func key(_ row: NotesRow) -> Int64 { row.id.rawValue }

  static func new(by person: Int64, _ dice: inout Dice, _ db: GRDB.Database) -> (NotesWrite, Meaning) {
    let body = dice.body()
    let title = dice.text()
    let folder = dice.folder()
    let place = newPlace(&dice)
    let priority = dice.int()
    let isPinned = dice.once(in: 3)
    let tags = (0..<dice.below(4)).map { _ in dice.text() }
    let write = NotesWrite(
      author: PeopleID(person), title: title, body: body, priority: priority, pinned: isPinned, folder: folder,
      place: place, tags: tags)
    return (
      write,
      [
        "author": String(person), "title": title, "body": body, "folder": orNone(folder), "place": say(place),
        "priority": String(priority), "pinned": "\(isPinned)", "tags": "\(tags)",
      ]
    )
  }

  static func change(_ row: NotesRow, _ dice: inout Dice, _ db: GRDB.Database) -> (NotesWrite, Meaning) {
    var write = NotesWrite(row)
    switch dice.below(7) {
    case 0:
      write.title = dice.text()
      return (write, ["title": write.title])
    case 1:
      write.body = dice.body()
      return (write, ["body": write.body])
    case 2:
      write.priority = dice.int()
      return (write, ["priority": String(write.priority)])
    case 3:
      write.pinned.toggle()
      return (write, ["pinned": "\(write.pinned)"])
    case 4:
      write.folder = dice.folder()
      return (write, ["folder": orNone(write.folder)])
    case 5:
      write.place = row.place == nil ? newPlace(&dice) : row.place
      write.place?.lat += 1
      return (write, ["place": say(write.place)])
    default:
      write.tags.append(dice.text())
      if write.tags.count > 5 { write.tags = [] }
      return (write, ["tags": "\(write.tags)"])
    }
  }

  static func meaning(of row: NotesRow, _ db: GRDB.Database) -> Meaning {
    [
      "author": row.author.description, "title": row.title, "body": row.body, "pinned": "\(row.pinned)",
      "tags": "\(row.tags)", "place": say(row.place), "priority": String(row.priority), "folder": orNone(row.folder),
    ]
  }

  private static func newPlace(_ dice: inout Dice) -> NotesRow.Place? {
    dice.once(in: 2) ? nil : NotesRow.Place(lat: dice.double(), lon: dice.double())
  }

  private static func say(_ place: NotesRow.Place?) -> String { orNone(place.map { "\($0.lat), \($0.lon), none" }) }
}
