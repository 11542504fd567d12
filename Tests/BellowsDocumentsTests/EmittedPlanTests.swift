// Part of Bellows. MIT licence: see LICENSE.
import BellowsDocuments
import DocumentsMigrations
import Foundation
import Testing

@testable import Bellows

/// A generated plan for documents, executed in a file.
@Suite struct EmittedPlanTests {
  private static let plan = TidyDocuments.plan

  private func runner(_ store: Documents, at deploy: Int, confirmed: Bool = false) -> Runner {
    let plan = Self.plan.at(deploy: deploy)
    var options = RunOptions()
    options.batchSize = 3
    if confirmed { options.ownBackup = plan.name }
    return Runner(
      Migrations(schema: plan.deploys[deploy - 1].fingerprint, target: .document, plans: [plan]), on: store,
      by: Author(who: "the test", environment: "test"), options: options)
  }

  private func insert(_ table: String, _ documents: [[String: JSONValue]], _ store: Documents) async throws {
    try await store.transaction(.write) { session in
      for document in documents {
        try await session.insert(RowChanges(table, document.map { Filter(Column($0.key, .json), $0.value) }))
      }
    }
  }

  /// The values of a field, with `nil` for documents without one.
  private func values(_ field: String, of table: String, _ store: Documents) async throws -> [JSONValue?] {
    try await store.transaction(.read) { session in
      try await session.read(Query(table, columns: [Column(field, .json)])).map { $0.values[0] }
    }
  }

  @Test("A plan leaves nothing behind: renamed fields are unset, and the documents of dropped tables are deleted")
  func nothingIsLeft() async throws {
    let path = FileManager.default.temporaryDirectory.path + "/bellows-\(UUID().uuidString).documents"
    defer {
      for suffix in ["", "-wal", "-shm", "-bellows"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }
    let store = Documents(path: path)
    try await insert(
      "users",
      (Int64(1)...10).map { number in
        var user: [String: JSONValue] = ["_id": .int(number), "name": .string("n\(number)"), "email": "e"]
        if number.isMultiple(of: 2) { user["fax"] = "f" }
        return user
      }, store)
    try await insert("drafts", (Int64(1)...7).map { ["_id": .int($0), "text": "t"] }, store)
    try await insert("teams", (Int64(1)...7).map { ["slug": .string("s\($0)"), "title": .string("t\($0)")] }, store)
    try await Adoption(runner: runner(store, at: 1)).run()
    for deploy in Self.plan.deploys {
      let hasBackup = deploy.gates.contains { if case .backup = $0 { true } else { false } }
      // Documents are not backed up: nothing is deleted before another backup is confirmed.
      if hasBackup {
        await #expect(throws: DatabaseUnable.self) { try await runner(store, at: deploy.number).run() }
      }
      _ = try await runner(store, at: deploy.number, confirmed: hasBackup).run()
      if deploy.isRelease { try await runner(store, at: deploy.number).setReleased() }
    }
    #expect(try await runner(store, at: Self.plan.deploys.count).next() == .done(plan: Self.plan.name))
    #expect(try await values("name", of: "users", store).allSatisfy { $0 == nil })
    #expect(try await values("fax", of: "users", store).allSatisfy { $0 == nil })
    #expect(try await values("fullName", of: "users", store).count { $0 != nil } == 10)
    #expect(try await values("text", of: "drafts", store).isEmpty)
    #expect(try await values("slug", of: "teams", store).isEmpty)
    #expect(try await values("title", of: "groups", store).count == 7)
  }

  @Test("Names and values of any kind are stored and found, and names are never SQL")
  func names() async throws {
    let store = Documents(path: ":memory:")
    let name = "a\"'; DROP TABLE x; --é"
    let values: [JSONValue] = [
      .null, .bool(true), .int(.max), .double(1), .string("\u{0}'\""), .bytes(Data([0, 255])), .array([.int(1)]),
      .object(JSONObject([("$bytes", .string("00"))])),
    ]
    try await insert(name, values.map { [name: $0] } + [[:]], store)
    #expect(try await store.tableNames() == [name])
    for value in values {
      let found = try await store.transaction(.read) { session in
        try await session.read(
          Query(name, columns: [Column(name, .json)], filter: [Filter(Column(name, .json), value)]))
      }
      #expect(found.map(\.values) == [[value]])
    }
    #expect(try await self.values(name, of: name, store).count { $0 == nil } == 1)
    await #expect(throws: RowUnreadable.self) { try await insert(name, [[name: .double(.nan)]], store) }
  }
}
