// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaModel
import Testing

/// What the exhaustive search found: plans that the checker let pass and should not, and shorter ones than the planner's.
@Suite struct SearchFindingTests {
  private func messages(_ plan: Plan) -> String { prove(plan).map(\.description).joined(separator: "\n") }

  // MARK: The checker

  @Test func anIndexUnderItsNameIsAnotherIndex() throws {
    var plan = try planTable(from: "a: int\nb: int\nindex by (a)", to: "a: int\nb: int\nindex by (b)")
    #expect(plan.deploys.map(\.isRelease) == [true, false])
    plan.deploys[0].schema = plan.deploys[1].schema
    plan.deploys.removeLast()
    #expect(messages(plan).contains("queries the index as it was"))
  }

  @Test func withoutAnActionADatabaseRefusesToDeleteWhatIsReferredTo() throws {
    let field = "r: id<u>? @onDelete(setNull)"
    for (target, isRefused) in [(Target.document, false), (.sqlite, true), (.postgresql, true)] {
      var plan = try planTable(target, from: field, to: "r: id<u>?", also: "table u { x: int }")
      plan.deploys = [plan.deploys[plan.deploys.count - 1]]
      plan.deploys[0].number = 1
      plan.deploys[0].gates = []
      plan.deploys[0].code = plan.before
      plan.deploys[0].isRelease = false
      #expect(messages(plan).contains("does not expect restrict") == isRefused, "\(target)")
    }
  }

  @Test func theLastCodeDoesNotCountOnAPromiseThatIsGone() throws {
    var plan = try planTable(from: "a: int\nunique by (a)", to: "a: int")
    plan.deploys[0].code = plan.before
    #expect(messages(plan).contains("counts on a unique index that the goal does not have"))
  }

  @Test func whatIsKeptEqualIsWrittenEqual() throws {
    var plan = try planTable(.postgresql, from: #"a: "x""#, to: #"b: ("x" | "y") @was(a)"#)
    let old = plan.before.uses.flatMap(\.writes)
    let new = plan.deploys[2].code.uses.flatMap(\.writes)
    #expect(plan.deploys[1].inStep.count == 1 && old.count == 1 && new.count == 1)
    plan.deploys[1].code.uses[0].writes = old + new
    #expect(messages(plan).contains("may write unequal values"))
  }

  @Test func rowsInStepHaveOneKey() throws {
    var plan = try planTable(.sqlite, from: "id: int @key\nx: int", to: "id: int\nx: int @key")
    let pairs = zip(plan.backfills[0].sources, plan.backfills[0].targets).map {
      InStep(old: $0, new: $1, transform: .copy)
    }
    plan.deploys[0].inStep = pairs
    #expect(messages(plan).contains("which have another key"))
  }

  // MARK: The planner

  /// Releases of a plan: `RS` is one, and a deploy of the schema alone.
  private func pattern(_ target: Target, from old: String, to new: String) throws -> String {
    try planTable(target, from: old, to: new).deploys.map { $0.isRelease ? "R" : "S" }.joined()
  }

  @Test(arguments: [Target.sqlite, .postgresql]) func whatTheDatabaseFillsInNeedsNoReleaseThatStillWritesIt(
    _ target: Target
  ) throws {
    #expect(try pattern(target, from: "a: int = 1", to: "") == "RSS")
    #expect(try pattern(.document, from: "a: int = 1", to: "") == "RRS")
  }

  @Test(arguments: [Target.sqlite, .postgresql]) func aDefaultGoesBeforeColumnsAreKeptInStep(_ target: Target) throws {
    #expect(try pattern(target, from: "a: int? = 1", to: "b: int? = 1 @was(a)") == "RRS")
    // Where the old column always has a value, the new one's is the newer wherever it has one.
    #expect(try pattern(target, from: "a: int = 1", to: "b: int? @was(a)") == "SRR")
  }

  @Test(arguments: Target.allCases) func aPromiseGivesWayToAnIndexAtOnce(_ target: Target) throws {
    #expect(try pattern(target, from: "a: int\nunique by (a)", to: "a: int\nindex by (a)") == "R")
  }

  @Test func onADocumentStoreTheActionGoesWithTheFirstRelease() throws {
    let plan = try planTable(
      .document, from: "r: id<u>? @onDelete(setNull)", to: "r: id<u>", also: "table u { x: int }")
    #expect(plan.deploys.map(\.isRelease) == [true, true])
  }
}
