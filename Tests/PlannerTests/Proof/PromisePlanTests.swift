// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaModel
import Testing

/// Unique indexes, references and indexes: promises that code must know before the store enforces them.
@Suite struct PromisePlanTests {
  static let email = Field("email", string)
  static let index = Index(.unique, "by_email", [["email"]])
  static let id = UniqueID("users", [["email"]])
  static let path = SchemaPath("users", .index("by_email"))

  static let unique = plan(
    from: [email], deploy([email], CodeVersion(respects: [id])),
    deploy([email], indexes: [index], gates: [.released(deploy: 1), .verified([path])]))

  @Test func aUniqueIndexIsRespectedThenCountedThenEnforced() { expectAccepted(Self.unique) }

  @Test func enforcingWhileOldCodeRunsIsRefused() {
    expectRefused(Self.unique.without(.released(deploy: 1), of: 2), .writesAccepted, at: 2)
  }

  @Test func enforcingWithoutACountIsRefused() {
    expectRefused(Self.unique.without(.verified([Self.path]), of: 2), .rowsFit, at: 2)
    expectRefused(Self.unique.with(deploy: 2) { $0.gates.reverse() }, .rowsFit, at: 2)
  }

  @Test func enforcingAtOnceIsRefused() {
    expectRefused(plan(from: [Self.email], deploy([Self.email], indexes: [Self.index])), .writesAccepted, at: 1)
  }

  @Test func aUniqueIndexOnANewOptionalFieldIsKept() {
    let new = Field("email", string.optional)
    let code = CodeVersion(
      uses: [use("email", reads: ["email": string.optional], writes: ["email": string.optional])], respects: [Self.id])
    expectAccepted(
      plan(from: [Field("name", string)], deploy([Field("name", string), new], indexes: [Self.index], code)))
  }

  @Test func codeThatNoLongerRespectsItComesAfterTheIndex() {
    let careful = CodeVersion(respects: [Self.id])
    let dropped = plan(from: [Self.email], indexes: [Self.index], before: careful, deploy([Self.email], CodeVersion()))
    expectAccepted(dropped)
    expectRefused(
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
    before: usesTeam(reads: team.optional, writes: team.optional, [.setNull]), meanings: [:], assessments: [],
    backfills: [backfill("team", from: ["team"], .custom, .notIn(team), after: 2)],
    [
      deploy(member(team.optional, .setNull), usesTeam(reads: team.optional, writes: team, [.setNull, .restrict])),
      deploy(member(team.optional, .restrict), gates: [.released(deploy: 1)]),
      deploy(
        member(team, .restrict), gates: [.backfilled("users.team")],
        usesTeam(reads: team, writes: team, [.restrict])),
    ])

  @Test func aSetNullReferenceIsMadeRequiredAfterItsAction() { expectAccepted(Self.demanded) }

  @Test func aSetNullReferenceMadeRequiredIsRefused() {
    let mutant = Self.demanded.with(deploy: 2) { deploy in
      deploy.schema = Schema(target: .postgresql, tables: Self.member(Self.team.optional, .setNull))
    }
    expectRefused(mutant, .rowsFit, at: 3)
    expectRefused(
      Self.demanded.with(deploy: 3) {
        $0.schema = Schema(target: .postgresql, tables: Self.member(Self.team, .setNull))
      }, .rowsFit, at: 3)
  }

  @Test func anActionThatOldCodeDoesNotExpectIsRefused() {
    expectRefused(Self.demanded.without(.released(deploy: 1), of: 2), .writesAccepted, at: 2)
    let unlisted = plan(
      .postgresql, from: Self.member(Self.team.optional, nil), before: CodeVersion(), meanings: [:], assessments: [],
      backfills: [], [deploy(Self.member(Self.team.optional, .cascade))])
    expectRefused(unlisted, .writesAccepted, at: 1)
  }

  /// The store takes the value from one copy when a team is deleted, and leaves it in the other.
  @Test func anActionOnOneOfTwoCopiesMakesTheOtherStale() {
    func tables(_ old: DeleteAction?, _ new: DeleteAction?) -> [Table] {
      let copies = [
        Field("team", Self.team.optional, onDelete: old), Field("group", Self.team.optional, onDelete: new),
      ]
      return [users(copies), Self.teams]
    }
    func renamed(_ action: DeleteAction?) -> Plan {
      let both = ["team": Self.team.optional, "group": Self.team.optional] as KeyValuePairs
      var code = code(use("group", reads: ["team": Self.team.optional], writes: both, truths: ["team"]))
      code.tolerates = [column("team"): [.setNull], column("group"): [.setNull]]
      var next = code
      next.uses[0].reads[0].column = column("group")
      return plan(
        .postgresql, from: Self.member(Self.team.optional, .setNull),
        before: Self.usesTeam(reads: Self.team.optional, writes: Self.team.optional, [.setNull]),
        meanings: [column("team"): [truth("team")], column("group"): [truth("team")]], assessments: [],
        backfills: [backfill("group", from: ["team"], .copy, .differs, after: 1)],
        [
          deploy(tables(.setNull, action), code),
          deploy(tables(.setNull, action), gates: [.released(deploy: 1), .backfilled("users.group")], next),
        ])
    }
    #expect(prove(renamed(.setNull)).allSatisfy { $0.invariant == .wellFormed })
    expectRefused(renamed(nil), .nothingStale, at: 2)
  }

  static let lookup = Index(.index, "by_email", [["email"]])
  static let queries = CodeVersion(queries: [IndexID("users", "by_email")])
  static let unindexed = plan(
    from: [email], indexes: [lookup], before: queries, deploy([email], indexes: [lookup], CodeVersion()),
    deploy([email], gates: [.released(deploy: 1)]))

  @Test func anIndexGoesWhenNobodyQueriesIt() { expectAccepted(Self.unindexed) }

  @Test func anIndexThatCodeQueriesStays() {
    expectRefused(Self.unindexed.without(.released(deploy: 1), of: 2), .rowsReadable, at: 2)
    expectRefused(plan(from: [Self.email], indexes: [Self.lookup], deploy([Self.email])), .rowsReadable, at: 1)
    expectAccepted(plan(from: [Self.email], deploy([Self.email], indexes: [Self.lookup], Self.queries)))
    expectRefused(
      plan(from: [Self.email], deploy([Self.email], Self.queries), deploy([Self.email], indexes: [Self.lookup])),
      .rowsReadable, at: 1)
  }

  @Test func vectorsOfOtherDimensionsAreCounted() {
    let face = Field("face", FieldType(.array(.scalar(.double)), isOptional: true))
    let old = Index(.vector(dimensions: 2), "by_face", [["face"]])
    let new = Index(.vector(dimensions: 3), "by_face", [["face"]])
    let queries = IndexID("users", "by_face")
    let counted = plan(
      from: [face], indexes: [old], before: CodeVersion(queries: [queries]),
      deploy([face], indexes: [old], CodeVersion(queries: [queries])),
      deploy(
        [face], indexes: [new], gates: [.released(deploy: 1), .verified([SchemaPath("users", .index("by_face"))])]))
    let ready = counted.with { $0.deploys[0].steps = [Step(assessment: 0, duty: .writeOnlyNew)] }
      .with { $0.assessments = [deletion(of: face)] }
    expectAccepted(ready)
    expectRefused(ready.with(deploy: 2) { $0.gates.removeLast() }, .rowsFit, at: 2)
    expectRefused(ready.without(.released(deploy: 1), of: 2), .rowsReadable, at: 2)
  }
}
