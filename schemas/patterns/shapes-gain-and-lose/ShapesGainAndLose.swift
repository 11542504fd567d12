// The bodies of shapes-gain-and-lose: yours. Bellows wrote this file once and never will again.
import Bellows

extension ShapesGainAndLose {
  /// events.*: the row as it should be, from the row as it is.
  ///
  /// Make `throws(Unfilled)` into `throws` when it is written. Throw `RowRefused` for a row without an answer.
  /// What needs other rows, or waits, is `async throws`; without `async` it runs inside the database, and faster.
  static func events(_ row: EventsBefore, _ rows: Rows) throws(Unfilled) -> EventsAfter {
    #warning("events.*: return EventsAfter(value:)")
    throw Unfilled()
  }
}
