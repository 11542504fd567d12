// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension Contract {
  /// Checks that the code of the last deploy reads and writes the fields as declared in the goal.
  func checkAsLastCode(_ store: Store, _ findings: inout Findings) {
    for (unique, names) in respectedBaseUniques where store.uniques[unique] == nil {
      guard let table = store.tables[unique.table], uses(unique.table) else { continue }
      // If another unique index has its name, code may respect both.
      if names.contains(where: { table.index($0)?.kind == .unique }) { continue }
      findings.report(.reliesOnDroppedUnique, unique.subject)
    }
    for (column, enforced) in store.listed where uses(column.table) {
      if !reads.contains(column) { findings.report(.lastCodeDoesNotRead, column) }
      guard let written = writes[column] else { continue }
      if Contents(enforced.type).containment(in: written) != .contained {
        findings.report(.lastCodeWritesLess, column)
      }
    }
  }
}
