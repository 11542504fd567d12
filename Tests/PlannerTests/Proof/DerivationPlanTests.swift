// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel
import Testing

/// A field that is computed from another one, and a field whose stored form changes.
@Suite struct DerivationPlanTests {
  static let name = Field("name", string)
  static let initial = Field("initial", string)
  static let nameAlone = use("name", reads: ["name": string], writes: ["name": string])

  static let derived = plan(
    from: [name], before: code(nameAlone), columnMapping: ["name": ["name", "initial"], "initial": ["initial"]],
    backfills: [backfill("initial", from: ["name"], .custom, .differs, after: 1)],
    deploy(
      [name, Field("initial", string.optional)],
      code(use("initial", reads: ["name": string], writes: ["initial": string]), nameAlone)),
    deploy(
      [name, initial], gates: [.released(deploy: 1), .backfilled("users.initial")],
      code(use("initial", reads: ["initial": string], writes: ["initial": string]), nameAlone)))

  @Test("A derived field takes two releases")
  func aDerivedFieldTakesTwoReleases() { expectAccepted(Self.derived) }

  @Test("Reading a derived field while old code writes its source is rejected")
  func readingItWhileOldCodeWritesItsSourceIsRefused() {
    let mutant = Self.derived.with(deploy: 1) { deploy in
      deploy.code.uses[0].reads = [ColumnUse(column("initial"), string.optional)]
    }
    expectRejected(mutant, .nothingStale, at: 1)
    expectRejected(Self.derived.without(.released(deploy: 1), of: 2), .nothingStale, at: 2)
  }

  @Test("A backfill of missing values only is rejected for a derived field")
  func fillingOnlyTheAbsentIsRefused() {
    expectRejected(Self.derived.with { $0.backfills[0].pending = .notIn(string) }, .nothingStale, at: 2)
  }

  @Test("A derived column does not replace its source")
  func aDerivedValueIsNoSubstituteForItsSource() {
    let mutant = Self.derived.with { plan in
      plan.deploys.append(plan.deploys[1])
      plan.deploys[2].number = 3
      plan.deploys[2].schema = Schema(tables: [users([Self.initial])])
      plan.deploys[2].code = code(use("initial", reads: ["initial": string], writes: ["initial": string]))
      plan.deploys[2].gates = [.released(deploy: 2)]
    }
    expectRejected(mutant, .nothingLost, at: 3)
  }

  static let age = Field("age", int)
  static let text = FieldType(.scalar(.string))
  static let conversion = plan(
    .postgresql, from: [age], before: code(use("age", reads: ["age": int], writes: ["age": int])),
    columnMapping: ["age": ["age"], "age_2": ["age"]],
    backfills: [backfill("age_2", from: ["age"], .convert(.text(from: .int)), .differs, after: 1)],
    deploy(
      [age, Field("age_text", text.optional, explicitStoredName: "age_2")],
      code(use("age", reads: ["age": int], writes: ["age": int, "age_2": text]))),
    deploy(
      [age, Field("age_text", text, explicitStoredName: "age_2")],
      gates: [.released(deploy: 1), .backfilled("users.age_2")],
      code(use("age", reads: ["age_2": text], writes: ["age": int, "age_2": text]))),
    deploy(
      [Field("age_old", int.optional, explicitStoredName: "age"), Field("age", text, explicitStoredName: "age_2")],
      gates: [.released(deploy: 2)], code(use("age", reads: ["age_2": text], writes: ["age_2": text]))),
    deploy(
      [Field("age", text, explicitStoredName: "age_2")], gates: [.released(deploy: 3), .backup([column("age")])]))

  @Test("A changed stored form takes a second column")
  func anotherFormTakesASecondColumn() { expectAccepted(Self.conversion) }

  @Test("A changed stored form in the same column is rejected")
  func anotherFormInTheSameColumnIsRefused() {
    let both = FieldType(.union([.scalar(.int), .scalar(.string)]))
    let mutant = plan(
      .postgresql, from: [Self.age], before: code(use("age", reads: ["age": int], writes: ["age": int])),
      deploy([Field("age", both)], code(use("age", reads: ["age": both], writes: ["age": int]))),
      deploy(
        [Field("age", both)], gates: [.released(deploy: 1)],
        code(use("age", reads: ["age": both], writes: ["age": both]))))
    expectRejected(mutant, .writesAccepted, at: 1)
    expectAccepted(
      mutant.with { plan in
        plan.base.target = .document
        plan.goal.target = .document
        for position in plan.deploys.indices { plan.deploys[position].schema.target = .document }
      })
  }

  @Test("A type whose stored values cannot be distinguished is rejected")
  func aTypeThatTheStoreCannotTellApartIsRefused() {
    let id = FieldType(.scalar(.uuid))
    let wide = FieldType(.union([.scalar(.string), .array(.union([.scalar(.string), .scalar(.uuid)]))]))
    let narrow = FieldType(.union([.scalar(.string), .array(.scalar(.uuid))]))
    let mutant = plan(
      .postgresql, from: [Field("tags", narrow)],
      before: code(use("tags", reads: ["tags": narrow], writes: ["tags": narrow])),
      deploy([Field("tags", wide)], code(use("tags", reads: ["tags": wide], writes: ["tags": narrow]))),
      deploy(
        [Field("tags", wide)], gates: [.released(deploy: 1)],
        code(use("tags", reads: ["tags": wide], writes: ["tags": wide]))))
    #expect(id != string)
    expectRejected(mutant, .nothingStale, at: 1)
  }
}
