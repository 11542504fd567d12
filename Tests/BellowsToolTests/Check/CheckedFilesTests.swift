// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SwiftEmitter
import Testing

@testable import BellowsTool

/// Single parts of the check, with folders of plans that are written for them.
@Suite struct CheckedFilesTests {
  /// The staged files of a new repository.
  private func staged(_ files: [String: String]) throws -> (sandbox: Sandbox, tree: GitTree) {
    let sandbox = try Sandbox()
    for (path, text) in files { try sandbox.write(path, text) }
    try sandbox.git("init", "--quiet")
    try sandbox.git("add", "--all")
    let git = Git(folder: sandbox.root.path)
    return (sandbox, try git.index(below: ["Migrations", "Sources"], store: BlobStore(git)))
  }

  private func check(of tree: GitTree) throws -> WorkflowCheck {
    var check = try WorkflowCheck(
      Comparison(new: Comparison.Side(tree: tree, current: nil), bases: [], isBranch: false))
    check.findings = Findings()
    return check
  }

  /// Which databases have to attest a deploy, which attested it, and what is said.
  struct Attested: CustomTestStringConvertible, Sendable {
    var listed: String?
    /// The environment, database and plan of each attestation.
    var filed: [(environment: String, database: String, plan: String)]
    /// The end of the message; `nil` if nothing is missing.
    var message: String?

    var testDescription: String { "\(listed ?? "-"), \(filed)" }

    init(_ listed: String?, _ filed: [(String, String)], of plan: String = "add-age", says message: String?) {
      self.listed = listed
      self.filed = filed.map { ($0, $1, plan) }
      self.message = message
    }

    static let none = "without an attestation for production"
    static let all = [
      Attested(nil, [], says: none), Attested(nil, [("production", "eu")], says: nil),
      Attested(nil, [("staging", "eu")], says: none), Attested("# None.\n", [("production", "eu")], says: nil),
      Attested("us\neu\n", [], says: none), Attested("us\neu\n", [("staging", "us"), ("staging", "eu")], says: none),
      Attested("us\neu\n", [("production", "eu")], says: "without an attestation of us"),
      Attested("us\neu\n", [("production", "ap")], says: "without an attestation of eu and us"),
      Attested("us\neu\nap\n", [("production", "eu"), ("staging", "ap")], says: "without an attestation of ap and us"),
      Attested("us\neu\n", [("production", "eu"), ("production", "us")], says: nil),
      Attested(
        nil, [("production", "eu")], of: "other",
        says: "the attestation is for plan other, but Migrations has plan add-age"),
    ]
  }

  @Test("A deploy that the code leaves is attested by all databases in production", arguments: Attested.all)
  func attestations(_ item: Attested) throws {
    var files = ["Migrations/add-age/deploy": "2 of 2\n"]
    files["Migrations/production"] = item.listed
    for (environment, database, plan) in item.filed {
      files["Migrations/add-age/1-attested-\(environment)-\(database).json"] = """
        {"format":"bellows-attestation/1","plan":"\(plan)","deploy":1,"schema":"0","environment":"\(environment)",
        "database":"\(database)","released":true,"counts":[],"time":"2026-03-02T10:11:12Z"}
        """
    }
    let (sandbox, tree) = try staged(files)
    defer { withExtendedLifetime(sandbox) {} }
    var check = try check(of: tree)
    try check.checkAttested((try #require(MigrationName("add-age")), 1), nil)
    let said = check.findings.list.map { $0.finding.diagnostic(at: $0.range) }
    #expect(said.map(\.id.rawValue) == (item.message == nil ? [] : ["attestation-missing"]))
    if let message = item.message { #expect(said.allSatisfy { $0.message.contains(message) }, "\(said)") }
  }

  @Test(
    "Two plans with one Swift type are found, also if it differs by case",
    arguments: [
      (["Note", "Note2", "Age"], []), (["Note", "Note", "Age"], ["plans a and b both have the Swift type Note"]),
      (["Note", "Age", "NOTE"], ["plans a and c both have the Swift type NOTE"]),
      (["A", "A", "A"], ["plans a and b both have the Swift type A", "plans a and c both have the Swift type A"]),
    ] as [([String], [String])])
  func typeNames(_ types: [String], _ messages: [String]) throws {
    var files = ["Migrations/current.schema": "target document\n"]
    for (plan, type) in zip(["a", "b", "c"], types) {
      files["Migrations/\(plan)/deploy"] = "1 of 1\n"
      files["Sources/Migrations/\(plan)/\(type).generated.swift"] = "// \(type)\n"
      files["Sources/Migrations/\(plan)/\(type).swift"] = "// \(type)\n"
    }
    files["Migrations/d/deploy"] = "1 of 1\n"
    let (sandbox, tree) = try staged(files)
    defer { withExtendedLifetime(sandbox) {} }
    var check = try check(of: tree)
    check.checkTypeNames(try Workspace(in: .git(tree)))
    let said = check.findings.list.map { $0.finding.diagnostic(at: $0.range) }
    #expect(said.map(\.message) == messages)
    #expect(said.allSatisfy { $0.id.rawValue == "swift-name-taken" })
  }
}
