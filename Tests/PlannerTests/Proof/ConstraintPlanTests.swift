// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaModel
import Testing

/// Unique indexes, delete actions and indexes.
@Suite struct ConstraintPlanTests {
  static let email = Field("email", string)
  static let index = Index(.unique, "by_email", [["email"]])
  static let id = UniqueID("users", [["email"]])
  static let path = SchemaPath("users", .index("by_email"))

  static let unique = plan(
    from: [email], deploy([email], CodeVersion(respects: [id])),
    deploy([email], indexes: [index], gates: [.released(deploy: 1), .verified([path])]))

  @Test("A unique index is respected, counted, then enforced")
  func aUniqueIndexIsRespectedThenCountedThenEnforced() { expectAccepted(Self.unique) }

  @Test("Enforcing a unique index while old code runs is rejected")
  func enforcingWhileOldCodeRunsIsRefused() {
    expectRejected(Self.unique.without(.released(deploy: 1), of: 2), .writesAccepted, at: 2)
  }

  @Test("Enforcing a unique index without a count is rejected")
  func enforcingWithoutACountIsRefused() {
    expectRejected(Self.unique.without(.verified([Self.path]), of: 2), .rowsFit, at: 2)
    expectRejected(Self.unique.with(deploy: 2) { $0.gates.reverse() }, .rowsFit, at: 2)
  }

  @Test("The count of an index that is not unique, over the same fields, does not replace that of the unique one")
  func anotherCountIsNotEnough() {
    let plain = Index(.index, "lookup", [["email"]])
    let other = SchemaPath("users", .index("lookup"))
    func counted(_ paths: [SchemaPath]) -> Plan {
      Self.unique.with { plan in
        plan.deploys[1].schema.tables = [users([Self.email], indexes: [Self.index, plain])]
        plan.deploys[1].gates = [.released(deploy: 1), .verified(paths)]
        plan.goal = plan.deploys[1].schema
      }
    }
    expectAccepted(counted([Self.path]))
    expectAccepted(counted([other, Self.path, SchemaPath("users")]))
    expectRejected(counted([other]), .rowsFit, at: 2)
    for missing in [SchemaPath("users", .index("none")), SchemaPath("nobody"), SchemaPath("nobody", .row)] {
      let reasons = check(counted([Self.path, missing])).map(\.reason)
      #expect(reasons == [.verifiesMissingElement(missing)])
    }
  }

  @Test("Enforcing a unique index in one deploy is rejected")
  func enforcingAtOnceIsRefused() {
    expectRejected(plan(from: [Self.email], deploy([Self.email], indexes: [Self.index])), .writesAccepted, at: 1)
  }

  @Test("A unique index on a new optional field takes one deploy")
  func aUniqueIndexOnANewOptionalFieldIsKept() {
    let new = Field("email", string.optional)
    let code = CodeVersion(
      uses: [use("email", reads: ["email": string.optional], writes: ["email": string.optional])], respects: [Self.id])
    expectAccepted(
      plan(from: [Field("name", string)], deploy([Field("name", string), new], indexes: [Self.index], code)))
  }

  @Test("Code that does not respect a unique index comes after its drop")
  func codeThatNoLongerRespectsItComesAfterTheIndex() {
    let careful = CodeVersion(respects: [Self.id])
    let dropped = plan(from: [Self.email], indexes: [Self.index], before: careful, deploy([Self.email], CodeVersion()))
    expectAccepted(dropped)
    expectRejected(
      dropped.with(deploy: 1) { $0.schema = Schema(tables: [users([Self.email], indexes: [Self.index])]) },
      .writesAccepted, at: 1)
  }

  static let team = FieldType(.reference("teams"))
  static let teams = Table("teams", content: .fields([Field("name", string)]))

  static func member(_ type: FieldType, _ action: DeleteAction?) -> [Table] {
    [users([Field("team", type, onDelete: action)]), teams]
  }

  static func usesTeam(reads: FieldType, writes: FieldType, _ actions: Set<DeleteAction>) -> CodeVersion {
    CodeVersion(
      uses: [use("team", reads: ["team": reads], writes: ["team": writes])], tolerates: [column("team"): actions])
  }

  static let demanded = plan(
    .postgresql, from: member(team.optional, .setNull),
    before: usesTeam(reads: team.optional, writes: team.optional, [.setNull]), columnMapping: [:], assessments: [],
    backfills: [backfill("team", from: ["team"], .custom, .notIn(team), after: 2)],
    [
      deploy(member(team.optional, .setNull), usesTeam(reads: team.optional, writes: team, [.setNull, .restrict])),
      deploy(member(team.optional, .restrict), gates: [.released(deploy: 1)]),
      deploy(
        member(team, .restrict), gates: [.backfilled("users.team")],
        usesTeam(reads: team, writes: team, [.restrict])),
    ])

  @Test("A required reference with setNull changes its action first")
  func aSetNullReferenceIsMadeRequiredAfterItsAction() { expectAccepted(Self.demanded) }

  @Test("A required reference with setNull is rejected")
  func aSetNullReferenceMadeRequiredIsRefused() {
    let mutant = Self.demanded.with(deploy: 2) { deploy in
      deploy.schema = Schema(target: .postgresql, tables: Self.member(Self.team.optional, .setNull))
    }
    expectRejected(mutant, .rowsFit, at: 3)
    expectRejected(
      Self.demanded.with(deploy: 3) {
        $0.schema = Schema(target: .postgresql, tables: Self.member(Self.team, .setNull))
      }, .rowsFit, at: 3)
  }

  @Test("A delete action that old code does not expect is rejected")
  func anActionThatOldCodeDoesNotExpectIsRefused() {
    expectRejected(Self.demanded.without(.released(deploy: 1), of: 2), .writesAccepted, at: 2)
    let unlisted = plan(
      .postgresql, from: Self.member(Self.team.optional, nil), before: CodeVersion(), columnMapping: [:],
      assessments: [],
      backfills: [], [deploy(Self.member(Self.team.optional, .cascade))])
    expectRejected(unlisted, .writesAccepted, at: 1)
  }

  @Test("A delete action on one of two copies makes the other stale")
  func anActionOnOneOfTwoCopiesMakesTheOtherStale() {
    func tables(_ old: DeleteAction?, _ new: DeleteAction?) -> [Table] {
      let copies = [
        Field("team", Self.team.optional, onDelete: old), Field("group", Self.team.optional, onDelete: new),
      ]
      return [users(copies), Self.teams]
    }
    func renamed(_ action: DeleteAction?) -> Plan {
      let both = ["team": Self.team.optional, "group": Self.team.optional] as KeyValuePairs
      var code = code(use("group", reads: ["team": Self.team.optional], writes: both, logicalFields: ["team"]))
      code.tolerates = [column("team"): [.setNull], column("group"): [.setNull]]
      var next = code
      next.uses[0].reads[0].column = column("group")
      return plan(
        .postgresql, from: Self.member(Self.team.optional, .setNull),
        before: Self.usesTeam(reads: Self.team.optional, writes: Self.team.optional, [.setNull]),
        columnMapping: [column("team"): [logicalField("team")], column("group"): [logicalField("team")]],
        assessments: [],
        backfills: [backfill("group", from: ["team"], .copy, .differs, after: 1)],
        [
          deploy(tables(.setNull, action), code),
          deploy(tables(.setNull, action), gates: [.released(deploy: 1), .backfilled("users.group")], next),
        ])
    }
    #expect(check(renamed(.setNull)).allSatisfy { $0.invariant == .wellFormed })
    expectRejected(renamed(nil), .nothingStale, at: 2)
  }

  static let lookup = Index(.index, "by_email", [["email"]])
  static let queries = CodeVersion(queries: [IndexID("users", "by_email")])
  static let unindexed = plan(
    from: [email], indexes: [lookup], before: queries, deploy([email], indexes: [lookup], CodeVersion()),
    deploy([email], gates: [.released(deploy: 1)]))

  @Test("An index is dropped after no code queries it")
  func anIndexGoesWhenNobodyQueriesIt() { expectAccepted(Self.unindexed) }

  @Test("Dropping an index that code queries is rejected")
  func anIndexThatCodeQueriesStays() {
    expectRejected(Self.unindexed.without(.released(deploy: 1), of: 2), .rowsReadable, at: 2)
    expectRejected(plan(from: [Self.email], indexes: [Self.lookup], deploy([Self.email])), .rowsReadable, at: 1)
    expectAccepted(plan(from: [Self.email], deploy([Self.email], indexes: [Self.lookup], Self.queries)))
    expectRejected(
      plan(from: [Self.email], deploy([Self.email], Self.queries), deploy([Self.email], indexes: [Self.lookup])),
      .rowsReadable, at: 1)
  }

  @Test("A vector index with other dimensions needs a count")
  func vectorsOfOtherDimensionsAreCounted() {
    let face = Field("face", FieldType(.array(.scalar(.double)), isOptional: true))
    let old = Index(.vector(dimensions: 2), "by_face", [["face"]])
    let new = Index(.vector(dimensions: 3), "by_face", [["face"]])
    let queries = IndexID("users", "by_face")
    let counted = plan(
      from: [face], indexes: [old], before: CodeVersion(queries: [queries]),
      deploy([face], indexes: [old], CodeVersion(queries: [queries])),
      deploy(
        [face], indexes: [new], gates: [.released(deploy: 1), .verified([SchemaPath("users", .index("by_face"))])]))
    let ready = counted.with { $0.deploys[0].steps = [Step(assessment: 0, action: .writeOnlyNew)] }
      .with { $0.assessments = [deletion(of: face)] }
    expectAccepted(ready)
    expectRejected(ready.with(deploy: 2) { $0.gates.removeLast() }, .rowsFit, at: 2)
    expectRejected(ready.without(.released(deploy: 1), of: 2), .rowsReadable, at: 2)
  }
}
