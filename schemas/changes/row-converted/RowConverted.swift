// The backfill functions of row-converted. Created by Bellows; it will not be overwritten.
import Bellows

extension RowConverted {
  /// events.*: returns the corrected row.
  ///
  /// When implemented, change `throws(Unfilled)` to `throws`. Throw `RowRefused` if a row cannot be converted.
  /// Use `async throws` to access other rows or to wait; without `async` it runs faster, inside the database.
  /// To read rows of other tables, generate the plan with `--reads TABLES`.
  static func events(_ row: EventsBefore, _ rows: Rows) throws(Unfilled) -> EventsAfter {
    #warning("events.*: return EventsAfter(value:)")
    throw Unfilled()
  }
}
