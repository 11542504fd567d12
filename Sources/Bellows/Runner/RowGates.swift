// Part of Bellows. MIT licence: see LICENSE.

/// Counts rows again for the gates of a deploy, in the transaction that changes the schema.
///
/// Code of another release may have written rows since a gate was opened. `Runner.requireNext` reads the other gates from
/// the ledger.
struct RowGates {
  let session: any DatabaseSession

  /// Throws if a row is pending or fails a check of the deploy.
  func check(_ plan: MigrationPlan, _ deploy: MigrationDeploy) async throws {
    for gate in deploy.gates {
      switch gate {
      case .backfilled(let name):
        guard let backfill = plan.backfill(name) else { continue }
        let pending = try await PendingCounter(session: session).pending(of: backfill, samples: 5)
        if pending.count > 0 {
          throw MigrationRefused.unverified(
            plan: plan.name, deploy: deploy.number, path: name, count: pending.count, samples: pending.samples)
        }
      case .verified(let checks):
        for check in checks {
          guard let query = check.query else { continue }
          let outcome = try await session.check(query, samples: 5)
          if outcome.count > 0 {
            throw MigrationRefused.unverified(
              plan: plan.name, deploy: deploy.number, path: check.path, count: outcome.count, samples: outcome.samples)
          }
        }
      case .released, .backup: continue
      }
    }
  }
}
