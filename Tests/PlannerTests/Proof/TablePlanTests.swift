// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaModel
import Testing

/// Added, removed and copied tables, and tables with variants.
@Suite struct TablePlanTests {
  static let people = users([Field("name", string)])
  static let posts = Table(
    "posts", content: .fields([Field("author", FieldType(.reference("users"))), Field("text", string)]))
  static let usesPosts = CodeVersion(tables: [TableUse("posts", stored: ["posts"])])

  static func tables(
    from base: [Table], before: CodeVersion = CodeVersion(), columnMapping: [ColumnID: Set<LogicalField>] = [:],
    assessments: [Assessment] = [], backfills: [Backfill] = [], _ deploys: Deploy...
  ) -> Plan {
    plan(
      .document, from: base, before: before, columnMapping: columnMapping, assessments: assessments,
      backfills: backfills, deploys
    )
  }

  static func assessment(_ rule: Rule, _ change: Change, _ hazards: [Hazard] = []) -> Assessment {
    Assessment(
      rule: rule, change: change, path: SchemaPath("users"), verdict: .breaking, phases: [.tighten], hazards: hazards,
      reason: "It is so.")
  }

  static let added = tables(from: [people], deploy([people, posts], usesPosts))

  @Test("An added table takes one deploy")
  func aNewTableTakesOneDeploy() { expectAccepted(Self.added) }

  @Test("Code that uses a table before the database has it is rejected")
  func codeBeforeItsTableIsRefused() {
    expectRejected(
      Self.tables(from: [Self.people], deploy([Self.people], Self.usesPosts), deploy([Self.people, Self.posts])),
      .writesAccepted, at: 1)
    expectRejected(Self.tables(from: [Self.people], deploy([Self.people, Self.posts])), .writesAccepted)
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

  @Test("A removed table is no longer used, backed up, then dropped")
  func aRemovedTableIsLeftThenSavedThenDropped() { expectAccepted(Self.removed) }

  @Test("Dropping a table in use is rejected")
  func droppingATableInUseIsRefused() {
    expectRejected(Self.removed.without(.released(deploy: 1), of: 2), .writesAccepted, at: 2)
    expectRejected(Self.removed.without(.released(deploy: 1), of: 2), .rowsReadable, at: 2)
  }

  @Test("Dropping a table without a backup is rejected")
  func droppingATableWithoutABackupIsRefused() {
    expectRejected(Self.removed.without(.backup(Self.saved), of: 2), .nothingLost, at: 2)
    expectRejected(Self.removed.with(deploy: 2) { $0.gates[1] = .backup([Self.saved[0]]) }, .nothingLost, at: 2)
    expectRejected(Self.removed.with { $0.assessments = [] }, .nothingLost, at: 2)
  }

  @Test("Dropping a referenced table is rejected")
  func droppingATableThatAColumnRefersToIsRefused() {
    let mutant = Self.removed.with { plan in
      plan.before = CodeVersion(tables: [TableUse("users", stored: ["users"])])
      plan.assessments = [Self.assessment(.tableRemoved, .tableRemoved(Self.people), [.deletesData])]
      plan.deploys[1].gates[1] = .backup([column("name")])
      plan.deploys[1].schema = Schema(tables: [Self.posts])
      plan.goal = plan.deploys[1].schema
    }
    expectRejected(mutant, .wellFormed, at: 2)
    #expect(check(mutant).contains { $0.column == Self.saved[0] })
  }

  static let members = Table("members", content: .fields([Field("name", string)]))
  static let copy = ColumnID("members", "name")
  static func code(_ table: TableName, reads: ColumnID, writes: [ColumnID]) -> CodeVersion {
    CodeVersion(
      uses: [
        FieldUse(
          table: table, field: "name", logicalFields: [logicalField("name")], reads: [ColumnUse(reads, string)],
          writes: writes.map { ColumnUse($0, string) })
      ], tables: [TableUse(table, stored: writes.map(\.table))])
  }
  static let renamed = tables(
    from: [people], before: code("users", reads: column("name"), writes: [column("name")]),
    columnMapping: [column("name"): [logicalField("name")], copy: [logicalField("name")]],
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
    deploy(
      [members], gates: [.released(deploy: 3), .backup([column("name")]), .backfilled("users.delete")]))

  @Test("A renamed table is copied like a column")
  func aTableIsCopiedAsAColumnIs() { expectAccepted(Self.renamed) }

  @Test("A rename that leaves rows in the old table is rejected on a document store")
  func theOldTableIsEmptied() {
    let kept = Self.renamed.without(.backfilled("users.delete"), of: 4).with { $0.backfills.removeLast() }
    expectRejected(kept, .nothingLost, at: 4)
    expectAccepted(kept.on(.postgresql))
    expectRejected(Self.renamed.without(.released(deploy: 3), of: 4), .nothingLost, at: 4)
    expectRejected(Self.renamed.without(.backup([column("name")]), of: 4), .nothingLost, at: 4)
  }

  @Test("Default values are copied with the row")
  func aDefaultIsCopiedWithItsRow() {
    let name = Field("name", string, defaultValue: .literal(.string("?")))
    let (old, new) = (users([name]), Table("members", content: .fields([name])))
    let pair = SyncedColumns(old: column("name"), new: Self.copy, transform: .copy)
    var before = Self.code("users", reads: column("name"), writes: [column("name")])
    before.relinquishes = [column("name")]
    var after = Self.code("members", reads: Self.copy, writes: [Self.copy])
    after.relinquishes = [Self.copy]
    let synced = plan(
      .postgresql, from: [old], before: before, columnMapping: Self.renamed.columnMapping,
      assessments: [Self.assessment(.tableRenamed, .tableRenamed(old: old, new: new))],
      backfills: Array(Self.renamed.backfills.prefix(1)),
      [
        deploy([old, new], synced: [pair]),
        deploy([old, new], gates: [.backfilled("members")], synced: [pair], after),
        deploy([new], gates: [.released(deploy: 2), .backup([column("name")])]),
      ])
    expectAccepted(synced)
    expectRejected(synced.with(deploy: 2) { $0.synced = [] }, .nothingStale, at: 2)
    expectRejected(synced.without(.backfilled("members"), of: 2), .nothingStale, at: 2)
  }

  @Test("Reading a shadow table before the backfill is rejected")
  func readingTheCopyTooEarlyIsRefused() {
    expectRejected(
      Self.renamed.with(deploy: 1) { deploy in deploy.code.uses[0].reads[0].column = Self.copy }, .nothingStale, at: 1)
    expectRejected(Self.renamed.without(.released(deploy: 1), of: 2), .nothingStale, at: 2)
    expectRejected(Self.renamed.without(.backfilled("members"), of: 2), .nothingStale, at: 2)
  }

  @Test("A unique index of a shadow table needs one of the original")
  func aUniqueIndexOfTheCopyNeedsAPromiseOfTheOriginal() {
    let unique = Index(.unique, "by_name", [["name"]])
    func adding(toOriginal isPromised: Bool) -> Plan {
      Self.renamed.with { plan in
        func change(_ tables: inout [Table]) {
          for position in tables.indices where isPromised || tables[position].name == "members" {
            tables[position].indexes = [unique]
          }
        }
        change(&plan.base.tables)
        for position in plan.deploys.indices { change(&plan.deploys[position].schema.tables) }
        plan.goal = plan.deploys[3].schema
      }
    }
    expectAccepted(adding(toOriginal: true))
    expectRejected(adding(toOriginal: false), .rowsFit, at: 1)
  }

  @Test("Code that deletes rows of only one of two synchronised tables is rejected")
  func deletingFromOneOfTheTablesAloneBringsRowsBack() {
    let mutant = Self.renamed.with(deploy: 2) { $0.code.tables = [TableUse("members", stored: ["members"])] }
    expectRejected(mutant, .nothingStale, at: 2)
  }

  @Test("References to a renamed table keep their keys")
  func referencesToARenamedTableAreTheSameKeys() {
    let before = [Self.people, Self.posts]
    let named = Table("members", explicitStoredName: "users", content: Self.people.content)
    let after = [
      named,
      Table("posts", content: .fields([Field("author", FieldType(.reference("members"))), Field("text", string)])),
    ]
    let change = Self.assessment(.tableRenamed, .tableRenamed(old: Self.people, new: named))
    expectAccepted(Self.tables(from: before, assessments: [change], deploy(after)))
    let elsewhere = after.map { $0.name == "members" ? Self.members : $0 }
    expectRejected(Self.tables(from: before, assessments: [change], deploy(elsewhere)), .rowsFit, at: 1)
  }

  @Test("Removing a table that still has rows is rejected on a document store") func emptyingATableDeletesItsRows() {
    let kept = Self.removed.without(.backfilled("posts"), of: 2).with { $0.backfills = [] }
    expectRejected(kept, .nothingLost, at: 2)
    expectAccepted(kept.on(.postgresql))
    expectRejected(Self.removed.with { $0.backfills[0].targets.removeLast() }, .wellFormed, at: 2)
    expectRejected(Self.removed.with { $0.backfills[0].fields = ["author", "text"] }, .nothingLost, at: 2)
    expectRejected(Self.removed.without(.released(deploy: 1), of: 2), .nothingLost, at: 2)
    expectRejected(Self.removed.without(.backup(Self.saved), of: 2), .nothingLost, at: 2)
  }

  static func events(_ variants: [[ValueType.Member]]) -> Table { Table("events", content: .variants(variants)) }
  static let click = [ValueType.Member("kind", .literal(.string("click"))), ValueType.Member("x", .scalar(.int))]
  static let key = [ValueType.Member("kind", .literal(.string("key"))), ValueType.Member("code", .scalar(.string))]
  static func usesRows(reads: Table, writes: Table) -> CodeVersion {
    let row = ColumnID("events", ColumnID.wholeRow)
    return CodeVersion(
      uses: [
        FieldUse(
          table: "events", field: "*", logicalFields: [LogicalField("events", "*")],
          reads: [ColumnUse(row, FieldType(reads.rowType))], writes: [ColumnUse(row, FieldType(writes.rowType))])
      ])
  }

  @Test("A new variant is read before it is written")
  func aNewVariantIsReadBeforeItIsWritten() {
    let (old, new) = (Self.events([Self.click]), Self.events([Self.click, Self.key]))
    let widened = Self.tables(
      from: [old], before: Self.usesRows(reads: old, writes: old),
      deploy([new], Self.usesRows(reads: new, writes: old)),
      deploy([new], gates: [.released(deploy: 1)], Self.usesRows(reads: new, writes: new)))
    expectAccepted(widened)
    expectRejected(widened.without(deploy: 1), .rowsReadable, at: 1)
  }

  @Test("Rows of a removed variant are counted after the last code that writes them")
  func aRemovedVariantIsCounted() {
    let (old, new) = (Self.events([Self.click, Self.key]), Self.events([Self.click]))
    let path = SchemaPath("events", .row)
    let narrowed = Self.tables(
      from: [old], before: Self.usesRows(reads: old, writes: old),
      deploy([old], Self.usesRows(reads: old, writes: new)),
      deploy([new], gates: [.released(deploy: 1), .verified([path])], Self.usesRows(reads: new, writes: new)))
    expectAccepted(narrowed)
    expectRejected(narrowed.without(.verified([path]), of: 2), .rowsFit, at: 2)
    expectRejected(narrowed.with(deploy: 2) { $0.gates.reverse() }, .rowsFit, at: 2)
    expectRejected(narrowed.without(.released(deploy: 1), of: 2), .writesAccepted, at: 2)
  }
}
