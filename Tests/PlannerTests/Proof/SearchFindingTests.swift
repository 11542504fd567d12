// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaModel
import TestSupport
import Testing

/// Findings of the exhaustive search: plans that the checker accepted wrongly, and plans shorter than the planner's.
@Suite struct SearchFindingTests {
  private func reasons(_ plan: Plan) -> [Violation.Reason] { check(plan).map(\.reason) }

  // MARK: The checker

  @Test("An index that changes under its name while old code queries it is rejected")
  func anIndexUnderItsNameIsAnotherIndex() throws {
    var plan = try planTable(from: "a: int\nb: int\nindex by (a)", to: "a: int\nb: int\nindex by (b)")
    #expect(plan.deploys.map(\.isRelease) == [true, false])
    plan.deploys[0].schema = plan.deploys[1].schema
    plan.deploys.removeLast()
    #expect(reasons(plan).contains(.queriesPreviousIndex))
  }

  @Test("Dropping a delete action is rejected on SQL while code does not expect restrict")
  func withoutAnActionADatabaseRefusesToDeleteWhatIsReferredTo() throws {
    let field = "r: id<u>? @onDelete(setNull)"
    for (target, isRejected) in [(Target.document, false), (.sqlite, true), (.postgresql, true)] {
      var plan = try planTable(target, from: field, to: "r: id<u>?", also: "table u { x: int }")
      plan.deploys = [plan.deploys[plan.deploys.count - 1]]
      plan.deploys[0].number = 1
      plan.deploys[0].gates = []
      plan.deploys[0].code = plan.before
      plan.deploys[0].isRelease = false
      #expect(reasons(plan).contains(.unexpectedDeleteAction(.restrict)) == isRejected, "\(target)")
    }
  }

  @Test("Last code that relies on a dropped unique index is rejected")
  func theLastCodeDoesNotCountOnAPromiseThatIsGone() throws {
    var plan = try planTable(from: "a: int\nunique by (a)", to: "a: int")
    plan.deploys[0].code = plan.before
    #expect(reasons(plan).contains(.reliesOnDroppedUnique))
  }

  @Test("Code that writes unequal values to synchronised columns is rejected")
  func whatIsKeptEqualIsWrittenEqual() throws {
    var plan = try planTable(.postgresql, from: #"a: "x""#, to: #"b: ("x" | "y") @was(a)"#)
    let old = plan.before.uses.flatMap(\.writes)
    let new = plan.deploys[2].code.uses.flatMap(\.writes)
    #expect(plan.deploys[1].synced.count == 1 && old.count == 1 && new.count == 1)
    plan.deploys[1].code.uses[0].writes = old + new
    #expect(reasons(plan).contains { if case .writesUnequalValues = $0 { true } else { false } })
  }

  @Test("Synchronised tables with different keys are rejected")
  func rowsInStepHaveOneKey() throws {
    var plan = try planTable(.sqlite, from: "id: int @key\nx: int", to: "id: int\nx: int @key")
    let pairs = zip(plan.backfills[0].sources, plan.backfills[0].targets).map {
      SyncedColumns(old: $0, new: $1, transform: .copy)
    }
    plan.deploys[0].synced = pairs
    #expect(reasons(plan).contains { if case .syncedTablesDifferInKey = $0 { true } else { false } })
  }

  // MARK: The planner

  /// `RS` for a release and a schema-only deploy.
  private func pattern(_ target: Target, from old: String, to new: String) throws -> String {
    try planTable(target, from: old, to: new).deploys.map { $0.isRelease ? "R" : "S" }.joined()
  }

  @Test("Removing a required field with a default takes one release on SQL", arguments: [Target.sqlite, .postgresql])
  func whatTheDatabaseFillsInNeedsNoReleaseThatStillWritesIt(
    _ target: Target
  ) throws {
    #expect(try pattern(target, from: "a: int = 1", to: "") == "RSS")
    #expect(try pattern(.document, from: "a: int = 1", to: "") == "RRS")
  }

  @Test("A default is dropped before columns are synchronised", arguments: [Target.sqlite, .postgresql])
  func aDefaultGoesBeforeColumnsAreKeptInStep(_ target: Target) throws {
    #expect(try pattern(target, from: "a: int? = 1", to: "b: int? = 1 @was(a)") == "RRS")
    // If the old column always has a value, a value in the new one is never older.
    #expect(try pattern(target, from: "a: int = 1", to: "b: int? @was(a)") == "SRR")
  }

  @Test("Replacing a unique index by an index takes one deploy", arguments: Target.withKeys)
  func aPromiseGivesWayToAnIndexAtOnce(_ target: Target) throws {
    #expect(try pattern(target, from: "a: int\nunique by (a)", to: "a: int\nindex by (a)") == "R")
  }

  @Test("A delete action is dropped in the first release on a document store")
  func onADocumentStoreTheActionGoesWithTheFirstRelease() throws {
    let plan = try planTable(
      .document, from: "r: id<u>? @onDelete(setNull)", to: "r: id<u>", also: "table u { x: int }")
    #expect(plan.deploys.map(\.isRelease) == [true, true])
  }
}
