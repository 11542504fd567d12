// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaModel
import Testing

/// `name` becomes `title`: three releases, and the second column is read only when it can no longer be stale.
@Suite struct RenamePlanTests {
  static let old = Field("name", string)
  static let new = Field("title", string)

  static let writesOld = code(use("name", reads: ["name": string], writes: ["name": string]))
  static let writesBothReadsOld = code(
    use("title", reads: ["name": string], writes: ["name": string, "title": string], truths: ["name"]))
  static let writesBothReadsNew = code(
    use("title", reads: ["title": string], writes: ["name": string, "title": string], truths: ["name"]))
  static let usesNew = code(use("title", reads: ["title": string], writes: ["title": string], truths: ["name"]))

  static let good = plan(
    from: [old], before: writesOld, meanings: ["name": ["name"], "title": ["name"]],
    backfills: [
      backfill("title", from: ["name"], .copy, .differs, after: 1), backfill("name", .unset, .present, after: 3),
    ],
    deploy([old, Field("title", string.optional)], writesBothReadsOld),
    deploy([old, new], gates: [.released(deploy: 1), .backfilled("users.title")], writesBothReadsNew),
    deploy([Field("name", string.optional), new], gates: [.released(deploy: 2)], usesNew),
    deploy([new], gates: [.released(deploy: 3), .backup([column("name")]), .backfilled("users.name")]))

  @Test func threeReleasesAreAccepted() { expectAccepted(Self.good) }

  @Test("A renamed field leaves nothing in the old column of a document store")
  func theOldColumnIsUnset() {
    let kept = Self.good.without(.backfilled("users.name"), of: 4).with { $0.backfills.removeLast() }
    expectRefused(kept, .nothingLost, at: 4)
    expectAccepted(kept.on(.postgresql))
    // Code of deploy 2 goes on writing it.
    expectRefused(Self.good.without(.released(deploy: 3), of: 4), .nothingLost, at: 4)
  }

  @Test func fallingBackToTheOldColumnReadsAStaleCopy() {
    let mutant = Self.good.with(deploy: 1) { deploy in
      deploy.code.uses[0].reads = [ColumnUse(column("title"), string.optional), ColumnUse(column("name"), string)]
    }
    expectRefused(mutant, .nothingStale, at: 1)
  }

  @Test func readingTheNewColumnAtOnceReadsAStaleCopy() {
    let mutant = Self.good.with(deploy: 1) { deploy in
      deploy.code.uses[0].reads = [ColumnUse(column("title"), string.optional)]
    }
    expectRefused(mutant, .nothingStale, at: 1)
  }

  @Test func fillingOnlyTheAbsentLeavesStaleCopies() {
    expectRefused(Self.good.with { $0.backfills[0].pending = .notIn(string) }, .nothingStale, at: 2)
  }

  @Test func withoutTheBackfillRowsLackTheNewColumn() {
    expectRefused(Self.good.without(.backfilled("users.title"), of: 2), .rowsFit, at: 2)
  }

  @Test func backfillingWhileOldCodeWritesIsUndone() {
    expectRefused(Self.good.without(.released(deploy: 1), of: 2), .nothingStale, at: 2)
  }

  @Test func writingOnlyTheNewTooEarlyMakesTheOldStale() {
    let mutant = Self.good.with(deploy: 2) { deploy in
      deploy.code.uses[0].writes = [ColumnUse(column("title"), string)]
      deploy.schema = Schema(tables: [users([Field("name", string.optional), Self.new])])
    }
    expectRefused(mutant, .nothingStale, at: 2)
  }

  @Test func droppingTheOldWhileItIsWrittenIsRefused() {
    expectRefused(Self.good.without(.released(deploy: 3), of: 4), .writesAccepted, at: 4)
  }

  @Test func switchingInTwoReleasesIsRefused() {
    expectRefused(Self.good.without(deploy: 2), .nothingStale)
    #expect(!prove(Self.good.without(deploy: 3)).isEmpty)
    #expect(!prove(Self.good.without(deploy: 1)).isEmpty)
  }

  @Test func demandingTheNewColumnFromOldCodeIsRefused() {
    let mutant = Self.good.with(deploy: 1) { $0.schema = Schema(tables: [users([Self.old, Self.new])]) }
    expectRefused(mutant, .writesAccepted, at: 1)
    expectRefused(mutant, .rowsFit, at: 1)
  }

  @Test func droppingTheNewInsteadLosesTheTruth() {
    let mutant = Self.good.with { plan in
      plan.deploys[1].code = CodeVersion()
      plan.deploys[1].schema = Schema(tables: [users([Field("title", string.optional)])])
      plan.deploys[1].gates = [.released(deploy: 1)]
      plan.deploys.removeLast(2)
    }
    expectRefused(mutant, .nothingLost, at: 2)
  }
}

/// The same on a store that keeps the columns in step: one release.
@Suite struct RenameInStepPlanTests {
  typealias Three = RenamePlanTests
  static let usesNew = code(use("title", reads: ["title": string], writes: ["title": string], truths: ["name"]))
  static let pair = InStep(old: column("name"), new: column("title"), transform: .copy)

  static func good(_ target: Target, between: Field) -> Plan {
    let both = [between, Field("title", string.optional)]
    let filled = target == .sqlite ? both : [between, Three.new]
    return plan(
      target, from: [Three.old], before: Three.writesOld, meanings: ["name": ["name"], "title": ["name"]],
      backfills: [backfill("title", from: ["name"], .copy, .differs, after: 1)],
      deploy(both, inStep: [pair]),
      deploy(filled, gates: [.backfilled("users.title")], inStep: [pair], usesNew),
      deploy([Three.new], gates: [.released(deploy: 2), .backup([column("name")])]))
  }
  static let postgres = good(.postgresql, between: Three.old)
  static let sqlite = good(.sqlite, between: Field("name", string.optional))

  @Test(arguments: [postgres, sqlite]) func oneReleaseIsAccepted(_ good: Plan) { expectAccepted(good) }

  @Test func whatTheStoreKeepsInStepIsFilledByAnyPredicate() {
    expectAccepted(Self.postgres.with { $0.backfills[0].pending = .notIn(string) })
  }

  @Test func onSQLiteTriggersComeTooLateForARequiredColumn() {
    expectRefused(Self.good(.sqlite, between: Three.old), .writesAccepted, at: 2)
  }

  @Test func withoutTheBackfillTheNewColumnIsStale() {
    expectRefused(Self.postgres.without(.backfilled("users.title"), of: 2), .nothingStale, at: 2)
  }

  @Test func lettingGoOfTheOldColumnWhileOldCodeRunsIsRefused() {
    expectRefused(Self.postgres.with(deploy: 2) { $0.inStep = [] }, .nothingStale, at: 2)
    expectRefused(Self.postgres.without(.released(deploy: 2), of: 3), .writesAccepted, at: 3)
  }

  @Test func aDefaultOnBothHidesWhatOldCodeWrites() {
    let mutant = Self.postgres.with { plan in
      let before = Field("name", string, defaultValue: .literal(.string("")))
      let after = Field("title", string, defaultValue: .literal(.string("")))
      plan.base = Schema(target: .postgresql, tables: [users([before])])
      for place in 0...1 {
        plan.deploys[place].schema = Schema(target: .postgresql, tables: [users([before, after])])
      }
    }
    expectRefused(mutant, .nothingStale)
  }

  @Test func aConversionWithoutATotalInverseCannotBeKeptInStep() {
    let mutant = Self.postgres.with { plan in
      plan.base = Schema(target: .postgresql, tables: [users([Field("name", int)])])
      plan.before = code(use("name", reads: ["name": int], writes: ["name": int]))
      plan.backfills[0].transform = .convert(.text(from: .int))
      for place in 0...1 {
        plan.deploys[place].inStep[0].transform = .convert(.text(from: .int))
        plan.deploys[place].schema = Schema(
          target: .postgresql, tables: [users([Field("name", int), Field("title", string.optional)])])
      }
      plan.deploys[0].code = plan.before
    }
    expectRefused(mutant, .writesAccepted, at: 2)
  }
}
