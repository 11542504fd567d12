// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaModel
import Testing

/// A field is added, or may be left out from now on: the store first, then the code.
@Suite struct AdditionPlanTests {
  static let name = Field("name", string)
  static let age = Field("age", int.optional)
  static let usesAge = code(use("age", reads: ["age": int.optional], writes: ["age": int.optional]))

  static let optional = plan(from: [name], deploy([name, age], usesAge))

  @Test func anOptionalFieldTakesOneDeploy() { expectAccepted(Self.optional) }

  @Test func codeBeforeTheStoreIsRefused() {
    let mutant = plan(from: [Self.name], deploy([Self.name], Self.usesAge), deploy([Self.name, Self.age]))
    expectRefused(mutant, .writesAccepted, at: 1)
    expectRefused(mutant, .rowsReadable, at: 1)
  }

  @Test func codeThatCannotReadAnAbsentValueIsRefused() {
    let mutant = Self.optional.with(deploy: 1) { $0.code.uses[0].reads[0].type = int }
    expectRefused(mutant, .rowsReadable, at: 1)
    #expect(prove(mutant).first { $0.invariant == .rowsReadable }?.witness == .absent)
  }

  @Test func aColumnThatNobodySpeaksOfIsRefused() {
    expectRefused(plan(from: [Self.name], deploy([Self.name, Self.age])), .wellFormed)
  }

  static let full = Field("age", int)
  static let falls = code(use("age", reads: ["age": int.optional], writes: ["age": int]))
  static let strict = code(use("age", reads: ["age": int], writes: ["age": int]))
  static let required = plan(
    from: [name], backfills: [backfill("age", .custom, .notIn(int), after: 1)],
    deploy([name, age], falls),
    deploy([name, full], gates: [.released(deploy: 1), .backfilled("users.age")], strict))

  @Test func aRequiredFieldTakesTwoReleases() { expectAccepted(Self.required) }

  @Test func aRequiredFieldAtOnceIsRefused() {
    let mutant = plan(from: [Self.name], deploy([Self.name, Self.full], Self.strict))
    expectRefused(mutant, .rowsFit, at: 1)
    expectRefused(mutant, .writesAccepted, at: 1)
    expectRefused(mutant, .rowsReadable, at: 1)
  }

  @Test func tighteningBeforeTheBackfillIsRefused() {
    expectRefused(Self.required.without(.backfilled("users.age"), of: 2), .rowsFit, at: 2)
  }

  @Test func tighteningWhileOldCodeInsertsIsRefused() {
    let mutant = Self.required.without(.released(deploy: 1), of: 2)
    expectRefused(mutant, .writesAccepted, at: 2)
    expectRefused(mutant, .rowsFit, at: 2)
  }

  @Test func backfillingBeforeOldCodeIsGoneIsRefused() {
    expectRefused(Self.required.with(deploy: 2) { $0.gates.reverse() }, .rowsFit, at: 2)
  }

  @Test func aFirstReleaseWithoutAFallbackIsRefused() {
    expectRefused(Self.required.with(deploy: 1) { $0.code.uses[0].reads[0].type = int }, .rowsReadable, at: 1)
  }

  @Test func aFirstReleaseThatDoesNotWriteIsRefused() {
    let mutant = Self.required.with(deploy: 1) { $0.code.uses[0].writes = [] }
    expectRefused(mutant, .rowsFit, at: 2)
  }

  static let defaulted = Field("age", int, defaultValue: .literal(.int(0)))
  static func filled(_ target: Target) -> Plan { plan(target, from: [name], deploy([name, defaulted], strict)) }

  @Test func aConstantDefaultIsFilledInBySQLOnly() {
    expectAccepted(Self.filled(.postgresql))
    expectAccepted(Self.filled(.sqlite))
    expectRefused(Self.filled(.document), .rowsFit, at: 1)
    expectRefused(Self.filled(.document), .writesAccepted, at: 1)
  }

  static let nickname = Field("name", string.optional)
  static let reads = code(use("name", reads: ["name": string], writes: ["name": string]))
  static let readsWide = code(use("name", reads: ["name": string.optional], writes: ["name": string]))
  static let writesWide = code(use("name", reads: ["name": string.optional], writes: ["name": string.optional]))
  static let widened = plan(
    from: [name], before: reads, deploy([nickname], readsWide),
    deploy([nickname], gates: [.released(deploy: 1)], writesWide))

  @Test func wideningReadsBeforeItWrites() { expectAccepted(Self.widened) }

  @Test func writingWideWhileOldCodeReadsIsRefused() {
    expectRefused(Self.widened.without(deploy: 1), .rowsReadable, at: 1)
    expectRefused(Self.widened.without(.released(deploy: 1), of: 2), .rowsReadable, at: 2)
  }

  @Test func writingWideBeforeTheStoreAcceptsItIsRefused() {
    let mutant = Self.widened.with(deploy: 1) { deploy in
      deploy.schema = Schema(tables: [users([Self.name])])
      deploy.code = Self.writesWide
    }
    expectRefused(mutant, .writesAccepted, at: 1)
  }
}
