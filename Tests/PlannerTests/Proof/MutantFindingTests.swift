// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import Planner
import SchemaModel
import TestSupport
import Testing

/// Findings of the mutants: plans that the checker accepted wrongly, and plans that it rejected without need.
@Suite struct MutantFindingTests {
  // MARK: Rejected

  @Test("Dropping a default that running code relies on is rejected")
  func aDefaultGoesAfterTheCodeThatCountsOnIt() {
    var counts = RenamePlanTests.usesNew
    counts.relinquishes = [column("name")]
    let mutant = RenamePlanTests.good.with(deploy: 3) { $0.code = counts }.with(deploy: 4) { $0.code = counts }
    expectRejected(mutant, .writesAccepted, at: 4)
    #expect(check(mutant).contains { $0.reason == .leavesMissingColumnToDefault })
  }

  @Test("A new table that no code version lists is rejected")
  func somebodyMustSayWhoUsesANewTable() {
    let tables = [TablePlanTests.people, TablePlanTests.posts]
    let mutant = TablePlanTests.tables(from: [TablePlanTests.people], deploy(tables, CodeVersion()))
    #expect(check(mutant).contains { $0.reason == .unlistedTable })
  }

  @Test("A copy is stale if code cannot write every copied value", arguments: [0, 1])
  func aCopyThatCodeCannotWriteIsStale(_ narrow: Int) {
    let mutant = RenamePlanTests.good.with(deploy: 1) { deploy in
      deploy.code.uses[0].writes[narrow].type = literals("Dr.", "Mr.")
    }
    expectRejected(mutant, .nothingStale, at: 2)
  }

  @Test("An insert that leaves both copies to defaults makes the other stale")
  func aRowOfDefaultsHasNoCopies() {
    let fields = [Field("name", string, defaultValue: .literal(.string("?"))), Field("title", string.optional)]
    let next = code(
      use(
        "title", reads: ["title": string.optional], writes: ["name": string, "title": string], logicalFields: ["name"]))
    func renamed(_ first: CodeVersion) -> Plan {
      plan(
        .postgresql, from: [users([fields[0]])], before: RenamePlanTests.writesOld,
        columnMapping: [column("name"): [logicalField("name")], column("title"): [logicalField("name")]],
        assessments: [],
        backfills: [backfill("title", from: ["name"], .copy, .differs, after: 1)],
        [
          deploy(fields, first), deploy(fields, gates: [.released(deploy: 1), .backfilled("users.title")], next),
        ])
    }
    #expect(check(renamed(RenamePlanTests.writesBothReadsOld)).allSatisfy { $0.invariant == .wellFormed })
    expectRejected(renamed(code()), .nothingStale, at: 2)
  }

  @Test("Code that inserts no rows writes no copy of a key, and expects no unique index over one; a later update does")
  func copiesOfAKeyAreInserted() throws {
    func text(_ part: String) -> String {
      "target sqlite\ntable t {\n id: string @key\n part: uuid\(part)\n unique by_part (part)\n}\n"
    }
    let good = try planMigration(from: schema(text(" @key")), to: schema(text(""))).plan
    expectAccepted(good)
    #expect(good.deploys.map(\.code.tables.first?.stored.count) == [2, 2, 1, 1])
    for number in 1...2 { expectAccepted(good.with(deploy: number) { $0.code.tables = [] }) }
    // In the new table alone the field is no key.
    let updates = good.with(deploy: 3) { $0.code.tables = [] }
    #expect(check(updates).map(\.description).contains { $0.contains("(part)") && $0.contains("unique index by_part") })
  }

  @Test("A backfill may write duplicates while a unique index is gone: rows with variants, and a repair")
  func aBackfillKeepsNoPromiseOfAnIndexThatIsGone() throws {
    func text(_ shape: String) -> String {
      "target document\ntable t = { kind: \"a\", n: int } | \(shape) {\n unique by (kind)\n}\n"
    }
    let variants = try planMigration(
      from: schema(text(#"{ kind: "b" }"#)), to: schema(text(#"{ kind: "b", more: bytes }"#))
    ).plan
    expectAccepted(variants)
    #expect(variants.backfills.map(\.after) == [2])
    let mutant = variants.with(deploy: 2) { $0.schema.tables[0].indexes = [] }
    expectRejected(mutant, .rowsFit, at: 3)

    let indexes = [ConstraintPlanTests.index]
    let fields = [ConstraintPlanTests.email]
    var repair = backfill("email", .sql(values: ["lower(email)"], condition: nil), .differs, after: 1)
    repair.isOnce = true
    func repaired(_ meanwhile: [Index]) -> Plan {
      plan(
        .sqlite, from: [users(fields, indexes: indexes)], before: CodeVersion(), columnMapping: [:], assessments: [],
        backfills: [repair],
        [deploy(fields, indexes: meanwhile), deploy(fields, indexes: indexes, gates: [.backfilled("users.email")])])
    }
    #expect(check(repaired(indexes)).allSatisfy { $0.invariant == .wellFormed })
    expectRejected(repaired([]), .rowsFit, at: 2)
  }

  @Test(
    "Code that writes columns of a table whose rows it does not list expects no rejection by the table's index",
    arguments: Target.withKeys)
  func codeExpectsOnlyTheIndexesOfItsTables(_ target: Target) throws {
    func text(_ name: String) -> String {
      "target \(target.rawValue)\ntable \(name) {\n id: timestamp @key\n x: int? = 2\n unique by (x)\n}\n"
    }
    let renamed = try planMigration(from: schema(text("a")), to: schema(text("b @was(a)"))).plan
    expectAccepted(renamed)
    var rejected = 0
    for deploy in renamed.deploys
    where deploy.isRelease && deploy.code.uses.contains(where: { $0.writes.contains { $0.column.table == "b" } }) {
      let mutant = renamed.with(deploy: deploy.number) { deploy in
        for index in deploy.code.tables.indices { deploy.code.tables[index].stored.removeAll { $0 == "b" } }
      }
      if mutant == renamed { continue }
      expectRejected(mutant, .writesAccepted)
      rejected += 1
    }
    #expect(rejected > 0)
  }

  @Test("A backfill of one value into a unique index is rejected")
  func oneValueForAllRowsDoesNotGoIntoAUniqueIndex() {
    let (old, new) = (Field("email", string.optional), Field("email", string))
    let code = code(use("email", reads: ["email": string.optional], writes: ["email": string]))
    let strict = PlannerTests.code(use("email", reads: ["email": string], writes: ["email": string]))
    func filled(_ transform: Transform, _ indexes: [Index]) -> Plan {
      plan(
        from: [old], indexes: indexes,
        before: PlannerTests.code(
          use("email", reads: ["email": string.optional], writes: ["email": string.optional])),
        columnMapping: ["email": ["email"]],
        backfills: [backfill("email", from: ["email"], transform, .notIn(string), after: 1)],
        deploy([old], indexes: indexes, code),
        deploy([new], indexes: indexes, gates: [.released(deploy: 1), .backfilled("users.email")], strict))
    }
    let same = Transform.fill(.literal(.string("nobody")))
    expectAccepted(filled(same, []))
    expectAccepted(filled(.custom, [ConstraintPlanTests.index]))
    expectRejected(filled(same, [ConstraintPlanTests.index]), .writesAccepted)
  }

  @Test("The planner requires a hand-written function for a backfill into a unique index", arguments: Target.withKeys)
  func thePlannerLeavesSuchValuesToAPerson(_ target: Target) throws {
    let old = "a: int? = 1\nb: int?\nunique by (a)"
    let plan = try planTable(target, from: old, to: "a: int = 1\nb: int = 1\nunique by (a)")
    #expect(plan.backfills.first { $0.name == "t.a" }?.transform == .custom)
    #expect(plan.backfills.first { $0.name == "t.b" }?.transform == .fill(.literal(.int(1))))
    let added = try planTable(target, from: "", to: "a: uuid = uuid\nunique by (a)")
    #expect(added.backfills.allSatisfy { $0.transform == .fill(.uuid) })
  }

  @Test("A backfill that compares its rows with a random value never ends")
  func aRandomValueDiffersFromItself() throws {
    var plan = try planTable(.sqlite, from: "a: string?", to: #"b: string @was(a) = "x""#)
    expectAccepted(plan)
    plan.backfills[0].transform = .fill(.uuid)
    #expect(check(plan).contains { "\($0)".contains("the backfill t.b never ends") })
  }

  @Test("A field that is renamed and becomes required keeps its values", arguments: Target.withKeys)
  func aDefaultIsOnlyForRowsWithoutAValue(_ target: Target) throws {
    let named = try planTable(target, from: "a: string?", to: #"b: string @was(a) = "x""#)
    #expect(named.backfills.map(\.transform).first == .fill(.literal(.string("x"))))
    #expect(named.backfills.first?.sources.map(\.column) == ["a"])
    // Another value each time: the two columns would never be equal.
    for change in ["uuid", "now"] {
      let scalar = change == "now" ? "timestamp" : "uuid"
      let found = #expect(throws: DiagnosticList.self) {
        try planTable(target, from: "a: \(scalar)?", to: "b: \(scalar) @was(a) = \(change)")
      }
      #expect(found?.diagnostics.map(\.id.rawValue) == ["unsafe-together"])
    }
  }

  @Test(
    "Code that writes two columns writes no value that the first cannot hold",
    arguments: [
      (#"a: "x" | "y""#, #"b: ("z" @was("x") | "y")? @was(a)"#), ("a: int", "b: { v: int | string } @was(a)"),
      ("a: int", "b: string? @was(a)"), ("a: int", "b: int? @was(a)"), ("a: int", "b: [int]? @was(a)"),
    ]
  )
  func whatIsWrittenBesideTheOldIsNoWider(_ old: String, _ new: String) throws {
    for target in Target.withKeys { expectAccepted(try planTable(target, from: old, to: new)) }
  }

  @Test("Code that writes a shadow table writes no value that the original cannot hold", arguments: Target.withKeys)
  func aCopiedTableIsWrittenNoWider(_ target: Target) throws {
    let old = "id: string @key\npart: uuid @key\nx: int"
    expectAccepted(try planTable(target, from: old, to: "id: string @key\npart: uuid?\nx: int"))
  }

  // MARK: Accepted

  @Test("A backfill may overwrite values that only the last schema allows")
  func valuesThatOnlyTheLastSchemaAllowsAreNotToStay() {
    let mutant = AdditionPlanTests.required.with(deploy: 2) { deploy in
      deploy.schema = Schema(tables: [users([AdditionPlanTests.name, AdditionPlanTests.age])])
    }
    #expect(check(mutant).allSatisfy { $0.invariant == .wellFormed })
    #expect(!check(mutant).isEmpty)
  }

  @Test("A unique index that covers the key needs no count")
  func noTwoRowsHaveOneKey() {
    let id = Field("id", string, isKey: true)
    let index = Index(.unique, "by_id", [["email"], ["id"]])
    let fields = [id, ConstraintPlanTests.email]
    expectAccepted(plan(from: fields, deploy(fields, indexes: [index])))
    expectRejected(plan(from: fields, deploy(fields, indexes: [ConstraintPlanTests.index])), .rowsFit)
  }

  @Test("A unique index is safe if a key or another unique index implies it", arguments: Target.withKeys)
  func aUniqueIndexThatNoRowsCanBreakIsSafe(_ target: Target) throws {
    func verdict(_ old: String, _ new: String) throws -> (Verdict?, releases: [Bool]) {
      let plan = try planTable(target, from: old, to: new)
      let assessment = plan.assessments.first { $0.rule == .uniqueAdded }
      #expect((assessment?.verdict == .breaking) == (assessment?.witness != nil))
      return (assessment?.verdict, plan.deploys.map(\.isRelease))
    }
    let table = "id: int @key\nb: int\n"
    #expect(try verdict(table, table + "unique by (b, id)") == (.safe, [false]))
    #expect(try verdict(table, table + "unique by (b)") == (.breaking, [true, false]))
    // Another unique index implies it, unless its column is converted.
    let promised = table + "unique first (b)\n"
    #expect(try verdict(promised, promised + "unique second (b)") == (.safe, [false]))
    #expect(try verdict(promised, table + "unique second (b)") == (.safe, [false]))
    #expect(try verdict(promised, promised + "unique second (b, id)").0 == .safe)
    let converted = "id: int @key\nb: string\nunique second (b)"
    #expect(try verdict(promised, converted).0 == .breaking)
  }

  @Test("A unique index on a copy of unique values needs no count")
  func copiesOfUniqueValuesAreUnique() throws {
    var plan = try planTable(.document, from: "a: int\nunique by (a)", to: "b: int @was(a)\nunique by (b)")
    plan.deploys[1].gates.removeAll { if case .verified = $0 { true } else { false } }
    expectAccepted(plan)
    plan.backfills[0].transform = .custom
    expectRejected(plan, .rowsFit, at: 2)
  }

  @Test("A unique index on a new table in a later deploy needs no count")
  func rowsOfANewTableAreUniqueFromTheStart() {
    let posts = TablePlanTests.posts
    let strict = Table("posts", content: posts.content, indexes: [Index(.unique, "by_text", [["text"]])])
    let code = TablePlanTests.usesPosts
    let late = TablePlanTests.tables(
      from: [TablePlanTests.people], deploy([TablePlanTests.people, posts], code),
      deploy([TablePlanTests.people, strict]))
    expectAccepted(late)
  }

  @Test("The default of one synchronised column reaches the other", arguments: [Target.sqlite, .postgresql])
  func whatIsFilledInOnOneSideFollowsOnTheOther(_ target: Target) {
    let old = Field("name", string, defaultValue: .literal(.string("?")))
    let fields = [old, Field("title", string.optional)]
    let pair = SyncedColumns(old: column("name"), new: column("title"), transform: .copy)
    func switched(_ next: CodeVersion) -> Plan {
      plan(
        target, from: [users([old])], before: RenamePlanTests.writesOld,
        columnMapping: [column("name"): [logicalField("name")], column("title"): [logicalField("name")]],
        assessments: [],
        backfills: [backfill("title", from: ["name"], .copy, .differs, after: 1)],
        [
          deploy(fields, synced: [pair]),
          deploy(fields, gates: [.backfilled("users.title")], synced: [pair], next),
        ])
    }
    // The plan does not reach its goal, which is another violation.
    let reads = code(use("title", reads: ["title": string], logicalFields: ["name"]))
    #expect(check(switched(reads)).allSatisfy { $0.invariant == .wellFormed })
    // The default satisfies NOT NULL before the trigger runs.
    #expect(check(switched(RenamePlanTests.usesNew)).allSatisfy { $0.invariant == .wellFormed })
  }
}
