// Part of Bellows. MIT licence: see LICENSE.
import Testing

@testable import Bellows

/// What comes next, from the build and the ledger alone.
struct NextActionTests {
  /// Three deploys: widen, tighten, and a last one that drops a column after a backup.
  static let plan = MigrationPlan(
    name: "first", base: "s0", goal: "s3",
    deploys: [
      MigrationDeploy(number: 1, phase: .widen, fingerprint: "s1", isRelease: true),
      MigrationDeploy(
        number: 2, phase: .tighten, fingerprint: "s2", isRelease: true,
        gates: [
          .released(deploy: 1), .backup(table: "t", key: [], columns: ["a"]), .backfilled("t.a"),
          .verified([StoredCheck("t.a")]),
        ]),
      MigrationDeploy(
        number: 3, phase: .tighten, fingerprint: "s3", isRelease: false,
        gates: [.released(deploy: 2), .backup(table: "t", key: [], columns: ["b"])]),
    ],
    backfills: [Self.backfill("t.a", after: 1)])

  static let second = MigrationPlan(
    name: "second", base: "s3", goal: "s4",
    deploys: [MigrationDeploy(number: 1, phase: .widen, fingerprint: "s4", isRelease: true)],
    backfills: [])

  static func backfill(_ name: String, after: Int) -> Backfill {
    Backfill(
      name, after: after, kind: .custom, pending: .invalid, table: "t", key: [], reads: [], writes: [],
      fits: { _ in true }
    ) { _ in RowChanges("t", []) }
  }

  private func build(at deploy: Int) -> Migrations {
    Migrations(
      schema: ["s0", "s1", "s2", "s3"][deploy], tables: [StoredTable("t", [])],
      plans: deploy == 0 ? [] : [Self.plan.at(deploy: deploy)])
  }

  private func ledger(
    at deploy: Int, released: Int = 0, cancelled: String? = nil, _ change: (inout PlanProgress) -> Void = { _ in }
  ) -> LedgerState {
    var progress = PlanProgress(record: Self.plan.record(at: deploy, released: released))
    change(&progress)
    return LedgerState(schema: ["s0", "s1", "s2", "s3"][deploy], cancelled: cancelled, plans: [progress])
  }

  private func next(_ build: Migrations, _ ledger: LedgerState?) -> NextAction {
    nextAction(build, ledger, hasTables: true)
  }

  private func changed(_ state: BackfillRecord.State) -> BackfillRecord {
    BackfillRecord(name: "t.a", after: 1, state: state, total: 1, scanned: 1, changed: 1)
  }

  private let backup = BackupRecord(id: 1, gate: GatePosition(deploy: 2, index: 1), name: "i", isOpen: true)

  @Test("Without a ledger, an empty database is created and any other adopted") func withoutALedger() {
    #expect(nextAction(build(at: 1), nil, hasTables: false) == .create)
    #expect(nextAction(build(at: 1), nil, hasTables: true) == .adopt)
    let documents = Migrations(schema: "s1", plans: [Self.plan.at(deploy: 1)])
    #expect(nextAction(documents, nil, hasTables: false) == .adopt, "an empty store looks like a full one")
  }

  @Test("The first closed gate determines the next action") func eachGateInItsTurn() {
    #expect(next(build(at: 1), LedgerState(schema: "s0")) == .schema(plan: "first", deploy: 1))
    var state = ledger(at: 1)
    #expect(next(build(at: 1), state) == .release(plan: "first", deploy: 1))
    state.plans[0].record.released = 1
    #expect(next(build(at: 1), state) == .backUp(plan: "first", gate: backup.gate))
    state.plans[0].backups = [backup]
    #expect(next(build(at: 1), state) == .backfill(plan: "first", name: "t.a"))
    for unfinished in BackfillRecord.State.allCases where unfinished != .done {
      state.plans[0].backfills = [changed(unfinished)]
      #expect(next(build(at: 1), state) == .backfill(plan: "first", name: "t.a"), "\(unfinished)")
    }
    state.plans[0].backfills = [changed(.done)]
    let gate = GatePosition(deploy: 2, index: 3)
    #expect(next(build(at: 1), state) == .verify(plan: "first", gate: gate))
    state.plans[0].verified = [gate]
    #expect(next(build(at: 1), state) == .advance(plan: "first", deploy: 2))
    #expect(next(build(at: 2), state) == .schema(plan: "first", deploy: 2))
    #expect(next(build(at: 3), state) == .schema(plan: "first", deploy: 2), "one deploy at a time")
  }

  @Test("The next plan starts after the last release of the previous one") func theEndAndTheNextPlan() {
    #expect(next(build(at: 3), ledger(at: 3, released: 2)) == .done(plan: "first"))
    let both = Migrations(schema: "s4", tables: [StoredTable("t", [])], plans: [Self.plan, Self.second])
    #expect(next(both, ledger(at: 3, released: 2)) == .schema(plan: "second", deploy: 1))
    #expect(
      next(both, ledger(at: 3, released: 1)) == .release(plan: "first", deploy: 2),
      "code from the midst of the first plan must be gone before the second begins")
  }

  @Test("The files of a finished plan may be deleted once the build names it") func anOldPlanWhoseFilesWereDeleted() {
    let t = [StoredTable("t", [])]
    let later = Migrations(schema: "s4", tables: t, retired: ["first"], plans: [Self.second])
    #expect(next(later, ledger(at: 3, released: 2)) == .schema(plan: "second", deploy: 1))
    #expect(next(later, ledger(at: 2, released: 2)) == .refused(.retired("first")))
    #expect(next(later, LedgerState(schema: "s1")) == .refused(.retired("first")), "it never did the plan")
    let unnamed = Migrations(schema: "s4", tables: t, plans: [Self.second])
    #expect(
      next(unnamed, ledger(at: 3, released: 2)) == .ahead(plan: "first", deploy: 0, compatibility: .incompatible),
      "it may be a build from before the plan")
    let same = Migrations(schema: "s3", tables: t, plans: [])
    #expect(next(same, ledger(at: 3)) == .done(plan: "first"))
    #expect(
      next(Migrations(schema: "s9", tables: t, plans: []), LedgerState(schema: "s3"))
        == .refused(.noWay(from: "s3", to: "s9")))
  }

  @Test("A database is at a build only if no newer plan has changed it, finished or not") func isAtABuild() {
    let own = build(at: 2)
    let (none, begun, done) = (0, 1, 3)
    func isAt(_ build: Migrations, newer deploy: Int, schema: String? = "newer") -> Bool {
      var state = ledger(at: 2)
      var newer = Self.plan.record(at: deploy, released: 0)
      newer.name = "newer"
      state.plans.append(PlanProgress(record: newer))
      state.schema = schema
      return state.isAt(build)
    }
    #expect(ledger(at: 2).isAt(own) && !ledger(at: 1).isAt(own))
    #expect(isAt(own, newer: none) && !isAt(own, newer: begun) && !isAt(own, newer: done))
    #expect(isAt(own, newer: done, schema: own.schema), "a plan whose files were deleted")
    let retired = Migrations(schema: own.schema, tables: own.tables, retired: ["newer"], plans: own.all)
    #expect(isAt(retired, newer: done) && !isAt(retired, newer: begun))
  }

  @Test("Backfills that no gate waits for run after the last deploy") func backfillsThatNoGateWaitsFor() {
    let repair = MigrationPlan(
      name: "repair", base: "s3", goal: "s3",
      deploys: [MigrationDeploy(number: 1, phase: .backfill, fingerprint: "s3", isRelease: false)],
      backfills: [Self.backfill("t.a", after: 1)])
    let build = Migrations(schema: "s3", tables: [StoredTable("t", [])], plans: [repair, Self.second.at(deploy: 0)])
    var state = LedgerState(schema: "s3", plans: [PlanProgress(record: repair.record(at: 1, released: 0))])
    #expect(next(build, state) == .backfill(plan: "repair", name: "t.a"))
    state.plans[0].backfills = [changed(.done)]
    #expect(next(build, state) == .advance(plan: "second", deploy: 1))
  }

  @Test("A plan that was changed after its first deploy is refused") func aPlanThatWasChanged() {
    var state = ledger(at: 1)
    state.plans[0].record.schema = "other"
    #expect(next(build(at: 1), state) == .refused(.changedPlan(plan: "first", deploy: 1)))
  }

  @Test("An older build is supported if the gates allow its code") func olderBuildsAreServedAsFarAsTheGatesSay() {
    // Nothing older than deploy 0 is asked to be gone before deploy 1: the build before the plan is served.
    #expect(
      next(build(at: 0), ledger(at: 1, released: 1))
        == .ahead(plan: "first", deploy: 0, compatibility: .compatibleAfterInvalidation))
    #expect(next(build(at: 0), ledger(at: 1)) == .ahead(plan: "first", deploy: 0, compatibility: .compatible))
    let open = ledger(at: 1) { $0.backups = [backup] }
    #expect(next(build(at: 0), open) == .ahead(plan: "first", deploy: 0, compatibility: .compatibleAfterInvalidation))
    // Deploy 2 begins when only code of deploy 1 runs.
    #expect(
      next(build(at: 0), ledger(at: 2, released: 1)) == .ahead(plan: "first", deploy: 0, compatibility: .incompatible))
    #expect(
      next(build(at: 1), ledger(at: 2, released: 1)) == .ahead(plan: "first", deploy: 1, compatibility: .compatible))
    #expect(
      next(build(at: 1), ledger(at: 2, released: 2))
        == .ahead(plan: "first", deploy: 1, compatibility: .compatibleAfterInvalidation))
    #expect(
      next(build(at: 1), ledger(at: 3, released: 2)) == .ahead(plan: "first", deploy: 1, compatibility: .incompatible))
    #expect(
      next(build(at: 2), ledger(at: 3, released: 2)) == .ahead(plan: "first", deploy: 2, compatibility: .compatible))
  }

  @Test("Invalidation for an older build opens no gate and happens once") func invalidationOpensNothingAndHappensOnce()
  {
    var state = ledger(at: 1, released: 1) {
      $0.backups = [backup]
      $0.backfills = [changed(.done)]
      $0.verified = [GatePosition(deploy: 2, index: 3)]
    }
    #expect(!state.plans[0].needsNoInvalidation(at: 0))
    let invalidations = state.plans[0].invalidations(at: 0)
    #expect(invalidations.count == 3)
    state.plans[0].record.released = 0
    state.plans[0].verified = []
    state.plans[0].backups[0].isOpen = false
    state.plans[0].backfills = [changed(.rescan)]
    #expect(state.plans[0].needsNoInvalidation(at: 0) && state.plans[0].invalidations(at: 0).isEmpty)
    #expect(next(build(at: 1), state) == .release(plan: "first", deploy: 1), "the newer build waits again")
  }

  @Test("The status says whether the code of a build can run") func whetherTheCodeOfABuildCanRun() {
    let serves = { (build: Migrations, ledger: LedgerState?) in
      MigrationStatus(build, ledger, nextActions(build, ledger, hasTables: true)).servesThisBuild
    }
    #expect(!serves(build(at: 1), nil))
    #expect(!serves(build(at: 1), LedgerState(schema: "s0")))
    #expect(serves(build(at: 1), ledger(at: 1)))
    #expect(!serves(build(at: 2), ledger(at: 1)), "deploy 2 waits for a release")
    #expect(serves(build(at: 0), ledger(at: 1)))
    #expect(!serves(build(at: 0), ledger(at: 2, released: 1)))
    #expect(!serves(build(at: 2), ledger(at: 1, released: 1, cancelled: "anna")))
  }

  @Test("After a cancel, actions wait until it is revoked") func aCancelIsRemembered() {
    let state = ledger(at: 1, released: 1, cancelled: "anna")
    #expect(next(build(at: 1), state) == .cancelled("anna"))
    let done = ledger(at: 3, released: 2, cancelled: "anna")
    #expect(next(build(at: 3), done) == .done(plan: "first"), "nothing is left to cancel")
  }

  @Test("An unfilled function is refused before any action") func anUnfilledFunctionIsRefusedBeforeAnyAction() {
    struct Nothing: BackfillRow, WritableRow {
      static let table = "t"
      static let columns: [Column] = []
      static let keyColumns: [Int] = []
      init(row: some RowReader) throws {}
      func write(to row: inout some RowWriter) throws {}
    }
    let unfilled = Backfill("t.a", after: 1, kind: .custom, pending: .invalid) {
      (_: Nothing, _: Rows) async throws(Unfilled) -> Nothing in throw Unfilled()
    }
    let plan = MigrationPlan(name: "first", base: "s0", goal: "s3", deploys: Self.plan.deploys, backfills: [unfilled])
    let build = Migrations(schema: "s1", tables: [StoredTable("t", [])], plans: [plan.at(deploy: 1)])
    let refusal = MigrationRefused.unfilled(plan: "first", backfill: "t.a")
    #expect(next(build, LedgerState(schema: "s0")) == .refused(refusal))
    #expect(nextAction(build, nil, hasTables: false) == .refused(refusal))
  }

  @Test("The tables after each deploy follow from the plan") func whatTheDatabaseMustLookLike() {
    let table = { (name: String, text: String) in StoredTable(name, [text]) }
    let plan = MigrationPlan(
      name: "p", base: "a", goal: "c", before: [table("old", "0"), table("t", "0")],
      deploys: [
        MigrationDeploy(
          number: 1, phase: .widen, fingerprint: "b", isRelease: true,
          tables: [table("new", "1"), table("t", "1")]),
        MigrationDeploy(
          number: 2, phase: .tighten, fingerprint: "c", isRelease: false, tables: [table("t", "2")],
          dropped: ["old"]),
      ], backfills: [])
    #expect(plan.tables(at: 0).present == [table("old", "0"), table("t", "0")])
    #expect(plan.tables(at: 0).absent == ["new"])
    #expect(plan.tables(at: 1).present == [table("new", "1"), table("old", "0"), table("t", "1")])
    #expect(plan.tables(at: 2).present == [table("new", "1"), table("t", "2")])
    #expect(plan.tables(at: 2).absent == ["old"])
  }
}
