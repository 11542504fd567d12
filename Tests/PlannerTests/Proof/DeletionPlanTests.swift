// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaModel
import Testing

/// Rows that go as a whole, and names that another table has.
@Suite struct DeletionPlanTests {
  /// Both columns of `posts` hold one value.
  static let twice = TablePlanTests.removed.with { plan in
    plan.meanings = Dictionary(uniqueKeysWithValues: TablePlanTests.saved.map { ($0, [TruthID("posts", "text")]) })
  }

  @Test("Of a row that is deleted no other column keeps a value")
  func noColumnIsLeft() {
    expectAccepted(Self.twice)
    expectRefused(Self.twice.with { $0.assessments = [] }, .nothingLost, at: 2)
    expectRefused(Self.twice.without(.backup(TablePlanTests.saved), of: 2), .nothingLost, at: 2)
  }

  @Test(
    "No two tables and indexes have one name, whichever of them is new",
    arguments: [Target.sqlite, .postgresql, .document])
  func namesAreTakenOnce(_ target: Target) {
    let indexed = Table(
      "a", content: .fields([Field("x", int)]), indexes: [Index(.index, "by_x", [["x"]])])
    let other = Table("a_by_x", content: .fields([Field("y", int)]))
    for (base, goal) in [([indexed], [indexed, other]), ([other], [other, indexed]), ([], [indexed, other])] {
      let plan = plan(
        target, from: base, before: CodeVersion(), meanings: [:], assessments: [], backfills: [], [deploy(goal)])
      let isFound = prove(plan).contains { $0.description.contains("would be stored as a_by_x") }
      #expect(isFound == (target != .document))
    }
  }
}
