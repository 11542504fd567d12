// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import PlanModel
import SchemaModel
import SwiftEmitter
import Testing

@testable import BellowsTool

/// What `check` takes for new, changed and part of a plan, and where its findings point.
@Suite struct ComparisonTests {
  /// A side of a comparison, with the contents of files by path.
  private static func side(_ blobs: [String: String]) -> Comparison.Side {
    let ids = blobs.mapValues { BlobID(text: $0) }
    return Comparison.Side(tree: GitTree(name: "HEAD", blobs: ids, store: BlobStore(Git(folder: "."))), current: nil)
  }

  private static func comparison(_ new: [String: String], since bases: [[String: String]]) -> Comparison {
    Comparison(new: side(new), bases: bases.map(side), isBranch: false)
  }

  @Test(
    "A plan is new if no base has its data",
    arguments: [
      ([], true), ([[:]], true), ([["plan.json": "1"]], false), ([["deploy": "1", "base.schema": "2"]], true),
      ([["plan.json": "1"], [:]], false), ([[:], ["plan.json": "2"]], false), ([[:], ["deploy": "1"]], true),
    ] as [([[String: String]], Bool)])
  func newPlans(_ bases: [[String: String]], _ isNew: Bool) throws {
    let plan = try #require(MigrationName("add-age"))
    let folders = bases.map { base in
      Dictionary(uniqueKeysWithValues: base.map { ("Migrations/add-age/\($0.key)", $0.value) })
    }
    let other = ["Migrations/other/plan.json": "1"]
    let comparison = Self.comparison(other, since: folders.map { $0.merging(other) { $1 } })
    #expect(comparison.isNew(plan) == isNew)
  }

  @Test(
    "A file is changed if no base has it with the same contents",
    arguments: [
      ("1", [], true), ("1", ["1"], false), ("1", ["2"], true), ("1", [nil], true), ("1", ["1", "2"], false),
      ("1", ["2", "1"], false), ("1", ["2", nil], true), (nil, [nil], false), (nil, ["1"], true),
      (nil, ["1", nil], false),
    ] as [(String?, [String?], Bool)])
  func changedFiles(_ new: String?, _ bases: [String?], _ isChanged: Bool) {
    func files(_ blob: String?) -> [String: String] { blob.map { ["a": $0, "b": "9"] } ?? ["b": "9"] }
    let comparison = Self.comparison(files(new), since: bases.map(files))
    #expect(comparison.isChanged("a") == isChanged)
    #expect(comparison.isAsBefore { $0 == "a" } == !(isChanged || bases.isEmpty))
  }

  @Test("Files are as before if one base has all of them, whatever else it has")
  func severalFiles() {
    let comparison = Self.comparison(
      ["a": "1", "b": "2"], since: [["a": "1", "b": "3"], ["a": "0", "b": "2", "c": "4"]])
    #expect(comparison.isAsBefore { $0 == "a" } && comparison.isAsBefore { $0 == "b" })
    #expect(!comparison.isAsBefore { _ in true })
    #expect(!comparison.isAsBefore { $0 == "b" || $0 == "c" })
  }

  @Test("The current schema of the new side is named by its path, and one of a base also by its commit")
  func namesOfSides() throws {
    let sandbox = try Sandbox()
    try sandbox.write("Migrations/current.schema", "old")
    try sandbox.commitAll()
    try sandbox.write("Migrations/current.schema", "new")
    try sandbox.git("add", "--all")
    let git = Git(folder: sandbox.root.path)
    let staged = try Comparison(git, base: nil, below: ["Migrations"])
    #expect(staged.new.current?.path == "Migrations/current.schema")
    #expect(staged.new.current?.bytes == Array("new".utf8))
    #expect(staged.bases.map { $0.current?.path } == ["HEAD:Migrations/current.schema"])
    #expect(staged.bases.map { $0.current?.bytes } == [Array("old".utf8)])
    #expect(!staged.isBranch && staged.wording == "staged changes against HEAD")

    let branch = try Comparison(git, base: "main", below: ["Migrations"])
    #expect(branch.new.current?.path == "Migrations/current.schema")
    #expect(branch.new.current?.bytes == Array("old".utf8))
    #expect(branch.bases.map { $0.current?.path } == ["main:Migrations/current.schema"])
    #expect(branch.isBranch && branch.wording == "HEAD against main")

    try sandbox.git("rm", "--quiet", "--force", "Migrations/current.schema")
    #expect(try Comparison(git, base: nil, below: ["Migrations"]).new.current == nil)
  }

  /// A check that has read nothing.
  private func emptyCheck(of files: [String: String] = [:]) throws -> WorkflowCheck {
    try WorkflowCheck(Self.comparison(files, since: []))
  }

  @Test(
    "The files of a plan are those of its folder, without report and attestations, and its generated Swift",
    arguments: [
      ("Migrations/add-age/plan.json", true), ("Migrations/add-age/base.schema", true),
      ("Migrations/add-age/deploy", true), ("Migrations/add-age/plan.md", false),
      ("Migrations/add-age/1-attested-production-app.json", false), ("Migrations/add-age-2/plan.json", false),
      ("Migrations/current.schema", false), ("Sources/Migrations/add-age/AddAge.generated.swift", true),
      ("Sources/Migrations/add-age/AddAge.swift", false), ("Sources/Migrations/other/Other.generated.swift", false),
      ("Sources/Migrations/Plans.generated.swift", false), ("Sources/add-age/AddAge.generated.swift", false),
    ])
  func partsOfPlans(_ path: String, _ isPart: Bool) throws {
    let plan = try #require(MigrationName("add-age"))
    #expect(try emptyCheck().isPart(path, of: plan) == isPart)
  }

  @Test(
    "The schemas of a folder are the files below it that end in .schema",
    arguments: [
      ("schemas/app/users.schema", true), ("schemas/app/more/users.schema", true), ("schemas/app/users.txt", false),
      ("schemas/app.schema", false), ("schemas/application/users.schema", false),
      ("old/schemas/app/users.schema", false), ("schemas/app/", false),
    ])
  func schemasOfFolders(_ path: String, _ isSchema: Bool) throws {
    #expect(try emptyCheck().isSchema(path, of: "schemas/app") == isSchema)
  }

  @Test(
    "Generated Swift is below Sources/Migrations, and its name says so",
    arguments: [
      ("Sources/Migrations/Plans.generated.swift", true), ("Sources/Migrations/a/B.generated.swift", true),
      ("Sources/Migrations/a/B.swift", false), ("Sources/App/B.generated.swift", false),
    ])
  func generatedFiles(_ path: String, _ isGenerated: Bool) throws {
    #expect(try emptyCheck().isGenerated(path) == isGenerated)
  }

  @Test("What cannot be read is a finding in the first of its files; what has another cause ends the check")
  func unreadableFiles() throws {
    let files = ["Migrations/add-age/goal.schema", "Migrations/current.schema"].map {
      SourceFile(path: $0, text: "x\ny")
    }
    for failure in [Failure.unreadable([], files), .unplannable([], old: files, new: [])] {
      var check = try emptyCheck()
      #expect(check.findings.list.count == 1, "the current schema is missing")
      try check.add(failure)
      let (finding, range) = try #require(check.findings.list.last)
      #expect(finding.id.rawValue == "generated-file-edited")
      #expect(finding.diagnostic(at: range).message.contains("Migrations/add-age/goal.schema"))
      #expect(check.findings.files.map(\.path) == ["Migrations/add-age/goal.schema"])
      #expect(range == SourceRange(file: 0, start: 0, end: 1))
    }
    var check = try emptyCheck()
    try check.add(.unreadable([], []))
    #expect(check.findings.list.last?.range == nil)
    #expect(throws: Failure.self) { try check.add(.file(FileProblem("a", .read, .missing))) }
  }

  @Test("A change is shown in the new file that has it, else in the old one, else without a position")
  func positionsOfChanges() throws {
    let old = try ReadSchema([
      SourceFile(path: "old.schema", text: "target document\n\ntable a {\n  x: int\n  y: int\n}\n")
    ])
    let new = try ReadSchema([
      SourceFile(path: "new.schema", text: "target document\n\ntable a {\n  x: string\n}\n"),
      SourceFile(path: "more.schema", text: "\n\ntable b {\n  z: int\n}\n"),
    ])
    func positions(from old: [SourceFile], to new: [SourceFile], _ all: [Assessment]) -> [String: String] {
      var findings = Findings()
      findings.add(all, from: old, to: new) { .change($0) }
      var positions: [String: String] = [:]
      for (finding, range) in findings.list {
        guard case .change(let change) = finding else { continue }
        positions[change.path.description] =
          range.map { "\(findings.files[$0.file].path):\(findings.files[$0.file].position(at: $0.start).line)" } ?? "-"
      }
      return positions
    }
    let all = changes(from: old.schema, to: new.schema)
    #expect(
      positions(from: old.files, to: new.files, all) == [
        "a.x": "new.schema:4", "a.y": "old.schema:5", "b": "more.schema:3",
      ])
    #expect(
      positions(from: old.files, to: Array(new.files.prefix(1)), all) == [
        "a.x": "new.schema:4", "a.y": "old.schema:5", "b": "-",
      ])
    #expect(positions(from: old.files, to: [], all) == ["a.x": "old.schema:4", "a.y": "old.schema:5", "b": "-"])
    #expect(positions(from: [], to: new.files, all)["a.y"] == "-")
  }
}
