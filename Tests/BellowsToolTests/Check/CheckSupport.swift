// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaLanguage
import Testing

extension Sandbox {
  /// A repository whose first commit has the users as current.
  static func committed() throws -> Sandbox {
    let sandbox = try adopted()
    try sandbox.commitAll()
    return sandbox
  }

  /// The same with the plan that adds an age, at deploy 1 of 2, staged and not committed.
  static func planned() throws -> Sandbox {
    let sandbox = try committed()
    try sandbox.plan("add-age", Schemas.usersWithAge)
    return sandbox
  }

  /// Changes the goal, generates a plan and stages all of it.
  func plan(_ name: String, _ goal: String) throws {
    try write("schemas/app.schema", goal)
    let result = try bellows("generate", name)
    try #require(result.status == 0, "\(result.errors)")
    try git("add", "--all")
  }

  /// Takes the next deploy of a plan with an attestation as production gives it, and stages all of it.
  func advance(_ plan: String, from deploy: Int) throws {
    let attestation = try attestation(of: deploy, plan: plan)
    let file = root.appendingPathExtension("attested.json")
    defer { try? FileManager.default.removeItem(at: file) }
    try JSONSerialization.data(withJSONObject: attestation).write(to: file)
    let result = try bellows("advance", file.path)
    try #require(result.status == 0, "\(result.errors)")
    try git("add", "--all")
  }

  /// Replaces a text in a file, which must be there, and stages it.
  func edit(_ path: String, _ old: String, _ new: String) throws {
    let text = try read(path)
    try #require(text.contains(old))
    try write(path, text.replacing(old, with: new))
    try git("add", "--all")
  }

  /// Lets the check pass, and fails the test with what it says otherwise.
  func passes(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) throws {
    let result = try run(Self.tool, ["check"] + arguments)
    #expect(result.status == 0, "\(result.output)\(result.errors)", sourceLocation: sourceLocation)
  }

  /// The rules by which the check refuses, in its order; a rule stands once.
  func refusals(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) throws -> [String] {
    let result = try run(Self.tool, ["check", "--format", "json"] + arguments)
    #expect(result.status == 1, "\(result.output)\(result.errors)", sourceLocation: sourceLocation)
    let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let findings = try #require(json?["findings"] as? [[String: Any]], sourceLocation: sourceLocation)
    var rules: [String] = []
    for case let rule as String in findings.map({ $0["rule"] }) where !rules.contains(rule) { rules.append(rule) }
    return rules
  }
}
