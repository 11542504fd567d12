// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

extension Runner {
  /// Finds out which schema the tables are, and opens the ledger with it.
  ///
  /// Of the deploys of the last plan whose schemas look the same, the first counts: what it leaves to do is done again,
  /// which changes nothing where it was done already.
  func adopt() async throws { try await withMigrationLock("migrate adopt") { try await openFound() } }

  /// The same for whoever has the claim.
  func openFound() async throws {
    if try await ledger() != nil { throw MigrationRefused.alreadyAdopted }
    if !build.isUnknowable, try await database.tableNames().isEmpty {
      throw MigrationRefused.nothingTo("adopt: the database is empty, and migrate run creates it")
    }
    guard let plan = build.all.last else {
      let differences = try await database.differences(from: build.tables, absent: [], others: [])
      if !differences.isEmpty { throw MigrationRefused.differs(from: "what this build is for", differences) }
      try await open(schema: build.schema, plan: nil)
      report(.adopted(plan: nil, deploy: 0))
      return
    }
    var nearest: [String]?
    for deploy in 0...max(0, plan.current) {
      let (present, absent) = build.tables(at: deploy, of: plan)
      let differences = try await database.differences(from: present, absent: absent, others: plan.allStates)
      if differences.isEmpty {
        if try await countsAsDone(plan, at: deploy) {
          let record = plan.record(at: plan.current, released: plan.current)
          try await open(
            schema: plan.fingerprint(at: plan.current) ?? plan.base, plan: record, done: plan.onceBackfills, of: plan)
          report(.adopted(plan: plan.name, deploy: plan.current))
          return report(.countedAsDone(plan: plan.name))
        }
        try await open(
          schema: plan.fingerprint(at: deploy) ?? plan.base,
          plan: deploy == 0 ? nil : plan.record(at: deploy, released: plan.oldest(at: deploy)))
        report(.adopted(plan: plan.name, deploy: deploy))
        let rehearsal = try await database.rehearsed(plan, after: deploy)
        if !rehearsal.problems.isEmpty { report(.warned(plan: plan.name, rehearsal.problems)) }
        for note in rehearsal.notes { report(.noticed(note)) }
        return
      }
      if differences.count <= nearest?.count ?? .max { nearest = differences }
    }
    throw MigrationRefused.differs(from: "what this build is for, nor what its last plan starts from", nearest ?? [])
  }

  private func open(
    schema: String, plan: PlanRecord?, done: [Backfill] = [], of repair: MigrationPlan? = nil
  ) async throws {
    try await database.createLedgerTables(LedgerTables.all)
    try await database.transaction(.write) { session in
      if try await session.ledgerState() != nil { throw MigrationRefused.alreadyAdopted }
      try await session.openLedger(schema: schema, plan: plan)
      if let repair { try await session.countAsDone(done, of: repair) }
      try await session.recordEvent("adopt", plan: plan?.name, detail: "schema \(short(schema))", by: author)
    }
  }
}
