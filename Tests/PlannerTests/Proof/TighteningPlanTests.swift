// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaModel
import Testing

/// Tightened types: code stops writing old values, rows are converted, then the database rejects the values.
@Suite struct TighteningPlanTests {
  static let loose = Field("email", string.optional)
  static let tight = Field("email", string)
  static let reads = code(use("email", reads: ["email": string.optional], writes: ["email": string.optional]))
  static let writesNew = code(use("email", reads: ["email": string.optional], writes: ["email": string]))
  static let strict = code(use("email", reads: ["email": string], writes: ["email": string]))

  static let madeRequired = plan(
    from: [loose], before: reads,
    backfills: [backfill("email", from: ["email"], .custom, .notIn(string), after: 1)],
    deploy([loose], writesNew),
    deploy([tight], gates: [.released(deploy: 1), .backfilled("users.email")], strict))

  @Test("Making a field required takes two releases")
  func makingAFieldRequiredTakesTwoReleases() { expectAccepted(Self.madeRequired) }

  @Test("Each gate of a tightening is needed")
  func eachGateIsNeeded() {
    expectRejected(Self.madeRequired.without(.released(deploy: 1), of: 2), .writesAccepted, at: 2)
    expectRejected(Self.madeRequired.without(.backfilled("users.email"), of: 2), .rowsFit, at: 2)
    expectRejected(Self.madeRequired.without(deploy: 1), .writesAccepted)
  }

  @Test("A verified gate replaces the backfill if no row needs it")
  func aVerifiedGateWillDoWhenNobodyHasToMoveRows() {
    let path = SchemaPath("users", .field(["email"]))
    let counted = Self.madeRequired.with { plan in
      plan.backfills = []
      plan.deploys[1].gates = [.released(deploy: 1), .verified([path])]
    }
    expectAccepted(counted)
    expectRejected(counted.with(deploy: 2) { $0.gates.reverse() }, .rowsFit, at: 2)
  }

  @Test("A backfill that overwrites values of the goal is rejected")
  func aBackfillLeavesAloneWhatTheGoalHas() {
    let greedy = Self.narrowed.with { $0.backfills[0].pending = .notIn(literals("admin")) }
    expectRejected(greedy, .nothingStale, at: 2)
  }

  static let wide = Field("role", literals("admin", "member", "guest"))
  static let narrow = Field("role", literals("admin", "member"))
  static let narrowed = plan(
    from: [wide], before: code(use("role", reads: ["role": wide.type], writes: ["role": wide.type])),
    assessments: [deletion(of: wide)],
    backfills: [backfill("role", from: ["role"], .custom, .notIn(narrow.type), after: 1)],
    deploy([wide], code(use("role", reads: ["role": wide.type], writes: ["role": narrow.type]))),
    deploy(
      [narrow], gates: [.released(deploy: 1), .backup([column("role")]), .backfilled("users.role")],
      code(use("role", reads: ["role": narrow.type], writes: ["role": narrow.type]))))

  @Test("A narrowed type with a backup of overwritten values is accepted")
  func narrowingTakesABackupOfWhatItWritesOver() { expectAccepted(Self.narrowed) }

  @Test("Overwriting values without a backup is rejected")
  func writingOverWithoutABackupIsRefused() {
    let mutant = Self.narrowed.without(.backup([column("role")]), of: 2)
    expectRejected(mutant, .nothingLost, at: 2)
    #expect(check(mutant).first?.witness == .literal(.string("guest")))
  }

  @Test("Overwriting values without the hazard deletes-data is rejected")
  func writingOverWithoutSayingSoIsRefused() {
    expectRejected(Self.narrowed.with { $0.assessments = [] }, .nothingLost, at: 2)
  }

  @Test("A backup before the last write of an old value is rejected")
  func aBackupBeforeTheLastOldWriteIsTooEarly() {
    expectRejected(Self.narrowed.with(deploy: 2) { $0.gates.swapAt(0, 1) }, .nothingLost, at: 2)
  }

  static let old = Field("role", literals("user", "admin"))
  static let both = Field("role", literals("user", "admin", "member"))
  static let new = Field("role", literals("member", "admin"))
  static let rename = LiteralRename(old: .string("user"), new: .string("member"))
  static let converted = plan(
    from: [old], before: code(use("role", reads: ["role": old.type], writes: ["role": old.type])),
    backfills: [backfill("role", from: ["role"], .remap([rename]), .notIn(new.type), after: 2)],
    deploy([both], code(use("role", reads: ["role": both.type], writes: ["role": old.type]))),
    deploy(
      [both], gates: [.released(deploy: 1)],
      code(use("role", reads: ["role": both.type], writes: ["role": new.type]))),
    deploy(
      [new], gates: [.released(deploy: 2), .backfilled("users.role")],
      code(use("role", reads: ["role": new.type], writes: ["role": new.type]))))

  @Test("A conversion in place takes three releases")
  func convertingInPlaceTakesThreeReleases() { expectAccepted(Self.converted) }

  @Test("A conversion in place in two releases is rejected")
  func convertingInTwoReleasesIsRefused() {
    expectRejected(Self.converted.without(deploy: 1), .rowsReadable)
    expectRejected(Self.converted.without(deploy: 2), .rowsFit)
  }

  @Test("Each gate of a conversion is needed")
  func everyGateOfAConversionIsNeeded() {
    expectRejected(Self.converted.without(.released(deploy: 1), of: 2), .rowsReadable, at: 2)
    expectRejected(Self.converted.without(.released(deploy: 2), of: 3), .writesAccepted, at: 3)
    expectRejected(Self.converted.without(.backfilled("users.role"), of: 3), .rowsFit, at: 3)
    expectRejected(Self.converted.without(.backfilled("users.role"), of: 3), .rowsReadable, at: 3)
  }

  @Test("Dropping the old type before the backfill is rejected")
  func aStoreThatForgetsTheOldTooEarlyIsRefused() {
    expectRejected(Self.converted.with(deploy: 2) { $0.schema = Schema(tables: [users([Self.new])]) }, .rowsFit, at: 2)
  }

  /// `1 | 2` to `2 | 3`: a stored 2 may be an old value to convert to 3, or a new value.
  @Test("A conversion whose results are also old values is rejected")
  func aConversionThatIsNotTheIdentityOnWhatStaysIsRefused() {
    func numbers(_ values: Int64...) -> FieldType {
      FieldType(ValueType.union(of: values.map { .literal(.int($0)) }) ?? .any)
    }
    let renames = [LiteralRename(old: .int(1), new: .int(2)), LiteralRename(old: .int(2), new: .int(3))]
    let (before, between, after) = (numbers(1, 2), numbers(1, 2, 3), numbers(2, 3))
    let ambiguous = plan(
      from: [Field("n", before)], before: code(use("n", reads: ["n": before], writes: ["n": before])),
      backfills: [backfill("n", from: ["n"], .remap(renames), .notIn(after), after: 2)],
      deploy([Field("n", between)], code(use("n", reads: ["n": between], writes: ["n": before]))),
      deploy(
        [Field("n", between)], gates: [.released(deploy: 1)],
        code(use("n", reads: ["n": between], writes: ["n": after]))),
      deploy(
        [Field("n", after)], gates: [.released(deploy: 2), .backfilled("users.n")],
        code(use("n", reads: ["n": after], writes: ["n": after]))))
    expectRejected(ambiguous, .nothingStale, at: 3)
    expectRejected(ambiguous.with { $0.backfills[0].pending = .differs }, .nothingStale, at: 3)
  }

  @Test("Renaming a literal to another stored one deletes data")
  func mergingTwoLiteralsDeletesData() {
    let merge = LiteralRename(old: .string("user"), new: .string("admin"))
    let one = Field("role", literals("admin"))
    let merged = plan(
      from: [Self.old], before: code(use("role", reads: ["role": Self.old.type], writes: ["role": Self.old.type])),
      assessments: [deletion(of: Self.old)],
      backfills: [backfill("role", from: ["role"], .remap([merge]), .notIn(one.type), after: 1)],
      deploy([Self.old], code(use("role", reads: ["role": Self.old.type], writes: ["role": one.type]))),
      deploy(
        [one], gates: [.released(deploy: 1), .backup([column("role")]), .backfilled("users.role")],
        code(use("role", reads: ["role": one.type], writes: ["role": one.type]))))
    expectAccepted(merged)
    expectRejected(merged.without(.backup([column("role")]), of: 2), .nothingLost, at: 2)
    expectRejected(merged.with { $0.assessments = [] }, .nothingLost, at: 2)
  }
}
