// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import Planner
import SchemaModel
import Testing

/// Deleted rows, and stored names that are used twice.
@Suite struct DeletionPlanTests {
  /// Both columns of `posts` hold one logical field.
  static let twice = TablePlanTests.removed.with { plan in
    plan.columnMapping = Dictionary(
      uniqueKeysWithValues: TablePlanTests.saved.map { ($0, [LogicalField("posts", "text")]) })
  }

  @Test("Deleting rows needs approval and a backup, even if two columns hold one value")
  func noColumnIsLeft() {
    expectAccepted(Self.twice)
    expectRejected(Self.twice.with { $0.assessments = [] }, .nothingLost, at: 2)
    expectRejected(Self.twice.without(.backup(TablePlanTests.saved), of: 2), .nothingLost, at: 2)
  }

  @Test(
    "A backfill that deletes rows lists every column of the table, which is one if its rows have several variants",
    arguments: [("{ author: string text: string? }", 2), (#"= { k: "a" } | { k: "b", x: int }"#, 1)])
  func everyColumnIsListed(content: String, count: Int) throws {
    let kept = "target document\ntable other { x: int }\n"
    let plan = try planMigration(from: schema(kept + "table posts \(content)"), to: schema(kept)).plan
    expectAccepted(plan)
    let index = try #require(plan.backfills.firstIndex { $0.deletesRows })
    let backfill = plan.backfills[index]
    #expect(backfill.targets.count == count)
    for target in backfill.targets {
      let mutant = plan.with { $0.backfills[index].targets.removeAll { $0 == target } }
      let found = check(mutant).filter { $0.reason == .deletesRowsOfUnlistedColumn(backfill: backfill.name) }
      #expect(found.map(\.column) == [target])
    }
    let pending = plan.with { $0.backfills[index].pending = .differs }
    #expect(check(pending).contains { $0.reason == .deletesRowsOfMissingTable(backfill: backfill.name) })
  }

  @Test(
    "Two tables or indexes with one stored name are rejected on SQL",
    arguments: [Target.sqlite, .postgresql, .document])
  func namesAreTakenOnce(_ target: Target) {
    let indexed = Table(
      "a", content: .fields([Field("x", int)]), indexes: [Index(.index, "by_x", [["x"]])])
    let other = Table("a_by_x", content: .fields([Field("y", int)]))
    for (base, goal) in [([indexed], [indexed, other]), ([other], [other, indexed]), ([], [indexed, other])] {
      let plan = plan(
        target, from: base, before: CodeVersion(), columnMapping: [:], assessments: [], backfills: [], [deploy(goal)])
      let isFound = check(plan).contains { $0.reason == .duplicateRelationName("a_by_x") }
      #expect(isFound == (target != .document))
    }
  }
}
