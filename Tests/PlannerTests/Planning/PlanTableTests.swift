// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import Testing

/// Each row of the table of rollouts where the store can neither fill nor keep in step.
@Suite struct PlanTableTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var change: String
    var old: String
    var new: String
    var deploys: [String]
    var testDescription: String { change }
  }

  static let rows: [Row] = [
    Row(change: "added optional", old: "a: int", new: "a: int\nb: int?", deploys: ["R t.b introduce"]),
    Row(
      change: "widened", old: "a: \"x\" | \"y\"", new: "a: \"x\" | \"y\" | \"z\"",
      deploys: ["R t.a readWide", "R t.a writeWide"]),
    Row(change: "made optional", old: "a: int", new: "a: int?", deploys: ["R t.a readWide", "R t.a writeWide"]),
    Row(
      change: "added required", old: "a: int", new: "a: int\nb: int",
      deploys: ["R t.b writeAndFallBack", "[backfill t.b] R t.b strict"]),
    Row(
      change: "made required", old: "a: int?", new: "a: int",
      deploys: ["R t.a writeOnlyNew", "[backfill t.a] R t.a strict"]),
    Row(
      change: "narrowed, which deletes", old: "a: \"x\" | \"y\"", new: "a: \"x\"",
      deploys: ["R t.a writeOnlyNew", "[backup t.a] [backfill t.a] R t.a strict"]),
    Row(
      change: "converted in place", old: "a: int", new: "a: string",
      deploys: ["R t.a readBothWriteOld", "R t.a readBothWriteNew", "[backfill t.a] R t.a strict"]),
    Row(
      change: "renamed", old: "a: int", new: "b: int @was(a)",
      deploys: [
        "R t.b writeBothReadOld", "[backfill t.b] R t.b writeBothReadNew", "R t.b useOnlyNew",
        "[backup t.a] [backfill t.a.unset] - t.b drop",
      ]),
    Row(
      change: "derived, the sources stay", old: "a: int", new: "a: int\nb: string @from(a)",
      deploys: ["R t.b writeBothReadOld", "[backfill t.b] R t.b writeBothReadNew"]),
    Row(
      change: "removed, was optional", old: "a: int\nf: int?", new: "a: int",
      deploys: ["R t.f stopUsing", "[backup t.f] [backfill t.f.unset] - t.f drop"]),
    Row(
      change: "removed, was required", old: "a: int\nf: int", new: "a: int",
      deploys: ["R t.f stopReading", "R t.f stopWriting", "[backup t.f] [backfill t.f.unset] - t.f drop"]),
    Row(
      change: "split in two", old: "name: string", new: "first: string @from(name)\nlast: string @from(name)",
      deploys: [
        "R t.first writeBothReadOld, t.last writeBothReadOld",
        "[backfill t.first+last] R t.first writeBothReadNew, t.last writeBothReadNew, t.name stopReading",
        "R t.name stopWriting", "[backup t.name] [backfill t.name.unset] - t.name drop",
      ]),
  ]

  @Test("Every change has the plan that the guides recommend", arguments: rows) func isAsTheGuidesAdvise(_ row: Row)
    throws
  {
    let plan = try planTable(from: row.old, to: row.new)
    #expect(shape(plan) == row.deploys)
    #expect(check(plan) == [])
  }

  @Test("Columns are hidden only from a hand-written function that gets a row and does not use them")
  func hiddenColumns() throws {
    func hidden(_ new: String, reads: [TableName] = []) throws -> Set<ColumnID> {
      func text(_ lines: String) -> String { "target document\ntable o { x: int }\ntable t {\n\(lines)\n}\n" }
      let all: Set = [ColumnID("t", "a"), ColumnID("t", "b"), ColumnID("o", "x")]
      let options = PlanOptions(reads: reads, hidden: all)
      return try planMigration(from: schema(text("a: int\nb: int?")), to: schema(text(new)), options: options).plan
        .hidden
    }
    #expect(try hidden("a: int\nb: int?\nc: string") == [ColumnID("t", "a"), ColumnID("t", "b")])
    #expect(try hidden("a: int\nb: int") == [ColumnID("t", "a")], "the function writes `b`")
    #expect(try hidden("a: int\nb: int?\nc: string", reads: ["t"]) == [], "functions read whole rows of the table")
    #expect(try hidden("a: int\nb: int?\nc: string", reads: ["o"]) == [ColumnID("t", "a"), ColumnID("t", "b")])
    #expect(try hidden("c: int @was(a)\nb: int?") == [], "no function is hand-written")
    #expect(try hidden("a: int\nb: int?\nc: int?") == [], "there is no backfill")
  }

  @Test("Many changes share four deploys")
  func manyChangesShareFourDeploys() throws {
    let plan = try planTable(
      from: "a: int\nb: int\nc: int?\nd: int", to: "a2: int @was(a)\nb: string\nc: int\ne: int\nf: int?")
    #expect(plan.deploys.count == 4)
    #expect(plan.deploys.count { $0.isRelease } == 3)
  }

  @Test("A plan from the goal to the goal is empty")
  func aSecondPlanIsEmpty() throws {
    for row in Self.rows {
      let plan = try planTable(from: row.old, to: row.new)
      let last = try #require(plan.deploys.last)
      let text = "target document\ntable t {\n\(row.new)\n}\n"
      #expect(try planMigration(from: last.schema, to: schema(text)).plan.deploys.isEmpty, "\(row.change)")
    }
  }

  @Test("Every schema of a plan can be printed and parsed")
  func everySchemaOfAPlanParses() throws {
    for row in Self.rows {
      for deploy in try planTable(from: row.old, to: row.new).deploys {
        #expect(try schema(printSchema(deploy.schema)).fingerprint == deploy.schema.fingerprint)
      }
    }
  }
}
