// Part of Bellows. MIT licence: see LICENSE.
import BellowsGRDB
import GRDB
import Journal

extension PeopleRow: FetchableRecord, TableRecord {}
extension PeopleWrite: PersistableRecord {}

/// Somebody who writes notes.
enum People: AppTable {
  static func key(_ row: PeopleRow) -> Int64 { row.id.rawValue }

  static func new(by person: Int64, _ dice: inout Dice, _ db: GRDB.Database) -> (PeopleWrite, Meaning) {
    let email = dice.email()
    let name = dice.text()
    let tier = dice.one(of: PeopleRow.Tier.allCases)
    let theme = dice.one(of: PeopleRow.Theme.allCases)
    let write = PeopleWrite(
      fullName: name, email: email, tier: tier, visits: 0, theme: theme, locale: locale(of: email))
    return (
      write,
      [
        "name": name, "email": email, "tier": "\(tier)", "theme": "\(theme)", "locale": locale(of: email),
        "visits": "0",
      ]
    )
  }

  static func change(_ row: PeopleRow, _ dice: inout Dice, _ db: GRDB.Database) -> (PeopleWrite, Meaning) {
    var write = PeopleWrite(row)
    switch dice.below(5) {
    case 0:
      write.fullName = dice.text()
      return (write, ["name": write.fullName])
    case 1:
      let tier = dice.one(of: PeopleRow.Tier.allCases)
      write.tier = tier
      return (write, ["tier": "\(tier)"])
    case 2:
      write.theme = dice.one(of: PeopleRow.Theme.allCases)
      return (write, ["theme": "\(write.theme)"])
    case 3:
      write.locale = dice.one(of: ["en", "de", "fr"])
      return (write, ["locale": write.locale])
    default:
      // It keeps its end, which says where somebody is from.
      write.email = "\(dice.token())@" + (row.email.split(separator: "@").last ?? "")
      return (write, ["email": write.email])
    }
  }

  static func meaning(of row: PeopleRow, _ db: GRDB.Database) -> Meaning {
    ["name": row.fullName, "email": row.email, "tier": "\(row.tier)", "theme": "\(row.theme)", "locale": row.locale]
  }
}
