// Part of Bellows. MIT licence: see LICENSE.
import DocumentsMigrations
import Testing

@testable import Bellows

/// A generated plan for documents: what it calls gone is gone from the store at the end.
@Suite struct EmittedDocumentsTests {
  private static let plan = TidyDocuments.plan

  private func runner(_ store: MemoryStore, at deploy: Int, confirmed: Bool = false) -> Runner {
    let plan = Self.plan.at(deploy: deploy)
    var options = RunOptions()
    options.batchSize = 3
    if confirmed { options.ownBackup = plan.name }
    return Runner(
      Migrations(schema: plan.deploys[deploy - 1].fingerprint, target: .document, plans: [plan]), on: store,
      by: Author(who: "the test", environment: "test"), options: options)
  }

  private func store() async -> MemoryStore {
    let store = MemoryStore()
    await store.put(
      "users",
      (Int64(1)...10).map { number in
        var user: [String: JSONValue] = ["_id": .int(number), "name": .string("n\(number)"), "email": "e"]
        if number.isMultiple(of: 2) { user["fax"] = "f" }
        return user
      })
    await store.put("drafts", (Int64(1)...7).map { ["_id": .int($0), "text": "t"] })
    await store.put("teams", (Int64(1)...7).map { ["slug": .string("s\($0)"), "title": .string("t\($0)")] })
    return store
  }

  /// How many documents hold a field.
  private func holders(of field: String, _ table: String, _ store: MemoryStore) async -> Int {
    await store.documents[table]?.count { $0[field] != nil } ?? 0
  }

  @Test("Behind the backup gate, a plan unsets dropped fields and deletes the rows of dropped tables")
  func droppedFieldsAndTables() async throws {
    let store = await store()
    try await Adoption(runner: runner(store, at: 1)).run()
    for deploy in Self.plan.deploys {
      if deploy.hasBackup {
        // The store can back up nothing: nothing is deleted before a backup is confirmed.
        let before = await store.documents.filter { !$0.key.hasPrefix("_bellows") }.mapValues(\.count)
        let values = await [holders(of: "name", "users", store), holders(of: "fax", "users", store)]
        await #expect(throws: DatabaseUnable.self) { try await runner(store, at: deploy.number).run() }
        #expect(await store.documents.filter { before[$0.key] != nil }.mapValues(\.count) == before)
        #expect(await [holders(of: "name", "users", store), holders(of: "fax", "users", store)] == values)
      }
      _ = try await runner(store, at: deploy.number, confirmed: deploy.hasBackup).run()
      if deploy.isRelease { try await runner(store, at: deploy.number).setReleased() }
    }
    #expect(try await runner(store, at: Self.plan.deploys.count).next() == .done(plan: Self.plan.name))
    #expect(await holders(of: "name", "users", store) == 0)
    #expect(await holders(of: "fax", "users", store) == 0)
    #expect(await store.documents["drafts"]?.isEmpty ?? true)
    #expect(await store.documents["teams"]?.isEmpty ?? true)
    #expect(await holders(of: "fullName", "users", store) == 10)
    let groups = await store.documents["groups"]?.compactMap { $0["title"]?.text }.sorted()
    #expect(groups == (1...7).map { JSONValue.string("t\($0)").text })
  }

  @Test("A rollback over deleted documents needs the confirmation of another backup")
  func rollback() async throws {
    let store = await store()
    let last = Self.plan.deploys.count
    try await Adoption(runner: runner(store, at: 1)).run()
    for deploy in Self.plan.deploys {
      _ = try await runner(store, at: deploy.number, confirmed: deploy.hasBackup).run()
      if deploy.isRelease { try await runner(store, at: deploy.number).setReleased() }
    }
    let refused = await #expect(throws: MigrationRefused.self) {
      try await RollbackRun(runner: runner(store, at: last)).run(to: last - 1)
    }
    #expect("\(refused.map(String.init(describing:)) ?? "")".contains("would not come back"))
    #expect(try await runner(store, at: last).ledger()?.plans.first?.record.deploy == last)
    try await RollbackRun(runner: runner(store, at: last, confirmed: true)).run(to: last - 1)
    #expect(try await runner(store, at: last).ledger()?.plans.first?.record.deploy == last - 1)
  }
}

extension MigrationDeploy {
  /// Whether values are deleted before it begins.
  fileprivate var hasBackup: Bool { gates.contains { if case .backup = $0 { true } else { false } } }
}
