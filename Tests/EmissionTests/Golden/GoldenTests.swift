// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import PlanModel
import Planner
import Reports
import RuleDocs
import SchemaLanguage
import SchemaModel
import SwiftEmitter
import TestSupport
import Testing

extension Fixture {
  /// The whole pipeline: a plan, or the diagnostics that refuse one.
  func result() throws -> Result<Plan, DiagnosticList> {
    let (old, new) = (try file("before.schema"), try file("after.schema"))
    do throws(DiagnosticList) {
      if let repair { return .success(try planRepair(repair, in: try readSchema([new]))) }
      let options = PlanOptions(reads: reads)
      return .success(try planMigration(from: try readSchema([old]), to: try readSchema([new]), options: options).plan)
    } catch {
      return .failure(error)
    }
  }

  /// The tables named in `reads.txt`, which functions read.
  private var reads: [TableName] {
    guard let file = try? file("reads.txt") else { return [] }
    return String(decoding: file.bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).map {
      TableName(String($0))
    }
  }

  /// The repair of `data.txt` and `set.txt`; then no schema changes.
  private var repair: Repair? {
    guard let file = try? file("data.txt") else { return nil }
    let sql = (try? self.file("set.txt")).map { String(decoding: $0.bytes, as: UTF8.self) }
    return Repair(dataFile: String(decoding: file.bytes, as: UTF8.self), sqlFile: sql)
  }

  /// What the plan is called: as its folder, and the one above where steps follow each other.
  private var migration: MigrationName {
    get throws {
      let folders = path.split(separator: "/")
      return try #require(MigrationName(folders.dropFirst(min(2, folders.count - 1)).joined(separator: "-")))
    }
  }

  /// The Swift of the plan, as it would stand in a package: what is generated, and what a person goes on with.
  private func swift(_ plan: Plan, named name: MigrationName) -> [(name: String, contents: String)] {
    guard !plan.deploys.isEmpty else { return [] }
    return migrationFiles(plan, named: name, typeName: name.typeName).map { file in
      (file.path.split(separator: "/").last.map(String.init) ?? file.path, file.contents)
    }
  }

  /// What stands beside the schemas: file name and contents.
  func outputs() throws -> [(name: String, contents: String)] {
    let (old, new) = (try file("before.schema"), try file("after.schema"))
    let migration = try self.migration
    switch try result() {
    case .success(let plan):
      return [
        ("report.txt", report(plan, format: .text, oldFiles: [old], newFiles: [new])),
        ("plan.json", planFile(plan, name: migration.text)),
        ("plan.md", planDocument(plan, name: migration.text, oldFiles: [old], newFiles: [new])),
      ] + swift(plan, named: migration)
    case .failure(let list):
      let lines = list.diagnostics.map { "\($0.severity.rawValue): \($0.message) [\($0.id.rawValue)]\n" }
      return [("report.txt", lines.joined())]
    }
  }
}

@Suite struct GoldenTests {
  @Test("Reports, plans and Swift equal the recorded files", arguments: Fixture.all)
  func resultsAreThoseBesideTheSchemas(fixture: Fixture) throws {
    for output in try fixture.outputs() {
      let url = packageRoot.appendingPathComponent(fixture.path + "/" + output.name)
      if isRecording {
        try Data(output.contents.utf8).write(to: url)
        Issue.record("recorded \(fixture.path)/\(output.name): read it, and run again without BELLOWS_RECORD")
      } else {
        // Compared outside of the expectation, whose failure would print both.
        let isSame = (try? Data(contentsOf: url)) == Data(output.contents.utf8)
        #expect(
          isSame, "\(fixture.path)/\(output.name) differs; `BELLOWS_RECORD=1 swift test --filter Golden` writes it anew"
        )
      }
    }
  }

  @Test("Every rule has a folder that shows it", arguments: Rule.allCases) func everyRuleHasAFolderThatShowsIt(
    rule: Rule
  ) throws {
    let fixture = try #require(Fixture.all.first { $0.path == "schemas/changes/\(rule.rawValue)" })
    switch try fixture.result() {
    case .success(let plan):
      let assessment = try #require(plan.assessments.first { $0.rule == rule }, "\(plan.assessments.map(\.rule))")
      #expect(!plan.deploys.isEmpty)
      check(assessment, against: rule.page)
    case .failure(let list):
      #expect(rule.page.verdict == .refused, "\(list.diagnostics.map(\.message))")
      #expect(list.diagnostics.contains { $0.id.rawValue == rule.rawValue })
    }
  }

  @Test("No example has a hazard that the page of its rule does not name", arguments: Fixture.all)
  func noChangeCarriesWhatItsPageDoesNotSay(fixture: Fixture) throws {
    guard case .success(let plan) = try fixture.result() else { return }
    for assessment in plan.assessments { check(assessment, against: assessment.rule.page) }
  }

  @Test("A schema compared with itself has no change", arguments: Fixture.all) func aSchemaAgainstItselfIsNoChange(
    fixture: Fixture
  ) throws {
    let schema = try readSchema([try fixture.file("after.schema")])
    let plan = try planMigration(from: schema, to: try readSchema([try fixture.file("after.schema")])).plan
    #expect(plan.assessments.isEmpty && plan.deploys.isEmpty && plan.backfills.isEmpty)
  }

  /// Pages are written by people: what the compiler says must be what they say.
  private func check(_ assessment: Assessment, against page: RulePage) {
    let name = "\(assessment.rule.rawValue) at \(assessment.path)"
    switch page.verdict {
    case .always(let verdict): #expect(assessment.verdict == verdict, "\(name)")
    case .depends: break
    case .refused: Issue.record("\(name) is planned, and its page says it is refused")
    }
    #expect(Set(assessment.phases).isSubset(of: page.phases), "\(name): \(assessment.phases)")
    #expect(Set(assessment.hazards).isSubset(of: page.hazards), "\(name): \(assessment.hazards)")
    #expect(!assessment.reason.isEmpty, "\(name)")
  }
}
