// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import PlanModel
import Reports
import SchemaLanguage
import SchemaModel
import Testing

@Suite struct JSONReportTests {
  private struct Document: Decodable {
    struct Fingerprint: Decodable { var fingerprint: String }
    struct Change: Decodable {
      var rule, path, verdict, reason: String
      var phases, hazards: [String]
      var witness: String?
      var new: Place?
    }
    struct Place: Decodable, Equatable {
      var file: String
      var line, column: Int
    }
    struct Deploy: Decodable {
      var number: Int
      var phase, schema: String
      var release: Bool
      var code: [Use]
      var gate: Gate?
    }
    struct Use: Decodable {
      struct Column: Decodable, Equatable { var column, type: String }
      var table, field: String
      var reads, writes: [Column]
    }
    struct Gate: Decodable {
      var released: Int?
      var backfilled: [String]?
    }
    struct Backfill: Decodable {
      var name, table, kind: String
      var fields: [String]
      var after: Int
    }
    var format, verdict: String
    var base, target: Fingerprint
    var changes: [Change]
    var deploys: [Deploy]
    var backfills: [Backfill]
  }

  private func decoded(_ text: String) throws -> Document {
    try JSONDecoder().decode(Document.self, from: Data(text.utf8))
  }

  @Test("A JSON report of version 1 is read by JSONDecoder")
  func versionOneIsReadByAnOrdinaryDecoder() throws {
    let plan = samplePlan()
    let document = try decoded(report(plan, format: .json, newFiles: [sampleFile]))
    #expect(document.format == "bellows-plan/1")
    #expect(document.verdict == "breaking")
    #expect(document.base.fingerprint == plan.base.fingerprint)
    #expect(document.target.fingerprint == plan.goal.fingerprint)
    #expect(document.changes.map(\.rule) == ["index-added", "field-added-required"])
    #expect(document.changes[1].new == Document.Place(file: "app.schema", line: 2, column: 3))
    #expect(document.changes[1].witness == "refused: no value")
    #expect(document.deploys.map(\.schema) == samplePlan().deploys.map(\.schema.fingerprint))
    #expect(document.deploys[0].code[0].reads == [Document.Use.Column(column: "users.age", type: "int?")])
    #expect(document.deploys[0].gate?.released == nil)
    #expect(document.deploys[1].gate?.released == 1)
    #expect(document.deploys[1].gate?.backfilled == ["users.age"])
    #expect(document.backfills.map(\.kind) == ["custom"])
  }

  @Test("Keys are in the order of the format")
  func keysStandInTheOrderOfTheFormat() {
    let text = report(samplePlan(), format: .json)
    let keys = ["format", "base", "target", "verdict", "changes", "deploys", "backfills"]
    let places = keys.compactMap { text.range(of: "\n  \"\($0)\": ")?.lowerBound }
    #expect(places.count == keys.count)
    #expect(places == places.sorted())
  }

  @Test("Any name in a JSON report is read back unchanged")
  func anyNameComesBackAsItWas() throws {
    let name: FieldName = "a\"\\\u{0}\u{1F}\u{7F}\u{2028}é\u{1F98A}\n"
    let document = try decoded(report(samplePlan(field: name), format: .json))
    #expect(document.deploys[0].code[0].field.hasSameBytes(as: name.text))
    #expect(document.backfills[0].fields.map { FieldName($0) } == [name])
  }
}
