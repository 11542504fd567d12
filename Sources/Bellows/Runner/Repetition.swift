// Part of Bellows. MIT licence: see LICENSE.

/// Detects an endless loop: the next action is the one that was just done, and the ledger is unchanged.
struct Repetition: Sendable {
  private var last: Situation?

  /// Throws if the same action was just done in the same state of the ledger.
  mutating func refuse(_ next: Situation) throws(MigrationRefused) {
    if next == last { throw .repeats(next.action.sentence) }
    last = next
  }
}

/// The next actions, the most urgent first, and the state that they follow from.
struct Situation: Hashable, Sendable {
  var actions: [NextAction]
  var ledger: LedgerState?

  /// The action that a run does first.
  var action: NextAction { actions.first ?? .done(plan: nil) }
}
