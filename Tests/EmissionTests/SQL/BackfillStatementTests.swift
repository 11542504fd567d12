// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaModel
import TestSupport
import Testing

@testable import MigrationSQL

/// What SQL computes for a backfill is what its transform says, and pending are the rows that need it.
@Suite struct BackfillStatementTests {
  @Test("The SQL of a backfill has the values and conditions of its transform")
  func valuesAndConditionsAreThoseOfTheTransforms() throws {
    let database = try ScratchDatabase()
    var (values, conditions) = (0, 0)
    for seed in Thorough.seed..<(Thorough.seed + UInt64(Thorough.count(sample: 250, whole: 40_000))) {
      var generator = SchemaGenerator(seed: seed)
      let old = generator.schema(target: .sqlite)
      let new = generator.edited(old, times: 1 + Int(seed % 4))
      guard let plan = try? planMigration(from: old, to: new).plan else { continue }
      let functions = Functions(seed: seed, lastTypes: [:])
      var sampler = Sampler(seed: seed)
      sampler.isNasty = true
      for backfill in plan.backfills where !backfill.copiesTable && backfill.targets.count == 1 && backfill.isKnown {
        let builder = RevisionTables(plan.revision(after: backfill.after), in: .sqlite)
        guard
          let sql = BackfillWriter(plan: plan, in: .sqlite).statements(
            of: backfill, writing: backfill.targets.map(\.column)),
          let target = builder.field(backfill.targets[0])
        else { continue }
        let source = backfill.sources.first.flatMap(builder.field)
        for _ in 0..<10 {
          let (given, current) = (source.map { sampler.value(of: $0.type) }, sampler.value(of: target.type))
          var columns = [target.storedName: builder.storage.sql(current, target.type.value, stored: target.storedForm)]
          if let source, let given, source.storedName != target.storedName {
            columns[source.storedName] = builder.storage.sql(given, source.type.value, stored: source.storedForm)
          }
          let isInPlace = source?.storedName == target.storedName
          let inputs = (isInPlace ? current : given).map { [$0] } ?? []
          let wanted = try #require(functions.apply(backfill.transform, to: inputs, for: backfill.targets[0]))
          let row =
            "(SELECT \(columns.sorted { $0.key < $1.key }.map { "\($0.value) AS \($0.key.sql)" }.joined(separator: ", ")))"
          let literal = builder.storage.sql(wanted, target.type.value, stored: target.storedForm)
          // A row that is not pending gets no value.
          let isDone = if case .notIn(let type) = backfill.pending { type.contains(current) } else { false }
          if !isDone, let value = sql.values?[0] {
            values += 1
            let isSame = try database.rows("SELECT (\(value)) IS \(literal) FROM \(row)")[0][0]
            #expect(isSame == "1", "seed \(seed), \(backfill.name): \(value) of \(row) is not \(literal)")
          }
          if let pending = sql.pending {
            conditions += 1
            let expected =
              switch backfill.pending {
              case .notIn(let type): !type.contains(current)
              case .differs: columns[target.storedName] != literal
              case .present: current != .absent
              }
            let isPending = try database.rows("SELECT count(*) FROM \(row) WHERE \(pending)")[0][0]
            #expect(isPending == (expected ? "1" : "0"), "seed \(seed), \(backfill.name): \(pending) of \(row)")
          }
        }
      }
    }
    print("backfills in SQL: seed \(Thorough.seed), \(values) values, \(conditions) conditions")
    #expect(values > 100 && conditions > 100)
  }
}

extension Backfill {
  /// Whether its value is the same whoever computes it, as the simulation spells it.
  fileprivate var isKnown: Bool {
    switch transform {
    case .fill(let value): value.isConstant && !value.isDay
    case .convert(.text(from: .date)): false
    case .copy, .convert, .remap, .unset: true
    case .renameMembers, .custom, .sql: false
    }
  }
}

extension Default {
  /// The simulation has one day and one instant for all of them.
  fileprivate var isDay: Bool {
    switch self {
    case .text(.date, _), .text(.timestamp, _): true
    case .text, .literal, .emptyArray, .emptyObject, .now, .uuid, .auto: false
    }
  }
}

extension RevisionTables {
  fileprivate func field(_ column: ColumnID) -> Field? {
    tablesByStoredName[column.table]?.fields.first { $0.storedName == column.column }
  }
}
