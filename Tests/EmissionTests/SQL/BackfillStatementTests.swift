// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

@testable import MigrationSQL

/// What SQL computes for a backfill is what its transform says, and pending are the rows that need it.
@Suite struct BackfillStatementTests {
  @Test("The SQL of a backfill has the values and conditions of its transform")
  func valuesAndConditionsAreThoseOfTheTransforms() throws {
    let database = try ScratchDatabase()
    var (values, conditions) = (0, 0)
    for seed in Thorough.seed..<(Thorough.seed + UInt64(Thorough.count(sample: 250, whole: 40_000))) {
      var generator = SchemaGenerator(seed: seed)
      let old = generator.schema(target: .sqlite)
      let new = generator.edited(old, times: 1 + Int(seed % 4))
      guard let plan = try? planMigration(from: old, to: new).plan else { continue }
      let functions = Functions(seed: seed, lastTypes: [:])
      var sampler = Sampler(seed: seed)
      sampler.isNasty = true
      for backfill in plan.backfills where !backfill.copiesTable && backfill.targets.count == 1 && backfill.isKnown {
        let builder = RevisionTables(plan.revision(after: backfill.after), in: .sqlite)
        guard
          let sql = BackfillWriter(plan: plan, in: .sqlite).statements(
            of: backfill, writing: backfill.targets.map(\.column)),
          let target = builder.field(backfill.targets[0])
        else { continue }
        let source = backfill.sources.first.flatMap(builder.field)
        for _ in 0..<10 {
          let (given, current) = (source.map { sampler.value(of: $0.type) }, sampler.value(of: target.type))
          var columns = [target.storedName: builder.storage.sql(current, target.type.value, stored: target.storedForm)]
          if let source, let given, source.storedName != target.storedName {
            columns[source.storedName] = builder.storage.sql(given, source.type.value, stored: source.storedForm)
          }
          let isInPlace = source?.storedName == target.storedName
          let inputs = (isInPlace ? current : given).map { [$0] } ?? []
          let wanted = try #require(functions.apply(backfill.transform, to: inputs, for: backfill.targets[0]))
          let row =
            "(SELECT \(columns.sorted { $0.key < $1.key }.map { "\($0.value) AS \($0.key.sql)" }.joined(separator: ", ")))"
          let literal = builder.storage.sql(wanted, target.type.value, stored: target.storedForm)
          // A row that is not pending gets no value.
          let isDone = if case .notIn(let type) = backfill.pending { type.contains(current) } else { false }
          if !isDone, let value = sql.values?[0] {
            values += 1
            let isSame = try database.rows("SELECT (\(value)) IS \(literal) FROM \(row)")[0][0]
            #expect(isSame == "1", "seed \(seed), \(backfill.name): \(value) of \(row) is not \(literal)")
          }
          if let pending = sql.pending {
            conditions += 1
            let expected =
              switch backfill.pending {
              case .notIn(let type): !type.contains(current)
              case .differs: columns[target.storedName] != literal
              case .present: current != .absent
              }
            let isPending = try database.rows("SELECT count(*) FROM \(row) WHERE \(pending)")[0][0]
            #expect(isPending == (expected ? "1" : "0"), "seed \(seed), \(backfill.name): \(pending) of \(row)")
          }
        }
      }
    }
    print("backfills in SQL: seed \(Thorough.seed), \(values) values, \(conditions) conditions")
    #expect(values > 100 && conditions > 100)
  }

  private func plan(_ before: String, _ after: String) throws -> Plan {
    func schema(_ text: String) throws -> Schema {
      try readSchema([SourceFile(path: "t.schema", text: "target sqlite\n" + text)])
    }
    return try planMigration(from: schema(before), to: schema(after)).plan
  }

  @Test(
    "A column that needs a value is not filled in SQL from one that may have none, whose rows a function refuses",
    arguments: [
      ("a: string", "b: string @was(a)"), ("a: int", "b: string @was(a)"), ("a: int", "a: string"),
      ("a: \"x\" | \"y\"", "b: \"x\" | (\"z\" @was(\"y\")) @was(a)"),
    ])
  func missingValues(old: String, new: String) throws {
    let plan = try plan("table t { \(old) }", "table t { \(new) }")
    let backfill = try #require(plan.backfills.first)
    let writer = BackfillWriter(plan: plan, in: .sqlite)
    #expect(writer.wholeSQL(of: backfill) != nil)
    var lacking = plan
    for index in lacking.deploys.indices {
      lacking.deploys[index].schema = plan.deploys[index].schema.relaxing(backfill.sources[0])
    }
    #expect(BackfillWriter(plan: lacking, in: .sqlite).wholeSQL(of: backfill) == nil)
    // If the new column may be empty, too, nothing is lost.
    for index in lacking.deploys.indices {
      lacking.deploys[index].schema = lacking.deploys[index].schema.relaxing(backfill.targets[0])
    }
    lacking.goal = lacking.goal.relaxing(backfill.targets[0])
    #expect(BackfillWriter(plan: lacking, in: .sqlite).wholeSQL(of: backfill) != nil)
  }

  @Test(
    "Renamed literals are found by their bytes, whatever the collation of the column", arguments: ["NOCASE", "RTRIM"])
  func collations(collation: String) throws {
    let other = collation == "NOCASE" ? "Y" : "y "
    let plan = try plan(
      "table t { a: \"x\" | \"y\" | \"\(other)\" }",
      "table t { a: \"x\" | (\"z\" @was(\"y\")) | \"\(other)\" }")
    let backfill = try #require(plan.backfills.first)
    let sql = try #require(BackfillWriter(plan: plan, in: .sqlite).wholeSQL(of: backfill))
    let (source, target) = (backfill.sources[0].column.sql, backfill.targets[0].column.sql)
    let database = try ScratchDatabase()
    try database.run("CREATE TABLE t (a TEXT COLLATE \(collation)\(source == target ? "" : ", \(target) TEXT"))")
    try database.run("INSERT INTO t (a) VALUES ('x'), ('y'), ('\(other)')")
    try database.run("UPDATE t SET \(target) = \(try #require(sql.values?.first)) WHERE \(try #require(sql.pending))")
    #expect(try database.rows("SELECT \(target) FROM t ORDER BY rowid") == [["x"], ["z"], [other]])
  }

  @Test("Rows that are no longer of any variant are found in SQL, and no others")
  func variants() throws {
    let plan = try plan(
      "table t = { k: \"a\", x: int } | { k: \"b\" } | { k: \"c\", y: string? }",
      "table t = { k: \"a\", x: int } | { k: \"c\", y: string? }")
    let database = try ScratchDatabase()
    try database.make(plan.revision(after: 0).storedTables(in: .sqlite))
    let row = ColumnID.wholeRow.sql
    let rows = [
      #"{"k":"a","x":1}"#, #"{"k":"b"}"#, #"{"k":"c"}"#, #"{"k":"c","y":"b"}"#, #"{ "k": "b" }"#,
    ]
    for text in rows { try database.run("INSERT INTO t (\(row)) VALUES ('\(text)')") }
    let wrong = [["2"], ["5"]]
    let backfill = try #require(plan.backfills.first)
    let sql = try #require(
      BackfillWriter(plan: plan, in: .sqlite).statements(of: backfill, writing: [ColumnID.wholeRow]))
    let pending = try #require(sql.pending)
    #expect(try database.rows("SELECT rowid FROM t WHERE \(pending) ORDER BY rowid") == wrong)
    let last = try #require(plan.deploys.last)
    let query = try #require(plan.violations(of: SchemaPath("t", .row), before: last, in: .sqlite))
    #expect(try database.rows(query).map { [$0[0]] } == wrong)
  }
}

extension Schema {
  /// The schema in which a column may be empty.
  fileprivate func relaxing(_ column: ColumnID) -> Schema {
    var schema = self
    schema.tables = tables.map { table in
      guard table.storedName == column.table, case .fields(var fields) = table.content else { return table }
      for index in fields.indices where fields[index].storedName == column.column {
        fields[index].type = fields[index].type.optional
        fields[index].defaultValue = nil
      }
      var table = table
      table.content = .fields(fields)
      return table
    }
    return schema
  }
}

extension Backfill {
  /// Whether its value is the same whoever computes it, as the simulation spells it.
  fileprivate var isKnown: Bool {
    switch transform {
    case .fill(let value): value.isConstant && !value.isDay
    case .convert(.text(from: .date)): false
    case .copy, .convert, .remap, .unset: true
    case .renameMembers, .custom, .sql: false
    }
  }
}

extension Default {
  /// The simulation has one day and one instant for all of them.
  fileprivate var isDay: Bool {
    switch self {
    case .text(.date, _), .text(.timestamp, _): true
    case .text, .literal, .emptyArray, .emptyObject, .now, .uuid, .auto: false
    }
  }
}

extension RevisionTables {
  fileprivate func field(_ column: ColumnID) -> Field? {
    tablesByStoredName[column.table]?.fields.first { $0.storedName == column.column }
  }
}
