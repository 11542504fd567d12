// Part of Bellows. MIT licence: see LICENSE.

extension Runner {
  /// Deletes the backups of a plan that is finished here.
  ///
  /// The ledger goes on knowing that there were some: a rollback that would need them is refused, and a repair that
  /// changes rows once does not run again.
  func forget(_ name: String) async throws {
    try await claimed("migrate forget") {
      guard try await ledger() != nil else { throw MigrationRefused.notAdopted }
      let events = try await database.transaction(.write) { session in
        guard let ledger = try await session.ledgerState() else { throw MigrationRefused.notAdopted }
        guard let record = try await session.planRecord(name) else {
          throw MigrationRefused.nothingTo("forget: no plan called \(printable(name)) was begun here")
        }
        let images = try await session.images().filter { ByteString($0.plan) == ByteString(name) }
        guard !isUnfinished(record, images, ledger) else {
          throw MigrationRefused.unfinished(plan: name, deploy: record.deploy, of: record.deploys)
        }
        guard !images.isEmpty else { throw MigrationRefused.nothingTo("forget: no backup of \(name) is kept here") }
        var events: [RunEvent] = []
        for image in images { events.append(try await session.forget(image)) }
        try await session.note("forget", plan: name, detail: "\(images.count) backups", by: author)
        return events
      }
      for event in events { report(event) }
    }
  }

  /// Whether a rollback of a plan, or the rest of it, still needs its backups.
  private func isUnfinished(_ record: PlanRecord, _ images: [KeptImage], _ ledger: LedgerState) -> Bool {
    // A plan that is not the last one is finished, or was undone.
    guard let current = ledger.plan, ByteString(current.name) == ByteString(record.name) else { return false }
    guard record.deploy == record.deploys else {
      return record.deploy > 0 || images.contains { $0.record.gate.isOfPlan }
    }
    let known = build.plan(record.name)?.backfills.map { ($0.name, $0.after) } ?? []
    let all = known.isEmpty ? ledger.backfills.map { ($0.name, $0.after) } : known
    return all.contains { name, after in after >= record.deploys && ledger.backfill(name)?.state != .done }
  }
}

/// A backup table of some plan, and what it holds.
struct KeptImage: Hashable, Sendable {
  var plan: String
  var record: ImageRecord
  /// The table that holds the values.
  var name: String
  var contents: ImageContents
}

extension DatabaseSession {
  /// The backup tables of all plans, the oldest first.
  func images() async throws -> [KeptImage] {
    var images: [KeptImage] = []
    for row in try await read(LedgerTables.images) {
      guard let name = try row.text("name"), let contents = try await contents(of: name) else { continue }
      images.append(
        KeptImage(plan: try row.required("plan"), record: try ImageRecord(row), name: name, contents: contents))
    }
    return images
  }

  fileprivate func forget(_ image: KeptImage) async throws -> RunEvent {
    try await discard(BeforeImage(image.name, of: "", key: [], columns: []))
    let id: KeyValuePairs<String, JSONValue?> = ["id": .int(Int64(image.record.id))]
    if image.record.gate.isOfPlan {
      try await update(LedgerTables.images, set: ["name": nil, "open": 0], where: id)
    } else {
      try await delete(from: LedgerTables.images, where: id)
    }
    return .forgot(plan: image.plan, image: image.name, contents: image.contents)
  }
}
