// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

extension Replay {
  /// I1: every stored row fits what the store enforces.
  mutating func checkRows() {
    for (column, enforced) in columns {
      guard let contents = stored[column] else { continue }
      switch contents.containment(in: enforced.type) {
      case .contained: break
      case .refused(let witness):
        report(.rowsFit, column, "a stored row may hold what the store does not allow", witness: witness)
      case .undecided: report(.rowsFit, column, "it cannot be decided whether every stored row is allowed")
      }
    }
  }

  /// I3 and I4: every running reader can read every row, and finds what was last meant.
  mutating func checkReaders() {
    for version in running {
      for use in version.uses {
        for read in use.reads { check(read, of: use) }
      }
    }
  }

  private mutating func check(_ read: ColumnUse, of use: FieldUse) {
    guard store.columns[read.column] != nil else {
      return report(.rowsReadable, read.column, "running code reads a column that the store does not have")
    }
    switch (stored[read.column] ?? .nothing).containment(in: read.type) {
    case .contained: break
    case .refused(let witness):
      report(.rowsReadable, read.column, "running code cannot read what may be stored", witness: witness)
    case .undecided:
      report(.rowsReadable, read.column, "it cannot be decided whether code can read all that may be stored")
    }
    let truths = meanings.truths(in: read.column)
    if !use.truths.contains(where: truths.contains) {
      report(.wellFormed, read.column, "code reads \(use.table).\(use.field) from a column that holds nothing of it")
    }
    for truth in (stale[read.column] ?? [:]).keys.sorted() where truths.contains(truth) && use.truths.contains(truth) {
      report(.nothingStale, read.column, "running code reads \(truth) from a column that may hold a stale value")
    }
    if staleRows.contains(read.column.table) {
      report(.nothingStale, read.column, "running code reads rows that may be missing, or deleted already")
    }
  }
}
