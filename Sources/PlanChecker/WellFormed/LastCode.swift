// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension Replay {
  /// After the last deploy, code reads and writes what the goal says.
  mutating func checkLastCode(_ code: Contract) {
    for (unique, names) in code.promisesOfBase where store.uniques[unique] == nil {
      guard let table = store.tables[unique.table], code.uses(unique.table) else { continue }
      // Where another promise took its name, code may keep both for as long as it likes.
      if names.contains(where: { table.index($0)?.kind == .unique }) { continue }
      report(
        .wellFormed, ColumnID(unique.table, StoredName(unique.spelling)),
        "the code of the last deploy counts on a unique index that the goal does not have")
    }
    for (column, enforced) in columns where code.uses(column.table) {
      if !code.reads.contains(column) {
        report(.wellFormed, column, "the code of the last deploy does not read it")
      }
      guard let written = code.writes[column] else { continue }
      if Contents(enforced.type).containment(in: written) != .contained {
        report(.wellFormed, column, "the code of the last deploy writes less than the goal allows")
      }
    }
  }
}
