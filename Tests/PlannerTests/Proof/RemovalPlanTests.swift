// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaModel
import Testing

/// Removed fields: code stops reading, then writing; then values are deleted, then the column.
@Suite struct RemovalPlanTests {
  static let name = Field("name", string)
  static let note = Field("note", string.optional)
  static let unset = backfill("note", .unset, .present, after: 1)

  static let optional = plan(
    from: [name, note],
    before: code(use("note", reads: ["note": string.optional], writes: ["note": string.optional])),
    assessments: [deletion(of: note)], backfills: [unset],
    deploy([name, note], CodeVersion()),
    deploy(
      [name], gates: [.released(deploy: 1), .backup([column("note")]), .backfilled("users.note")]))

  @Test("Removing an optional field takes one release")
  func anOptionalFieldTakesOneRelease() { expectAccepted(Self.optional) }

  @Test("Dropping a column without a backup is rejected")
  func droppingWithoutABackupIsRefused() {
    expectRejected(Self.optional.without(.backup([column("note")]), of: 2), .nothingLost, at: 2)
  }

  @Test("What a revision breaks is reported at that revision, also in the order of the violations")
  func momentOfARevision() {
    let direct = Self.optional.with { $0.backfills = [] }.without(.backfilled("users.note"), of: 2).on(.postgresql)
    let found = check(direct.without(.backup([column("note")]), of: 2))
    #expect(found.first { $0.invariant == .nothingLost && $0.column == column("note") }?.moment == Moment(2, .revision))
    #expect(found.map(\.moment) == found.map(\.moment).sorted())
  }

  @Test("Dropping a column without the hazard deletes-data is rejected")
  func droppingWithoutSayingSoIsRefused() {
    expectRejected(Self.optional.with { $0.assessments[0].hazards = [] }, .nothingLost, at: 2)
  }

  @Test("Dropping a column without a backfill needs the backup too")
  func droppingWithoutUnsettingNeedsTheBackupToo() {
    let direct = Self.optional.with { $0.backfills = [] }.without(.backfilled("users.note"), of: 2)
    expectAccepted(direct.on(.postgresql))
    expectRejected(direct.on(.postgresql).without(.backup([column("note")]), of: 2), .nothingLost, at: 2)
  }

  @Test("Removing a column that still holds values is rejected on a document store")
  func documentsKeepWhatNoBackfillUnsets() {
    expectRejected(
      Self.optional.with { $0.backfills = [] }.without(.backfilled("users.note"), of: 2), .nothingLost, at: 2)
  }

  @Test("Removing values before code stops reading is rejected")
  func unsettingBeforeCodeStopsIsRefused() {
    expectRejected(Self.optional.without(.released(deploy: 1), of: 2), .nothingLost, at: 2)
    expectRejected(Self.optional.without(.released(deploy: 1), of: 2), .rowsReadable, at: 2)
    expectRejected(Self.optional.with(deploy: 2) { $0.gates = [$0.gates[1], $0.gates[2], $0.gates[0]] }, .nothingLost)
  }

  @Test("A backup before the last write is rejected")
  func aBackupBeforeTheLastWriteIsTooEarly() {
    expectRejected(Self.optional.with(deploy: 2) { $0.gates.swapAt(0, 1) }, .nothingLost, at: 2)
  }

  static let full = Field("note", string)
  static let stillWrites = code(use("note", writes: ["note": string]))
  static let required = plan(
    from: [name, full], before: code(use("note", reads: ["note": string], writes: ["note": string])),
    assessments: [deletion(of: full)], backfills: [backfill("note", .unset, .present, after: 2)],
    deploy([name, full], stillWrites),
    deploy([name, note], gates: [.released(deploy: 1)], CodeVersion()),
    deploy(
      [name], gates: [.released(deploy: 2), .backup([column("note")]), .backfilled("users.note")]))

  @Test("Removing a required field takes two releases")
  func aRequiredFieldTakesTwoReleases() { expectAccepted(Self.required) }

  @Test("Code that stops writing while old code reads is rejected")
  func stoppingToWriteAtOnceLeavesOldReadersWithoutAValue() {
    let mutant = Self.required.without(deploy: 1)
    expectRejected(mutant, .rowsReadable, at: 1)
    #expect(check(mutant).first { $0.invariant == .rowsReadable }?.witness == .absent)
    expectRejected(Self.required.without(.released(deploy: 1), of: 2), .rowsReadable, at: 2)
  }

  @Test("Code that stops writing a required column is rejected")
  func stoppingToWriteWhatTheStoreDemandsIsRefused() {
    let mutant = Self.required.with(deploy: 2) { $0.schema = Schema(tables: [users([Self.name, Self.full])]) }
    expectRejected(mutant, .writesAccepted, at: 2)
  }

  @Test("Removing values while code writes is rejected")
  func unsettingWhileCodeWritesIsRefused() {
    expectRejected(Self.required.without(.released(deploy: 2), of: 3), .writesAccepted, at: 3)
    expectRejected(Self.required.without(.released(deploy: 2), of: 3), .nothingLost, at: 3)
  }

  static let relying = Field("note", string, defaultValue: .literal(.string("-")))
  static let withoutDefault = plan(
    .postgresql, from: [relying],
    before: CodeVersion(
      uses: [use("note", reads: ["note": string], writes: ["note": string])], relinquishes: [column("note")]),
    deploy([relying], code(use("note", reads: ["note": string], writes: ["note": string]))),
    deploy([full], gates: [.released(deploy: 1)]))

  @Test("A default is dropped after no code relies on it")
  func aDefaultGoesWhenNobodyCountsOnIt() { expectAccepted(Self.withoutDefault) }

  @Test("Dropping a default while old code relies on it is rejected")
  func aDefaultThatOldCodeCountsOnStays() {
    expectRejected(Self.withoutDefault.without(.released(deploy: 1), of: 2), .writesAccepted, at: 2)
    expectRejected(plan(.postgresql, from: [Self.relying], deploy([Self.full])), .writesAccepted, at: 1)
  }

  @Test("A changed default is accepted")
  func aChangedDefaultIsNobodysLoss() {
    let other = Field("note", string, defaultValue: .literal(.string("?")))
    expectAccepted(plan(.postgresql, from: [Self.relying], deploy([other])))
    expectAccepted(plan(.postgresql, from: [Self.full], deploy([Self.relying])))
  }
}
