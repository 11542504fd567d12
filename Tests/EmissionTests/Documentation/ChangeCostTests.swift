// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import PlanModel
import Planner
import Reports
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// The number of pull requests and commands that common changes need, which the page of tasks shows.
@Suite struct ChangeCostTests {
  /// A change of one line, and the most that it may cost.
  struct Change {
    var name: String
    var old: String
    var new: String
    var requests: Int
    var commands: Int
  }

  static let changes = [
    Change(name: "an optional field", old: "", new: "bio: string?", requests: 1, commands: 3),
    Change(name: "a field with a default", old: "", new: #"locale: string = "en""#, requests: 1, commands: 3),
    Change(name: "a required field", old: "", new: "locale: string", requests: 2, commands: 8),
    Change(
      name: "a rename of a field (`@column`)", old: "name: string", new: #"full: string @column("name")"#, requests: 1,
      commands: 2),
    Change(
      name: "a rename of a field and its column (`@was`)", old: "name: string", new: "full: string @was(name)",
      requests: 1, commands: 4),
    Change(name: "a removed optional field", old: "nick: string?", new: "", requests: 1, commands: 4),
    Change(
      name: "fewer literals", old: #"role: "member" | "guest""#, new: #"role: "member""#, requests: 2, commands: 8),
    Change(name: "another type, losslessly", old: "age: int", new: "age: string", requests: 3, commands: 13),
  ]

  private func plan(_ change: Change) throws -> Plan {
    let lines = ["name: string", "nick: string?", #"role: "member" | "guest""#, "age: int"]
    func schema(_ lines: [String]) throws -> Schema {
      let text = "target sqlite\ntable users {\n\(lines.joined(separator: "\n"))\n}\n"
      return try readSchema([SourceFile(path: "app.schema", text: text)])
    }
    let changed =
      change.old.isEmpty
      ? lines + [change.new] : lines.map { $0 == change.old ? change.new : $0 }.filter { !$0.isEmpty }
    return try planMigration(from: schema(lines), to: schema(changed)).plan
  }

  /// `generate`; for each commit its commands of `migrate`; between two commits `verify --attest` and `advance`.
  private func cost(of plan: Plan) -> (requests: Int, commands: Int) {
    let commands = plan.commits.map { deploy in
      commitCommands(of: plan, deploy: deploy).count { $0.hasPrefix("migrate") }
    }
    return (plan.commits.count, 1 + commands.reduce(0, +) + 2 * (plan.commits.count - 1))
  }

  @Test("The page of tasks shows what each common change costs, and none costs more than before")
  func thePageSaysTheCosts() throws {
    var rows = ""
    for change in Self.changes {
      let (requests, commands) = cost(of: try plan(change))
      #expect(requests <= change.requests && commands <= change.commands, "\(change.name): \(requests), \(commands)")
      rows += "| \(change.name) | \(requests) | \(commands) |\n"
    }
    let page = packageRoot.appendingPathComponent("Sources/Bellows/Documentation.docc/Tasks.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let head = "| change | pull requests | commands |\n|---|--:|--:|\n"
    let start = try #require(text.range(of: head)).upperBound
    let end = text.range(of: "\n\n", range: start..<text.endIndex)?.lowerBound ?? text.endIndex
    let shown = text[start..<end] + "\n"
    if isRecording, shown != rows {
      try Data((text[..<start] + rows + text[end...].dropFirst()).utf8).write(to: page)
      Issue.record("recorded \(page.path): read it, and run again without BELLOWS_RECORD")
    } else {
      #expect(shown == rows)
    }
  }
}
