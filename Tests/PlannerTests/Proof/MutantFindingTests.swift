// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaModel
import Testing

/// What the mutants found: plans that the checker let pass and should not, and plans that it refused for nothing.
@Suite struct MutantFindingTests {
  // MARK: Refused

  @Test func aDefaultGoesAfterTheCodeThatCountsOnIt() {
    var counts = RenamePlanTests.usesNew
    counts.relinquishes = [column("name")]
    let mutant = RenamePlanTests.good.with(deploy: 3) { $0.code = counts }.with(deploy: 4) { $0.code = counts }
    expectRefused(mutant, .writesAccepted, at: 4)
    #expect(prove(mutant).contains { $0.message.hasPrefix("running code leaves to its default a column") })
  }

  @Test func somebodyMustSayWhoUsesANewTable() {
    let tables = [TablePlanTests.people, TablePlanTests.posts]
    let mutant = TablePlanTests.tables(from: [TablePlanTests.people], deploy(tables, CodeVersion()))
    #expect(prove(mutant).contains { $0.message.hasPrefix("no version of the code says whether it uses") })
  }

  /// Code that writes any name beside titles of few kinds cannot write the title that follows; nor the other way round.
  @Test(arguments: [0, 1]) func aCopyThatCodeCannotWriteIsStale(_ narrow: Int) {
    let mutant = RenamePlanTests.good.with(deploy: 1) { deploy in
      deploy.code.uses[0].writes[narrow].type = literals("Dr.", "Mr.")
    }
    expectRefused(mutant, .nothingStale, at: 2)
  }

  @Test func aRowOfDefaultsHasNoCopies() {
    let fields = [Field("name", string, defaultValue: .literal(.string("?"))), Field("title", string.optional)]
    let next = code(
      use("title", reads: ["title": string.optional], writes: ["name": string, "title": string], truths: ["name"]))
    func renamed(_ first: CodeVersion) -> Plan {
      plan(
        .postgresql, from: [users([fields[0]])], before: RenamePlanTests.writesOld,
        meanings: [column("name"): [truth("name")], column("title"): [truth("name")]], assessments: [],
        backfills: [backfill("title", from: ["name"], .copy, .differs, after: 1)],
        [
          deploy(fields, first), deploy(fields, gates: [.released(deploy: 1), .backfilled("users.title")], next),
        ])
    }
    #expect(prove(renamed(RenamePlanTests.writesBothReadsOld)).allSatisfy { $0.invariant == .wellFormed })
    expectRefused(renamed(code()), .nothingStale, at: 2)
  }

  @Test func oneValueForAllRowsDoesNotGoIntoAUniqueIndex() {
    let (old, new) = (Field("email", string.optional), Field("email", string))
    let code = code(use("email", reads: ["email": string.optional], writes: ["email": string]))
    let strict = PlannerTests.code(use("email", reads: ["email": string], writes: ["email": string]))
    func filled(_ transform: Transform, _ indexes: [Index]) -> Plan {
      plan(
        from: [old], indexes: indexes,
        before: PlannerTests.code(
          use("email", reads: ["email": string.optional], writes: ["email": string.optional])),
        meanings: ["email": ["email"]],
        backfills: [backfill("email", from: ["email"], transform, .notIn(string), after: 1)],
        deploy([old], indexes: indexes, code),
        deploy([new], indexes: indexes, gates: [.released(deploy: 1), .backfilled("users.email")], strict))
    }
    let same = Transform.fill(.literal(.string("nobody")))
    expectAccepted(filled(same, []))
    expectAccepted(filled(.custom, [PromisePlanTests.index]))
    expectRefused(filled(same, [PromisePlanTests.index]), .writesAccepted)
  }

  @Test(arguments: Target.allCases) func thePlannerLeavesSuchValuesToAPerson(_ target: Target) throws {
    let old = "a: int? = 1\nb: int?\nunique by (a)"
    let plan = try planTable(target, from: old, to: "a: int = 1\nb: int = 1\nunique by (a)")
    #expect(plan.backfills.first { $0.name == "t.a" }?.transform == .custom)
    #expect(plan.backfills.first { $0.name == "t.b" }?.transform == .fill(.literal(.int(1))))
    let added = try planTable(target, from: "", to: "a: uuid = uuid\nunique by (a)")
    #expect(added.backfills.allSatisfy { $0.transform == .fill(.uuid) })
  }

  /// While code writes both, it writes nothing to the second column that the first cannot hold.
  @Test(
    arguments: [
      (#"a: "x" | "y""#, #"b: ("z" @was("x") | "y")? @was(a)"#), ("a: int", "b: { v: int | string } @was(a)"),
      ("a: int", "b: string? @was(a)"), ("a: int", "b: int? @was(a)"), ("a: int", "b: [int]? @was(a)"),
    ])
  func whatIsWrittenBesideTheOldIsNoWider(_ old: String, _ new: String) throws {
    for target in Target.allCases { expectAccepted(try planTable(target, from: old, to: new)) }
  }

  @Test(arguments: Target.allCases) func aCopiedTableIsWrittenNoWider(_ target: Target) throws {
    let old = "id: string @key\npart: uuid @key\nx: int"
    expectAccepted(try planTable(target, from: old, to: "id: string @key\npart: uuid?\nx: int"))
  }

  // MARK: Accepted

  /// What a plan ends with is compared with the goal by itself; values to be kept are those of the goal.
  @Test func valuesThatOnlyTheLastSchemaAllowsAreNotToStay() {
    let mutant = AdditionPlanTests.required.with(deploy: 2) { deploy in
      deploy.schema = Schema(tables: [users([AdditionPlanTests.name, AdditionPlanTests.age])])
    }
    #expect(prove(mutant).allSatisfy { $0.invariant == .wellFormed })
    #expect(!prove(mutant).isEmpty)
  }

  @Test func noTwoRowsHaveOneKey() {
    let id = Field("id", string, isKey: true)
    let index = Index(.unique, "by_id", [["email"], ["id"]])
    let fields = [id, PromisePlanTests.email]
    expectAccepted(plan(from: fields, deploy(fields, indexes: [index])))
    expectRefused(plan(from: fields, deploy(fields, indexes: [PromisePlanTests.index])), .rowsFit)
  }

  @Test(arguments: Target.allCases) func aUniqueIndexThatNoRowsCanBreakIsSafe(_ target: Target) throws {
    func verdict(_ old: String, _ new: String) throws -> (Verdict?, releases: [Bool]) {
      let plan = try planTable(target, from: old, to: new)
      let assessment = plan.assessments.first { $0.rule == .uniqueAdded }
      #expect((assessment?.verdict == .breaking) == (assessment?.witness != nil))
      return (assessment?.verdict, plan.deploys.map(\.isRelease))
    }
    let table = "id: int @key\nb: int\n"
    #expect(try verdict(table, table + "unique by (b, id)") == (.safe, [false]))
    #expect(try verdict(table, table + "unique by (b)") == (.breaking, [true, false]))
    // Another index may keep rows apart, unless what it is over becomes something else.
    let promised = table + "unique first (b)\n"
    #expect(try verdict(promised, promised + "unique second (b)") == (.safe, [false]))
    #expect(try verdict(promised, table + "unique second (b)") == (.safe, [false]))
    #expect(try verdict(promised, promised + "unique second (b, id)").0 == .safe)
    let converted = "id: int @key\nb: string\nunique second (b)"
    #expect(try verdict(promised, converted).0 == .breaking)
  }

  /// Two rows agree in a copy as seldom as in what it is a copy of.
  @Test func copiesOfUniqueValuesAreUnique() throws {
    var plan = try planTable(.document, from: "a: int\nunique by (a)", to: "b: int @was(a)\nunique by (b)")
    plan.deploys[1].gates.removeAll { if case .verified = $0 { true } else { false } }
    expectAccepted(plan)
    plan.backfills[0].transform = .custom
    expectRefused(plan, .rowsFit, at: 2)
  }

  @Test func rowsOfANewTableAreUniqueFromTheStart() {
    let posts = TablePlanTests.posts
    let strict = Table("posts", content: posts.content, indexes: [Index(.unique, "by_text", [["text"]])])
    let code = TablePlanTests.usesPosts
    let late = TablePlanTests.tables(
      from: [TablePlanTests.people], deploy([TablePlanTests.people, posts], code),
      deploy([TablePlanTests.people, strict]))
    expectAccepted(late)
  }

  @Test(arguments: [Target.sqlite, .postgresql]) func whatIsFilledInOnOneSideFollowsOnTheOther(_ target: Target) {
    let old = Field("name", string, defaultValue: .literal(.string("?")))
    let fields = [old, Field("title", string.optional)]
    let pair = InStep(old: column("name"), new: column("title"), transform: .copy)
    func switched(_ next: CodeVersion) -> Plan {
      plan(
        target, from: [users([old])], before: RenamePlanTests.writesOld,
        meanings: [column("name"): [truth("name")], column("title"): [truth("name")]], assessments: [],
        backfills: [backfill("title", from: ["name"], .copy, .differs, after: 1)],
        [
          deploy(fields, inStep: [pair]),
          deploy(fields, gates: [.backfilled("users.title")], inStep: [pair], next),
        ])
    }
    // That it ends half way is another matter.
    let reads = code(use("title", reads: ["title": string], truths: ["name"]))
    #expect(prove(switched(reads)).allSatisfy { $0.invariant == .wellFormed })
    // A default satisfies NOT NULL before any trigger comes.
    #expect(prove(switched(RenamePlanTests.usesNew)).allSatisfy { $0.invariant == .wellFormed })
  }
}
