// Part of Bellows. MIT licence: see LICENSE.

/// Notices a runner that would do the same thing for ever: the next step is the one that was just done, and the ledger
/// says what it said before.
struct Repetition: Sendable {
  private var last: Situation?

  /// Refuses an action that was done already in the same state of the ledger.
  mutating func refuse(_ next: Situation) throws(MigrationRefused) {
    if next == last { throw .repeats(next.action.sentence) }
    last = next
  }
}

/// What is next, and the ledger that says so.
struct Situation: Hashable, Sendable {
  var action: NextAction
  var ledger: LedgerState?
}
