// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import PlanModel
import Planner
import SchemaModel
import TestSupport
import Testing

@testable import Bellows

/// The pages that show how a task is done: their files are written, their commands are run, their Swift is compiled.
@Suite struct TaskPagesTests {
  @Test("A task page shows the output of its commands", arguments: TaskPage.all)
  func output(page: TaskPage) async throws {
    let text = try page.text()
    let app = try await page.app()
    let played = try await TaskPage.play(text, in: app)
    if played.hasSwift { #expect(try app.compile() == "", "\(page.name): the Swift of the page does not compile") }
    if ProcessInfo.processInfo.environment["BELLOWS_RECORD"] == "1" {
      guard played.text != text else { return }
      try Data(played.text.utf8).write(to: page.file)
      Issue.record("recorded \(page.name).md: read it, and run again without BELLOWS_RECORD")
    } else {
      let lines = zip(text.components(separatedBy: "\n"), played.text.components(separatedBy: "\n"))
      let difference = lines.first { $0 != $1 }.map { "shows \"\($0)\", is \"\($1)\"" } ?? "differs in length"
      let isSame = played.text == text
      #expect(isSame, "\(page.name).md \(difference); `BELLOWS_RECORD=1 swift test --filter TaskPages` records it")
    }
  }

  @Test("Every page with commands is tested")
  func completeness() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: TaskPage.folder.path).filter {
      try $0.hasSuffix(".md")
        && String(contentsOf: TaskPage.folder.appendingPathComponent($0), encoding: .utf8).contains("```console\n")
    }
    // `ConvexPageTests` has the page that needs no database, `WorkersPageTests` the one that needs PostgreSQL.
    let others = ["ConvexWorkflow.md", WorkersPageTests.name + ".md"]
    #expect(names.sorted() == (TaskPage.all.map { $0.name + ".md" } + others).sorted())
  }
}

/// A page of the documentation that is a task.
struct TaskPage: CustomTestStringConvertible {
  var name: String
  /// The database that exists without Bellows, where the page begins with one.
  var tables: [String] = []
  var functions: [String: PageApp.Function] = [:]

  var testDescription: String { name }

  static let folder = Examples.root.appendingPathComponent("Sources/Bellows/Documentation.docc")

  static let all: [TaskPage] = [
    TaskPage(
      name: "AddRequiredField",
      functions: ["users.locale": locale]),
    TaskPage(
      name: "AdoptDatabase",
      tables: [
        """
        CREATE TABLE "users" (
          "id" INTEGER PRIMARY KEY AUTOINCREMENT, "email" TEXT NOT NULL COLLATE NOCASE, "age" INTEGER
        )
        """, #"INSERT INTO "users" ("email", "age") VALUES ('ada@example.org', 36), ('alan@example.org', NULL)"#,
      ]),
    TaskPage(
      name: "ChangeType",
      functions: [
        "users.birthYear": { row in
          guard case .string(let text) = row["birthYear"], let year = Int64(text) else {
            throw RowRefused("the year of birth is no number")
          }
          return ["birthYear_2": .int(year)]
        }
      ]),
    TaskPage(name: "RemoveField"),
    TaskPage(name: "RenameField"),
    TaskPage(
      name: "RepairData",
      functions: [
        "users": { row in
          guard case .string(let name) = row["name"] else { throw RowRefused("no name") }
          return ["name": .string(name.uppercased())]
        }
      ]),
    TaskPage(name: "RollBack"),
    TaskPage(name: "RunInCI"),
    TaskPage(name: "SeveralChanges", functions: ["users.locale": locale]),
    TaskPage(name: "BranchesAndMerges", functions: ["users.locale": locale]),
    TaskPage(name: "Hotfixes", functions: ["users.locale": locale]),
    TaskPage(name: "SeveralDatabases", functions: ["users.locale": locale]),
  ]

  private static let locale: PageApp.Function = { row in
    guard case .string(let email) = row["email"] else { throw RowRefused("no email") }
    return ["locale": .string(email.hasSuffix(".de") ? "de" : "en")]
  }

  var file: URL { Self.folder.appendingPathComponent(name + ".md") }

  func text() throws -> String { try String(contentsOf: file, encoding: .utf8) }

  /// The package of the page: that of <doc:Tasks>, or one beside a database that exists already.
  func app() async throws -> PageApp {
    guard tables.isEmpty else { return try PageApp(tables: tables) }
    let start = try String(contentsOf: Self.folder.appendingPathComponent("Tasks.md"), encoding: .utf8)
    let schema = try #require(start.components(separatedBy: "```\n").first { $0.hasPrefix("// schemas/app.schema\n") })
    return try await PageApp(
      schema: schema,
      rows: [
        """
        INSERT INTO "users" ("birthYear", "email", "name", "role") VALUES
          ('1815', 'Ada@example.de', 'Ada', 'member'), ('1912', 'alan@example.org', 'Alan', 'guest'),
          ('unknown', 'grace@example.org', 'Grace', 'admin')
        """
      ], functions: functions)
  }

  /// Does what the page says; returns the page with the output of its commands.
  static func play(_ page: String, in app: PageApp) async throws -> (text: String, hasSwift: Bool) {
    let folders = ["schemas/", "Sources/", "Migrations/"]
    let played = try await playPage(
      page, isFile: { path in folders.contains { path.hasPrefix($0) } }, write: app.write, run: app.run)
    return (played.text, played.files.contains { $0.hasPrefix("Sources/") })
  }
}
