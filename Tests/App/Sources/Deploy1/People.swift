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
    let visits = dice.int()
    let write = PeopleWrite(name: name, email: email, tier: tier, visits: visits)
    return (write, ["name": name, "email": email, "tier": "\(tier)", "visits": String(visits)])
  }

  static func change(_ row: PeopleRow, _ dice: inout Dice, _ db: GRDB.Database) -> (PeopleWrite, Meaning) {
    var write = PeopleWrite(row)
    switch dice.below(5) {
    case 0:
      write.name = dice.text()
      return (write, ["name": write.name])
    case 1:
      let tier = dice.one(of: PeopleRow.Tier.allCases)
      write.tier = tier
      return (write, ["tier": "\(tier)"])
    case 2:
      write.visits = dice.int()
      return (write, ["visits": String(write.visits)])
    default:
      // It keeps its end, which says where somebody is from.
      write.email = "\(dice.token())@" + (row.email.split(separator: "@").last ?? "")
      return (write, ["email": write.email])
    }
  }

  static func meaning(of row: PeopleRow, _ db: GRDB.Database) -> Meaning {
    ["name": row.name, "email": row.email, "tier": "\(row.tier)", "visits": String(row.visits)]
  }
}
