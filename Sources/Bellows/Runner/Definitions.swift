// Part of Bellows. MIT licence: see LICENSE.

// What deploys change in the definitions of tables is recorded, so that a rollback restores each table as it was: with
// the clauses that only the database had, and with its columns in their order.

extension DatabaseSession {
  /// Returns the definitions of all objects; empty if the database cannot restore them.
  func definitionsToKeep() async throws -> [StoredObject] {
    try await (self as? any DefinitionSession)?.definitions() ?? []
  }
}

extension Ledger {
  private func key(_ object: StoredObject) -> [ByteString] { [ByteString(object.kind), ByteString(object.name)] }

  /// Records what deploys have changed; forgets plans that this one began after, which cannot be rolled back before it.
  ///
  /// - Parameters:
  ///   - before: The definitions before the first of the deploys.
  ///   - deploys: The deploys: one, or all in a direct run.
  ///   - earlier: The plans that the plan begins after.
  func keepDefinitions(
    _ before: [StoredObject], of plan: MigrationPlan, deploys: ClosedRange<Int>, forgetting earlier: [PlanEdge]
  ) async throws {
    let table = LedgerTables.definitions
    for row in try await rows(of: table) {
      let (name, deploy) = (try row.required("plan"), try row.int("deploy"))
      let isReplaced = plan.isCalled(name) && deploy >= deploys.lowerBound
      guard isReplaced || earlier.contains(where: { ByteString($0.plan) == ByteString(name) }) else { continue }
      try await session.delete(
        from: table.name,
        where: table.values([
          "plan": .string(name), "deploy": .int(Int64(deploy)), "kind": .string(try row.required("kind")),
          "name": .string(try row.required("name")),
        ]))
    }
    let after = try await session.definitionsToKeep()
    let old = Dictionary(before.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(after.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
    for key in Set(old.keys).union(new.keys).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      guard let object = old[key] ?? new[key], old[key] != new[key] else { continue }
      try await session.insert(
        table.row([
          "plan": .string(plan.name), "deploy": .int(Int64(deploys.lowerBound)), "kind": .string(object.kind),
          "name": .string(object.name), "owner": .string(object.table), "until": .int(Int64(deploys.upperBound)),
          "before": old[key].map { .string($0.definition) }, "after": new[key].map { .string($0.definition) },
        ]))
    }
  }

  /// Returns what the deploys from one on have changed, and the last of these deploys.
  func changedDefinitions(of plan: String, from deploy: Int) async throws -> [(until: Int, change: ChangedDefinition)] {
    try await rows(of: LedgerTables.definitions, where: ["plan": .string(plan), "deploy": .int(Int64(deploy))]).map {
      row in
      let (before, after) = (try row.text("before"), try row.text("after"))
      let object = StoredObject(
        kind: try row.required("kind"), name: try row.required("name"), table: try row.required("owner"),
        definition: before ?? after ?? "")
      return (try row.int("until"), ChangedDefinition(object: object, before: before, after: after))
    }
  }
}

extension Rollback {
  /// Restores the definitions that the tables had before a deploy, or before the deploys of a direct run.
  ///
  /// - Parameter starts: The definitions before the rollback of each deploy.
  func restoreDefinitions(before deploy: Int, _ starts: [Int: [StoredObject]]) async throws {
    guard let session = session as? any DefinitionSession else { return }
    let changed = try await session.ledger.changedDefinitions(of: plan.name, from: deploy)
    guard let until = changed.first?.until, let start = starts[until] else { return }
    try await session.restore(changed.map(\.change), from: start)
  }
}
