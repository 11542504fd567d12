// The bodies of 2026-04-01-widen: yours. Bellows wrote this file once and never will again.
import Bellows

extension Widen {
  /// people.age: the new value, from the row as it is.
  static func peopleAge(_ row: PeopleBefore, _ rows: Rows) async throws -> PeopleAge {
    PeopleAge(age: Int64(row.name.count))
  }
}
