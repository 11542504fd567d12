// The bodies of change-in-array: yours. Bellows wrote this file once and never will again.
import Bellows

extension ChangeInArray {
  /// orders.items: the new value, from the row as it is.
  ///
  /// Make `throws(Unfilled)` into `throws` when it is written. Throw `RowRefused` for a row without an answer.
  /// What needs other rows, or waits, is `async throws`; without `async` it runs inside the database, and faster.
  static func ordersItems(_ row: OrdersBefore, _ rows: Rows) throws(Unfilled) -> OrdersItems {
    #warning("orders.items: return OrdersItems(items:)")
    throw Unfilled()
  }
}
