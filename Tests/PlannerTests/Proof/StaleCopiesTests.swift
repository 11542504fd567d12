// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel
import TestSupport
import Testing

@testable import PlanChecker

/// Which columns may be stale, compared with a plain dictionary, after random operations.
@Suite struct StaleCopiesTests {
  @Test("Marked columns are stale until they are refreshed or removed, and never become less stale by a mark")
  func model() {
    let columns = (0..<3).map { ColumnID("t", StoredName("c\($0)")) }
    let fields = (0..<2).map { LogicalField("t", FieldName("f\($0)")) }
    for number in 0..<Thorough.count(sample: 200, whole: 5_000) {
      let seed = Thorough.seed &+ UInt64(number)
      var random = SeededRandom(seed: seed)
      var copies = StaleCopies()
      var model: [ColumnID: [LogicalField: Staleness]] = [:]
      var rows = false
      for _ in 0..<30 {
        let (column, field) = (random.pick(columns), random.pick(fields))
        switch random.number(below: 5) {
        case 0, 1:
          let staleness: Staleness = random.happens(50) ? .missing : .outdated
          copies.mark(column, field, as: staleness)
          let isOutdated = staleness == .outdated || model[column]?[field] == .outdated
          model[column, default: [:]][field] = isOutdated ? .outdated : .missing
        case 2:
          copies.refresh(column, field)
          model[column]?[field] = nil
        case 3:
          copies.remove(column)
          model[column] = nil
        case _:
          rows.toggle()
          if rows { copies.markRows(of: "t") } else { copies.refreshRows(of: "t") }
        }
        for column in columns {
          let stale = model[column] ?? [:]
          #expect(copies.logicalFields(of: column) == stale, "seed \(seed)")
          #expect(copies.isStale(column) == !stale.isEmpty, "seed \(seed)")
          for field in fields { #expect(copies.isStale(column, in: field) == (stale[field] != nil), "seed \(seed)") }
        }
        #expect(copies.hasStaleRows("t") == rows && !copies.hasStaleRows("u"), "seed \(seed)")
      }
    }
  }

  @Test("An outdated copy is staler than a missing one")
  func order() {
    #expect(Staleness.missing < .outdated && !(Staleness.outdated < .missing))
    #expect(max(Staleness.missing, .outdated) == .outdated)
  }
}
