// The bodies of this pattern, as a person could write them.
import Bellows

extension ChangeInArray {
  static func ordersItems(_ row: OrdersBefore, _ rows: Rows) async throws -> OrdersItems {
    guard case .array(let items) = row.items else { throw RowRefused("its items have prices already") }
    let kept = items.compactMap { item -> OrdersItems.ItemsItem? in
      let state: OrdersItems.ItemsItem.State
      switch item.state {
      case .open: state = .open
      case .packed: state = .packed
      case .lost: return nil
      }
      return .init(sku: item.sku, count: item.count, price: .init(canonical: "0"), state: state)
    }
    return OrdersItems(items: kept)
  }
}
