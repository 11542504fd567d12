// Part of Bellows. MIT licence: see LICENSE.

/// The turns of plans whose backfills run at the same time: each scans for a while, then the next one.
struct Turns: Sendable {
  /// How long a backfill scans before it is the turn of another plan.
  static let slice = Duration.seconds(30)

  private var last: NextAction?
  private var begun: Set<NextAction> = []

  /// Returns the backfill whose turn it is; `nil` if something else comes first.
  func next(of actions: [NextAction]) -> NextAction? {
    guard case .backfill? = actions.first else { return nil }
    let backfills = actions.filter { if case .backfill = $0 { true } else { false } }
    guard let last, let index = backfills.firstIndex(of: last) else { return backfills.first }
    return backfills[(index + 1) % backfills.count]
  }

  /// Records that a backfill scans now; returns whether it had a turn before.
  mutating func begin(_ action: NextAction) -> Bool {
    last = action
    return !begun.insert(action).inserted
  }
}

extension Runner {
  /// Returns the actions without which the database does not serve this build: those of plans that have not reached the
  /// release that the code is for.
  func needed(_ actions: [NextAction], _ ledger: LedgerState?) -> [NextAction] {
    actions.filter { action in
      switch action {
      // What is missing in a plan that the build does not need yet does not stop it.
      case .refused(.unfilled): return false
      case .create, .adopt, .cancelled, .refused, .ahead(_, _, .compatibleAfterInvalidation),
        .ahead(_, _, .incompatible):
        return true
      case .schema, .release, .backUp, .backfill, .verify, .offline:
        guard let plan = action.plan.flatMap(migrations.plan) else { return false }
        return isBehind(plan, ledger)
      case .advance, .done, .ahead(_, _, .compatible): return false
      }
    }
  }

  /// Returns whether the database has not reached the release of a plan that this build's code is for.
  private func isBehind(_ plan: MigrationPlan, _ ledger: LedgerState?) -> Bool {
    (ledger?.deploy(of: plan) ?? 0) < plan.release(at: plan.current)
  }

  /// Returns the end of a run that only serves this build; throws the reason if the database does not serve it yet.
  func served() async throws -> RunEnd {
    let ledger = try await ledger()
    guard let plan = migrations.all.first(where: { isBehind($0, ledger) }) else { return .served }
    var all = self
    all.options.serves = false
    throw MigrationRefused.notServed(
      plan: plan.name, deploy: plan.release(at: plan.current), next: try await all.next().sentence)
  }
}
