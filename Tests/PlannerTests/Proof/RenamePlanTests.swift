// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import Planner
import SchemaModel
import Testing

/// A rename of `name` to `title` in three releases.
@Suite struct RenamePlanTests {
  static let old = Field("name", string)
  static let new = Field("title", string)

  static let writesOld = code(use("name", reads: ["name": string], writes: ["name": string]))
  static let writesBothReadsOld = code(
    use("title", reads: ["name": string], writes: ["name": string, "title": string], logicalFields: ["name"]))
  static let writesBothReadsNew = code(
    use("title", reads: ["title": string], writes: ["name": string, "title": string], logicalFields: ["name"]))
  static let usesNew = code(use("title", reads: ["title": string], writes: ["title": string], logicalFields: ["name"]))

  static let good = plan(
    from: [old], before: writesOld, columnMapping: ["name": ["name"], "title": ["name"]],
    backfills: [
      backfill("title", from: ["name"], .copy, .differs, after: 1), backfill("name", .unset, .present, after: 3),
    ],
    deploy([old, Field("title", string.optional)], writesBothReadsOld),
    deploy([old, new], gates: [.released(deploy: 1), .backfilled("users.title")], writesBothReadsNew),
    deploy([Field("name", string.optional), new], gates: [.released(deploy: 2)], usesNew),
    deploy([new], gates: [.released(deploy: 3), .backup([column("name")]), .backfilled("users.name")]))

  @Test("A rename in three releases is accepted")
  func threeReleasesAreAccepted() { expectAccepted(Self.good) }

  @Test("A rename that leaves values in the old column is rejected on a document store")
  func theOldColumnIsUnset() {
    let kept = Self.good.without(.backfilled("users.name"), of: 4).with { $0.backfills.removeLast() }
    expectRejected(kept, .nothingLost, at: 4)
    expectAccepted(kept.on(.postgresql))
    // Code of deploy 2 still writes it.
    expectRejected(Self.good.without(.released(deploy: 3), of: 4), .nothingLost, at: 4)
  }

  @Test("The last current copy of a value is not dropped without a backup")
  func theLastCurrentCopyStays() {
    let unsaved = Self.good.without(.backup([column("name")]), of: 4).on(.postgresql)
    // Code of deploy 3 writes the old column, so the new one is no copy of it any more.
    expectRejected(unsaved.with(deploy: 3) { $0.code = Self.writesOld }, .nothingLost, at: 4)
  }

  @Test("A fallback to the old column reads a stale copy")
  func fallingBackToTheOldColumnReadsAStaleCopy() {
    let mutant = Self.good.with(deploy: 1) { deploy in
      deploy.code.uses[0].reads = [ColumnUse(column("title"), string.optional), ColumnUse(column("name"), string)]
    }
    expectRejected(mutant, .nothingStale, at: 1)
  }

  @Test("Reading the new column in the first release reads a stale copy")
  func readingTheNewColumnAtOnceReadsAStaleCopy() {
    let mutant = Self.good.with(deploy: 1) { deploy in
      deploy.code.uses[0].reads = [ColumnUse(column("title"), string.optional)]
    }
    expectRejected(mutant, .nothingStale, at: 1)
  }

  @Test("A backfill that copies a column which running code no longer writes is rejected")
  func copyingAStaleColumn() {
    let mutant = Self.good.with(deploy: 1) { $0.code = Self.usesNew }
    let isFound = check(mutant).contains { violation in
      if case .copiesStale(backfill: "users.title", _, from: column("name")) = violation.reason { true } else { false }
    }
    #expect(isFound, "\(check(mutant).map(\.description))")
  }

  @Test("A backfill of missing values only leaves stale copies")
  func fillingOnlyTheAbsentLeavesStaleCopies() {
    expectRejected(Self.good.with { $0.backfills[0].pending = .notIn(string) }, .nothingStale, at: 2)
  }

  @Test("A rename without its backfill is rejected")
  func withoutTheBackfillRowsLackTheNewColumn() {
    expectRejected(Self.good.without(.backfilled("users.title"), of: 2), .rowsFit, at: 2)
  }

  @Test("A backfill while old code writes leaves stale copies")
  func backfillingWhileOldCodeWritesIsUndone() {
    expectRejected(Self.good.without(.released(deploy: 1), of: 2), .nothingStale, at: 2)
  }

  @Test("Writing only the new column while old code reads is rejected")
  func writingOnlyTheNewTooEarlyMakesTheOldStale() {
    let mutant = Self.good.with(deploy: 2) { deploy in
      deploy.code.uses[0].writes = [ColumnUse(column("title"), string)]
      deploy.schema = Schema(tables: [users([Field("name", string.optional), Self.new])])
    }
    expectRejected(mutant, .nothingStale, at: 2)
  }

  @Test("Dropping the old column while code writes it is rejected")
  func droppingTheOldWhileItIsWrittenIsRefused() {
    expectRejected(Self.good.without(.released(deploy: 3), of: 4), .writesAccepted, at: 4)
  }

  @Test("A rename in two releases is rejected")
  func switchingInTwoReleasesIsRefused() {
    expectRejected(Self.good.without(deploy: 2), .nothingStale)
    #expect(!check(Self.good.without(deploy: 3)).isEmpty)
    #expect(!check(Self.good.without(deploy: 1)).isEmpty)
  }

  @Test("Requiring the new column while old code inserts is rejected")
  func demandingTheNewColumnFromOldCodeIsRefused() {
    let mutant = Self.good.with(deploy: 1) { $0.schema = Schema(tables: [users([Self.old, Self.new])]) }
    expectRejected(mutant, .writesAccepted, at: 1)
    expectRejected(mutant, .rowsFit, at: 1)
  }

  @Test("Dropping the new column instead of the old one loses data")
  func droppingTheNewInsteadLosesTheTruth() {
    let mutant = Self.good.with { plan in
      plan.deploys[1].code = CodeVersion()
      plan.deploys[1].schema = Schema(tables: [users([Field("title", string.optional)])])
      plan.deploys[1].gates = [.released(deploy: 1)]
      plan.deploys.removeLast(2)
    }
    expectRejected(mutant, .nothingLost, at: 2)
  }
}

/// A rename with synchronised columns in one release.
@Suite struct RenameInSyncPlanTests {
  typealias Three = RenamePlanTests
  static let usesNew = code(use("title", reads: ["title": string], writes: ["title": string], logicalFields: ["name"]))
  static let pair = SyncedColumns(old: column("name"), new: column("title"), transform: .copy)

  static func good(_ target: Target, between: Field) -> Plan {
    let both = [between, Field("title", string.optional)]
    let filled = target == .sqlite ? both : [between, Three.new]
    return plan(
      target, from: [Three.old], before: Three.writesOld, columnMapping: ["name": ["name"], "title": ["name"]],
      backfills: [backfill("title", from: ["name"], .copy, .differs, after: 1)],
      deploy(both, synced: [pair]),
      deploy(filled, gates: [.backfilled("users.title")], synced: [pair], usesNew),
      deploy([Three.new], gates: [.released(deploy: 2), .backup([column("name")])]))
  }
  static let postgres = good(.postgresql, between: Three.old)
  static let sqlite = good(.sqlite, between: Field("name", string.optional))

  @Test("A rename with synchronised columns in one release is accepted", arguments: [postgres, sqlite])
  func oneReleaseIsAccepted(_ good: Plan) { expectAccepted(good) }

  @Test("A backfill of missing values only is enough for synchronised columns")
  func whatTheStoreKeepsInStepIsFilledByAnyPredicate() {
    expectAccepted(Self.postgres.with { $0.backfills[0].pending = .notIn(string) })
  }

  @Test("A required synchronised column is rejected on SQLite")
  func onSQLiteTriggersComeTooLateForARequiredColumn() {
    expectRejected(Self.good(.sqlite, between: Three.old), .writesAccepted, at: 2)
  }

  @Test("A rename with synchronised columns without its backfill is rejected")
  func withoutTheBackfillTheNewColumnIsStale() {
    expectRejected(Self.postgres.without(.backfilled("users.title"), of: 2), .nothingStale, at: 2)
  }

  @Test("Ending the synchronisation while old code runs is rejected")
  func lettingGoOfTheOldColumnWhileOldCodeRunsIsRefused() {
    expectRejected(Self.postgres.with(deploy: 2) { $0.synced = [] }, .nothingStale, at: 2)
    expectRejected(Self.postgres.without(.released(deploy: 2), of: 3), .writesAccepted, at: 3)
  }

  @Test("Dropping the old column of a rename without a backup is rejected, although the new column has its values")
  func withoutTheBackupOfTheOldColumn() {
    expectRejected(Self.postgres.without(.backup([column("name")]), of: 3), .nothingLost, at: 3)
    expectRejected(Self.sqlite.without(.backup([column("name")]), of: 3), .nothingLost, at: 3)
  }

  @Test("Defaults on both synchronised columns are rejected")
  func aDefaultOnBothHidesWhatOldCodeWrites() {
    let mutant = Self.postgres.with { plan in
      let before = Field("name", string, defaultValue: .literal(.string("")))
      let after = Field("title", string, defaultValue: .literal(.string("")))
      plan.base = Schema(target: .postgresql, tables: [users([before])])
      for position in 0...1 {
        plan.deploys[position].schema = Schema(target: .postgresql, tables: [users([before, after])])
      }
    }
    expectRejected(mutant, .nothingStale)
  }

  @Test("Synchronising by a conversion without a total inverse is rejected")
  func aConversionWithoutATotalInverseCannotBeKeptInStep() {
    let mutant = Self.postgres.with { plan in
      plan.base = Schema(target: .postgresql, tables: [users([Field("name", int)])])
      plan.before = code(use("name", reads: ["name": int], writes: ["name": int]))
      plan.backfills[0].transform = .convert(.text(from: .int))
      for position in 0...1 {
        plan.deploys[position].synced[0].transform = .convert(.text(from: .int))
        plan.deploys[position].schema = Schema(
          target: .postgresql, tables: [users([Field("name", int), Field("title", string.optional)])])
      }
      plan.deploys[0].code = plan.before
    }
    expectRejected(mutant, .writesAccepted, at: 2)
  }

  @Test("A backfill from another column fills in its default, and copies the values of the other rows")
  func aFilledCopyHasTheValuesOfItsSource() {
    func filled(_ type: FieldType) -> Plan {
      let optional = type.optional
      let before = code(use("name", reads: ["name": string.optional], writes: ["name": string.optional]))
      func next(reads: KeyValuePairs<String, FieldType>) -> CodeVersion {
        code(use("title", reads: reads, writes: ["name": type, "title": type], logicalFields: ["name"]))
      }
      return plan(
        .postgresql, from: [users([Field("name", string.optional)])], before: before,
        columnMapping: [column("name"): [logicalField("name")], column("title"): [logicalField("name")]],
        assessments: [],
        backfills: [backfill("title", from: ["name"], .fill(.literal(.string("?"))), .differs, after: 1)],
        [
          deploy([Field("name", string.optional), Field("title", optional)], next(reads: ["name": string.optional])),
          deploy(
            [Field("name", string.optional), Field("title", type)],
            gates: [.released(deploy: 1), .backfilled("users.title")], next(reads: ["title": type])),
        ])
    }
    #expect(check(filled(string)).filter { $0.invariant != .wellFormed }.map(\.description) == [])
    #expect(check(filled(literals("?", "x"))).contains { $0.invariant == .rowsFit })
  }

  @Test("A field that keeps its name and gets another column needs its values there")
  func anotherColumnOfOneName() {
    var moved = Field("name", string)
    moved.explicitStoredName = "title"
    let uses = code(use("name", reads: ["title": string], writes: ["title": string]))
    let unfilled = plan(
      from: [RenamePlanTests.old], before: RenamePlanTests.writesOld,
      columnMapping: ["name": ["name"], "title": ["name"]],
      deploy([moved], uses))
    expectRejected(unfilled, .rowsFit, at: 1)
    expectRejected(unfilled, .nothingLost, at: 1)
  }

  @Test("Code that reads the old column where the new one has no value runs alone, or beside code that does the same")
  func replacesOnWrite() throws {
    let text = "target convex\ntable t {\n a: int\n}\n"
    let short = try planMigration(
      from: schema(text), to: schema(text.replacing("a: int", with: "b: int @was(a)")),
      options: PlanOptions(isShort: true)
    ).plan
    expectAccepted(short)
    #expect(short.deploys.first?.code.uses.contains { $0.replaces == ColumnID("t", "a") } == true)
    // On another target, code from before writes the old column beside it.
    #expect(check(short.on(.document)).contains { $0.reason == .readsStale(LogicalField("t", "a")) })
  }
}
