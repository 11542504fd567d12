// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaModel
import Testing

/// Added fields, and widened types: first the database, then the code.
@Suite struct AdditionPlanTests {
  static let name = Field("name", string)
  static let age = Field("age", int.optional)
  static let usesAge = code(use("age", reads: ["age": int.optional], writes: ["age": int.optional]))

  static let optional = plan(from: [name], deploy([name, age], usesAge))

  @Test("An added optional field takes one deploy")
  func anOptionalFieldTakesOneDeploy() { expectAccepted(Self.optional) }

  @Test("Code that uses a column before the database has it is rejected")
  func codeBeforeTheStoreIsRefused() {
    let mutant = plan(from: [Self.name], deploy([Self.name], Self.usesAge), deploy([Self.name, Self.age]))
    expectRejected(mutant, .writesAccepted, at: 1)
    expectRejected(mutant, .rowsReadable, at: 1)
  }

  @Test("Code that cannot read rows without the new field is rejected")
  func codeThatCannotReadAnAbsentValueIsRefused() {
    let mutant = Self.optional.with(deploy: 1) { $0.code.uses[0].reads[0].type = int }
    expectRejected(mutant, .rowsReadable, at: 1)
    #expect(check(mutant).first { $0.invariant == .rowsReadable }?.witness == .absent)
  }

  @Test("A new column that no code version lists is rejected")
  func aColumnThatNobodySpeaksOfIsRefused() {
    expectRejected(plan(from: [Self.name], deploy([Self.name, Self.age])), .wellFormed)
  }

  static let full = Field("age", int)
  static let falls = code(use("age", reads: ["age": int.optional], writes: ["age": int]))
  static let strict = code(use("age", reads: ["age": int], writes: ["age": int]))
  static let required = plan(
    from: [name], backfills: [backfill("age", .custom, .notIn(int), after: 1)],
    deploy([name, age], falls),
    deploy([name, full], gates: [.released(deploy: 1), .backfilled("users.age")], strict))

  @Test("An added required field takes two releases")
  func aRequiredFieldTakesTwoReleases() { expectAccepted(Self.required) }

  @Test("A required field in one deploy is rejected")
  func aRequiredFieldAtOnceIsRefused() {
    let mutant = plan(from: [Self.name], deploy([Self.name, Self.full], Self.strict))
    expectRejected(mutant, .rowsFit, at: 1)
    expectRejected(mutant, .writesAccepted, at: 1)
    expectRejected(mutant, .rowsReadable, at: 1)
  }

  @Test("Tightening before the backfill is rejected")
  func tighteningBeforeTheBackfillIsRefused() {
    expectRejected(Self.required.without(.backfilled("users.age"), of: 2), .rowsFit, at: 2)
  }

  @Test("Tightening while old code inserts rows is rejected")
  func tighteningWhileOldCodeInsertsIsRefused() {
    let mutant = Self.required.without(.released(deploy: 1), of: 2)
    expectRejected(mutant, .writesAccepted, at: 2)
    expectRejected(mutant, .rowsFit, at: 2)
  }

  @Test("Backfilling before old code stops is rejected")
  func backfillingBeforeOldCodeIsGoneIsRefused() {
    expectRejected(Self.required.with(deploy: 2) { $0.gates.reverse() }, .rowsFit, at: 2)
  }

  @Test("A first release without a fallback is rejected")
  func aFirstReleaseWithoutAFallbackIsRefused() {
    expectRejected(Self.required.with(deploy: 1) { $0.code.uses[0].reads[0].type = int }, .rowsReadable, at: 1)
  }

  @Test("A first release that does not write the field is rejected")
  func aFirstReleaseThatDoesNotWriteIsRefused() {
    let mutant = Self.required.with(deploy: 1) { $0.code.uses[0].writes = [] }
    expectRejected(mutant, .rowsFit, at: 2)
  }

  static let defaulted = Field("age", int, defaultValue: .literal(.int(0)))
  static func filled(_ target: Target) -> Plan { plan(target, from: [name], deploy([name, defaulted], strict)) }

  @Test("A constant default fills existing rows only on SQL")
  func aConstantDefaultIsFilledInBySQLOnly() {
    expectAccepted(Self.filled(.postgresql))
    expectAccepted(Self.filled(.sqlite))
    expectRejected(Self.filled(.document), .rowsFit, at: 1)
    expectRejected(Self.filled(.document), .writesAccepted, at: 1)
  }

  static let nickname = Field("name", string.optional)
  static let reads = code(use("name", reads: ["name": string], writes: ["name": string]))
  static let readsWide = code(use("name", reads: ["name": string.optional], writes: ["name": string]))
  static let writesWide = code(use("name", reads: ["name": string.optional], writes: ["name": string.optional]))
  static let widened = plan(
    from: [name], before: reads, deploy([nickname], readsWide),
    deploy([nickname], gates: [.released(deploy: 1)], writesWide))

  @Test("A widened type is read before it is written")
  func wideningReadsBeforeItWrites() { expectAccepted(Self.widened) }

  @Test("Writing the wider type while old code reads is rejected")
  func writingWideWhileOldCodeReadsIsRefused() {
    expectRejected(Self.widened.without(deploy: 1), .rowsReadable, at: 1)
    expectRejected(Self.widened.without(.released(deploy: 1), of: 2), .rowsReadable, at: 2)
  }

  @Test("Writing the wider type before the database accepts it is rejected")
  func writingWideBeforeTheStoreAcceptsItIsRefused() {
    let mutant = Self.widened.with(deploy: 1) { deploy in
      deploy.schema = Schema(tables: [users([Self.name])])
      deploy.code = Self.writesWide
    }
    expectRejected(mutant, .writesAccepted, at: 1)
  }
}
