// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaModel
import Testing

/// A field goes: first nobody reads it, then nobody writes it, then its values go, then the column.
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

  @Test func anOptionalFieldTakesOneRelease() { expectAccepted(Self.optional) }

  @Test func droppingWithoutABackupIsRefused() {
    expectRefused(Self.optional.without(.backup([column("note")]), of: 2), .nothingLost, at: 2)
  }

  @Test func droppingWithoutSayingSoIsRefused() {
    expectRefused(Self.optional.with { $0.assessments[0].hazards = [] }, .nothingLost, at: 2)
  }

  @Test func droppingWithoutUnsettingNeedsTheBackupToo() {
    let direct = Self.optional.with { $0.backfills = [] }.without(.backfilled("users.note"), of: 2)
    expectAccepted(direct.on(.postgresql))
    expectRefused(direct.on(.postgresql).without(.backup([column("note")]), of: 2), .nothingLost, at: 2)
  }

  @Test("A document store drops nothing: a column that still holds values is not gone")
  func documentsKeepWhatNoBackfillUnsets() {
    expectRefused(
      Self.optional.with { $0.backfills = [] }.without(.backfilled("users.note"), of: 2), .nothingLost, at: 2)
  }

  @Test func unsettingBeforeCodeStopsIsRefused() {
    expectRefused(Self.optional.without(.released(deploy: 1), of: 2), .nothingLost, at: 2)
    expectRefused(Self.optional.without(.released(deploy: 1), of: 2), .rowsReadable, at: 2)
    expectRefused(Self.optional.with(deploy: 2) { $0.gates = [$0.gates[1], $0.gates[2], $0.gates[0]] }, .nothingLost)
  }

  @Test func aBackupBeforeTheLastWriteIsTooEarly() {
    expectRefused(Self.optional.with(deploy: 2) { $0.gates.swapAt(0, 1) }, .nothingLost, at: 2)
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

  @Test func aRequiredFieldTakesTwoReleases() { expectAccepted(Self.required) }

  @Test func stoppingToWriteAtOnceLeavesOldReadersWithoutAValue() {
    let mutant = Self.required.without(deploy: 1)
    expectRefused(mutant, .rowsReadable, at: 1)
    #expect(prove(mutant).first { $0.invariant == .rowsReadable }?.witness == .absent)
    expectRefused(Self.required.without(.released(deploy: 1), of: 2), .rowsReadable, at: 2)
  }

  @Test func stoppingToWriteWhatTheStoreDemandsIsRefused() {
    let mutant = Self.required.with(deploy: 2) { $0.schema = Schema(tables: [users([Self.name, Self.full])]) }
    expectRefused(mutant, .writesAccepted, at: 2)
  }

  @Test func unsettingWhileCodeWritesIsRefused() {
    expectRefused(Self.required.without(.released(deploy: 2), of: 3), .writesAccepted, at: 3)
    expectRefused(Self.required.without(.released(deploy: 2), of: 3), .nothingLost, at: 3)
  }

  static let relying = Field("note", string, defaultValue: .literal(.string("-")))
  static let withoutDefault = plan(
    .postgresql, from: [relying],
    before: CodeVersion(
      uses: [use("note", reads: ["note": string], writes: ["note": string])], relinquishes: [column("note")]),
    deploy([relying], code(use("note", reads: ["note": string], writes: ["note": string]))),
    deploy([full], gates: [.released(deploy: 1)]))

  @Test func aDefaultGoesWhenNobodyCountsOnIt() { expectAccepted(Self.withoutDefault) }

  @Test func aDefaultThatOldCodeCountsOnStays() {
    expectRefused(Self.withoutDefault.without(.released(deploy: 1), of: 2), .writesAccepted, at: 2)
    expectRefused(plan(.postgresql, from: [Self.relying], deploy([Self.full])), .writesAccepted, at: 1)
  }

  @Test func aChangedDefaultIsNobodysLoss() {
    let other = Field("note", string, defaultValue: .literal(.string("?")))
    expectAccepted(plan(.postgresql, from: [Self.relying], deploy([other])))
    expectAccepted(plan(.postgresql, from: [Self.full], deploy([Self.relying])))
  }
}
