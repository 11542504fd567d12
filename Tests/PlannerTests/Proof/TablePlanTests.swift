// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaModel
import Testing

/// Whole tables: added, removed, copied under another name; and tables of several shapes.
@Suite struct TablePlanTests {
  static let people = users([Field("name", string)])
  static let posts = Table(
    "posts", content: .fields([Field("author", FieldType(.reference("users"))), Field("text", string)]))
  static let usesPosts = CodeVersion(tables: [TableUse("posts", stored: ["posts"])])

  static func tables(
    from base: [Table], before: CodeVersion = CodeVersion(), meanings: [ColumnID: Set<TruthID>] = [:],
    assessments: [Assessment] = [], backfills: [Backfill] = [], _ deploys: Deploy...
  ) -> Plan {
    plan(
      .document, from: base, before: before, meanings: meanings, assessments: assessments, backfills: backfills, deploys
    )
  }

  static func assessment(_ rule: Rule, _ change: Change, _ hazards: [Hazard] = []) -> Assessment {
    Assessment(
      rule: rule, change: change, path: SchemaPath("users"), verdict: .breaking, phases: [.tighten], hazards: hazards,
      reason: "It is so.")
  }

  static let added = tables(from: [people], deploy([people, posts], usesPosts))

  @Test func aNewTableTakesOneDeploy() { expectAccepted(Self.added) }

  @Test func codeBeforeItsTableIsRefused() {
    expectRefused(
      Self.tables(from: [Self.people], deploy([Self.people], Self.usesPosts), deploy([Self.people, Self.posts])),
      .writesAccepted, at: 1)
    expectRefused(Self.tables(from: [Self.people], deploy([Self.people, Self.posts])), .writesAccepted)
  }

  static let saved = ["author", "text"].map { ColumnID("posts", StoredName($0)) }
  static let removed = tables(
    from: [people, posts], before: usesPosts,
    assessments: [assessment(.tableRemoved, .tableRemoved(posts), [.deletesData])],
    backfills: [
      Backfill(
        name: "posts", table: "posts", storedTable: "posts", fields: ["*"], sources: [], targets: saved,
        transform: .unset, pending: .present, after: 1, assessment: 0)
    ],
    deploy([people, posts], CodeVersion()),
    deploy([people], gates: [.released(deploy: 1), .backup(saved), .backfilled("posts")]))

  @Test func aRemovedTableIsLeftThenSavedThenDropped() { expectAccepted(Self.removed) }

  @Test func droppingATableInUseIsRefused() {
    expectRefused(Self.removed.without(.released(deploy: 1), of: 2), .writesAccepted, at: 2)
    expectRefused(Self.removed.without(.released(deploy: 1), of: 2), .rowsReadable, at: 2)
  }

  @Test func droppingATableWithoutABackupIsRefused() {
    expectRefused(Self.removed.without(.backup(Self.saved), of: 2), .nothingLost, at: 2)
    expectRefused(Self.removed.with(deploy: 2) { $0.gates[1] = .backup([Self.saved[0]]) }, .nothingLost, at: 2)
    expectRefused(Self.removed.with { $0.assessments = [] }, .nothingLost, at: 2)
  }

  @Test func droppingATableThatAColumnRefersToIsRefused() {
    let mutant = Self.removed.with { plan in
      plan.before = CodeVersion(tables: [TableUse("users", stored: ["users"])])
      plan.assessments = [Self.assessment(.tableRemoved, .tableRemoved(Self.people), [.deletesData])]
      plan.deploys[1].gates[1] = .backup([column("name")])
      plan.deploys[1].schema = Schema(tables: [Self.posts])
      plan.goal = plan.deploys[1].schema
    }
    expectRefused(mutant, .wellFormed, at: 2)
    #expect(prove(mutant).contains { $0.column == Self.saved[0] })
  }

  static let members = Table("members", content: .fields([Field("name", string)]))
  static let copy = ColumnID("members", "name")
  static func code(_ table: TableName, reads: ColumnID, writes: [ColumnID]) -> CodeVersion {
    CodeVersion(
      uses: [
        FieldUse(
          table: table, field: "name", truths: [truth("name")], reads: [ColumnUse(reads, string)],
          writes: writes.map { ColumnUse($0, string) })
      ], tables: [TableUse(table, stored: writes.map(\.table))])
  }
  static let renamed = tables(
    from: [people], before: code("users", reads: column("name"), writes: [column("name")]),
    meanings: [column("name"): [truth("name")], copy: [truth("name")]],
    assessments: [assessment(.tableRenamed, .tableRenamed(old: people, new: members))],
    backfills: [
      Backfill(
        name: "members", table: "users", storedTable: "users", fields: ["name"], sources: [column("name")],
        targets: [copy], transform: .copy, pending: .differs, after: 1, assessment: 0),
      Backfill(
        name: "users.delete", table: "users", storedTable: "users", fields: ["*"], sources: [],
        targets: [column("name")], transform: .unset, pending: .present, after: 3, assessment: 0),
    ],
    deploy([people, members], code("members", reads: column("name"), writes: [column("name"), copy])),
    deploy(
      [people, members], gates: [.released(deploy: 1), .backfilled("members")],
      code("members", reads: copy, writes: [column("name"), copy])),
    deploy([people, members], gates: [.released(deploy: 2)], code("members", reads: copy, writes: [copy])),
    deploy([members], gates: [.released(deploy: 3), .backfilled("users.delete")]))

  @Test func aTableIsCopiedAsAColumnIs() { expectAccepted(Self.renamed) }

  @Test("A renamed table leaves no rows in the old one of a document store")
  func theOldTableIsEmptied() {
    let kept = Self.renamed.without(.backfilled("users.delete"), of: 4).with { $0.backfills.removeLast() }
    expectRefused(kept, .nothingLost, at: 4)
    expectAccepted(kept.on(.postgresql))
    expectRefused(Self.renamed.without(.released(deploy: 3), of: 4), .nothingLost, at: 4)
  }

  /// An insert into one table is copied as a row, with what its default gave.
  @Test func aDefaultIsCopiedWithItsRow() {
    let name = Field("name", string, defaultValue: .literal(.string("?")))
    let (old, new) = (users([name]), Table("members", content: .fields([name])))
    let pair = InStep(old: column("name"), new: Self.copy, transform: .copy)
    var before = Self.code("users", reads: column("name"), writes: [column("name")])
    before.relinquishes = [column("name")]
    var after = Self.code("members", reads: Self.copy, writes: [Self.copy])
    after.relinquishes = [Self.copy]
    let inStep = plan(
      .postgresql, from: [old], before: before, meanings: Self.renamed.meanings,
      assessments: [Self.assessment(.tableRenamed, .tableRenamed(old: old, new: new))],
      backfills: Array(Self.renamed.backfills.prefix(1)),
      [
        deploy([old, new], inStep: [pair]),
        deploy([old, new], gates: [.backfilled("members")], inStep: [pair], after),
        deploy([new], gates: [.released(deploy: 2)]),
      ])
    expectAccepted(inStep)
    expectRefused(inStep.with(deploy: 2) { $0.inStep = [] }, .nothingStale, at: 2)
    expectRefused(inStep.without(.backfilled("members"), of: 2), .nothingStale, at: 2)
  }

  @Test func readingTheCopyTooEarlyIsRefused() {
    expectRefused(
      Self.renamed.with(deploy: 1) { deploy in deploy.code.uses[0].reads[0].column = Self.copy }, .nothingStale, at: 1)
    expectRefused(Self.renamed.without(.released(deploy: 1), of: 2), .nothingStale, at: 2)
    expectRefused(Self.renamed.without(.backfilled("members"), of: 2), .nothingStale, at: 2)
  }

  /// Rows that nothing kept apart are copied as they are.
  @Test func aUniqueIndexOfTheCopyNeedsAPromiseOfTheOriginal() {
    let unique = Index(.unique, "by_name", [["name"]])
    func adding(toOriginal isPromised: Bool) -> Plan {
      Self.renamed.with { plan in
        func change(_ tables: inout [Table]) {
          for place in tables.indices where isPromised || tables[place].name == "members" {
            tables[place].indexes = [unique]
          }
        }
        change(&plan.base.tables)
        for place in plan.deploys.indices { change(&plan.deploys[place].schema.tables) }
        plan.goal = plan.deploys[3].schema
      }
    }
    expectAccepted(adding(toOriginal: true))
    expectRefused(adding(toOriginal: false), .rowsFit, at: 1)
  }

  @Test func deletingFromOneOfTheTablesAloneBringsRowsBack() {
    let mutant = Self.renamed.with(deploy: 2) { $0.code.tables = [TableUse("members", stored: ["members"])] }
    expectRefused(mutant, .nothingStale, at: 2)
  }

  @Test func referencesToARenamedTableAreTheSameKeys() {
    let before = [Self.people, Self.posts]
    let named = Table("members", explicitStoredName: "users", content: Self.people.content)
    let after = [
      named,
      Table("posts", content: .fields([Field("author", FieldType(.reference("members"))), Field("text", string)])),
    ]
    let change = Self.assessment(.tableRenamed, .tableRenamed(old: Self.people, new: named))
    expectAccepted(Self.tables(from: before, assessments: [change], deploy(after)))
    let elsewhere = after.map { $0.name == "members" ? Self.members : $0 }
    expectRefused(Self.tables(from: before, assessments: [change], deploy(elsewhere)), .rowsFit, at: 1)
  }

  @Test("A removed table leaves no rows in a document store") func emptyingATableDeletesItsRows() {
    let kept = Self.removed.without(.backfilled("posts"), of: 2).with { $0.backfills = [] }
    expectRefused(kept, .nothingLost, at: 2)
    expectAccepted(kept.on(.postgresql))
    expectRefused(Self.removed.with { $0.backfills[0].targets.removeLast() }, .wellFormed, at: 2)
    expectRefused(Self.removed.with { $0.backfills[0].fields = ["author", "text"] }, .nothingLost, at: 2)
    expectRefused(Self.removed.without(.released(deploy: 1), of: 2), .nothingLost, at: 2)
    expectRefused(Self.removed.without(.backup(Self.saved), of: 2), .nothingLost, at: 2)
  }

  static func events(_ shapes: [[ValueType.Member]]) -> Table { Table("events", content: .shapes(shapes)) }
  static let click = [ValueType.Member("kind", .literal(.string("click"))), ValueType.Member("x", .scalar(.int))]
  static let key = [ValueType.Member("kind", .literal(.string("key"))), ValueType.Member("code", .scalar(.string))]
  static func usesRows(reads: Table, writes: Table) -> CodeVersion {
    let row = ColumnID("events", ColumnID.wholeRow)
    return CodeVersion(
      uses: [
        FieldUse(
          table: "events", field: "*", truths: [TruthID("events", "*")],
          reads: [ColumnUse(row, FieldType(reads.rowType))], writes: [ColumnUse(row, FieldType(writes.rowType))])
      ])
  }

  @Test func anotherShapeIsReadBeforeItIsWritten() {
    let (old, new) = (Self.events([Self.click]), Self.events([Self.click, Self.key]))
    let widened = Self.tables(
      from: [old], before: Self.usesRows(reads: old, writes: old),
      deploy([new], Self.usesRows(reads: new, writes: old)),
      deploy([new], gates: [.released(deploy: 1)], Self.usesRows(reads: new, writes: new)))
    expectAccepted(widened)
    expectRefused(widened.without(deploy: 1), .rowsReadable, at: 1)
  }
}
