// The backfill functions of change-in-array. Created by Bellows; it will not be overwritten.
import Bellows

extension ChangeInArray {
  /// orders.items: returns the new value of a row.
  ///
  /// When implemented, change `throws(Unfilled)` to `throws`. Throw `RowRefused` if a row cannot be converted.
  /// Use `async throws` to access other rows or to wait; without `async` it runs faster, inside the database.
  /// To read rows of other tables, generate the plan with `--reads TABLES`.
  static func ordersItems(_ row: OrdersBefore, _ rows: Rows) throws(Unfilled) -> OrdersItems {
    #warning("orders.items: return OrdersItems(items:)")
    throw Unfilled()
  }
}
