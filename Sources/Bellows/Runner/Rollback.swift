// Part of Bellows. MIT licence: see LICENSE.

extension Runner {
  /// Takes the database back to a deploy, or to the one before: the schema, and the rows that nobody wrote to since.
  func rollback(to target: Int?) async throws {
    try await claimed("migrate rollback") {
      guard let ledger = try await ledger(), let record = ledger.plan, record.deploy > 0 || !ledger.images.isEmpty
      else {
        throw MigrationRefused.nothingTo("roll back: no deploy of a plan was carried out here")
      }
      guard let plan = build.plan(record.name) else {
        throw MigrationRefused.unknownPlan(record.name, deploy: record.deploy, of: record.deploys)
      }
      guard plan.fingerprint(at: record.deploy) == ledger.schema else {
        throw MigrationRefused.changedPlan(plan: plan.name, deploy: record.deploy)
      }
      let target = target ?? max(0, record.deploy - 1)
      if target > record.deploy {
        throw MigrationRefused.nothingTo("roll back: the database is at deploy \(record.deploy) of \(plan.name)")
      }
      if plan.release(at: record.released) > target {
        throw MigrationRefused.newerCodeRuns(
          plan: plan.name, released: plan.release(at: record.released), to: target)
      }
      try confirm(plan, bytes: 0)
      try await expect(plan, at: record.deploy)
      let events = try await database.transaction(.schema) { session in
        try await session.undo(plan, to: target, by: author)
      }
      for event in events { report(event) }
    }
  }
}

extension MigrationPlan {
  /// The deploy whose code runs when a deploy's release is over.
  func release(at number: Int) -> Int { deploys.last { $0.number <= number && $0.isRelease }?.number ?? 0 }
}

extension DatabaseSession {
  /// Undoes all that happened after a deploy, the last first.
  fileprivate func undo(_ plan: MigrationPlan, to target: Int, by author: Author) async throws -> [RunEvent] {
    guard let ledger = try await ledgerState(), var record = ledger.plan else { throw MigrationRefused.notAdopted }
    var events: [RunEvent] = []
    for number in stride(from: record.deploy + 1, to: target, by: -1) {
      if number <= record.deploy, let deploy = plan.deploy(number) {
        for statement in deploy.undo { try await execute(statement) }
        events.append(.undone(plan: plan.name, deploy: number))
      }
      for image in ledger.images.reversed() where image.gate.deploy == number {
        events += try await restore(image, of: plan)
      }
    }
    for var backfill in ledger.backfills where backfill.after >= target {
      backfill.state = .again
      backfill.cursor = nil
      backfill.error = nil
      try await write(backfill, plan: plan.name)
      try await release(plan: plan.name, backfill: backfill.name)
    }
    for place in ledger.verified where place.deploy > target { try await reopen(place, plan: plan.name) }
    record.deploy = target
    record.released = min(record.released, target)
    record.oldest = plan.oldest(at: target)
    try await enter(record, schema: plan.fingerprint(at: target) ?? plan.base)
    try await note("rollback", plan: plan.name, detail: "to deploy \(target)", by: author)
    return events
  }

  /// Gives back what an image keeps; one whose rows were all given back is forgotten.
  private func restore(_ record: ImageRecord, of plan: MigrationPlan) async throws -> [RunEvent] {
    try await delete(from: LedgerTables.images, where: ["id": .int(Int64(record.id))])
    guard let name = record.name, let image = plan.gate(at: record.gate)?.image(named: name) else { return [] }
    let outcome = try await restore(image)
    if outcome.touched.isEmpty { try await discard(image) }
    return [
      .restored(
        table: image.table, rows: outcome.restored, touched: outcome.touched,
        image: outcome.touched.isEmpty ? nil : name)
    ]
  }
}
