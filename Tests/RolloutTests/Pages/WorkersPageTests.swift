// Part of Bellows. MIT licence: see LICENSE.
import BellowsPostgreSQL
import Foundation
import TestServers
import TestSupport
import Testing
import WorkerPlans

@testable import Bellows

/// The page about several workers: its commands are run on a PostgreSQL server.
@Suite struct WorkersPageTests {
  static let name = "BackfillWithWorkers"

  @Test("The page about workers shows the output of its commands")
  func output() async throws {
    let page = TaskPage(name: Self.name)
    let text = try page.text()
    let server = try PostgreSQLServer.shared()
    let name = try server.makeDatabase()
    let fleet = try WorkerFleet(server.connection(to: name), .sql, rows: 3)
    let database = PostgreSQL(fleet.connection)
    let played = try await playPage(text, isFile: { _ in false }, write: { _, _ in }) { line in
      let words = line.split(separator: " ").map(String.init)
      #expect(words.first == "migrate")
      let printed = PrintedText()
      _ = await MigrateCommand.run(
        PeoplePlan(.sql).migrations, on: database, environment: "production", build: "4f2a91c",
        arguments: Array(words.dropFirst()), console: printed.console())
      return printed.text.trimmingCharacters(in: .newlines).replacing(name, with: "shop")
    }
    if ProcessInfo.processInfo.environment["BELLOWS_RECORD"] == "1" {
      guard played.text != text else { return }
      try Data(played.text.utf8).write(to: page.file)
      Issue.record("recorded \(page.name).md: read it, and run again without BELLOWS_RECORD")
    } else {
      let lines = zip(text.components(separatedBy: "\n"), played.text.components(separatedBy: "\n"))
      let difference = lines.first { $0 != $1 }.map { "shows \"\($0)\", is \"\($1)\"" } ?? "differs in length"
      let isSame = played.text == text
      #expect(isSame, "\(page.name).md \(difference); `BELLOWS_RECORD=1 swift test --filter WorkersPage` records it")
    }
  }
}
