// Part of Bellows. MIT licence: see LICENSE.

// A plan lists the columns of a key in the order of their names. The key of an existing table may have another order,
// and an index finds rows only in its own.
extension DatabaseSession {
  /// Returns the backfill with its key in the order of the table's own key.
  func inOrder(_ backfill: Backfill) async throws -> Backfill {
    guard backfill.key.count > 1, let order = try await keyOrder(of: backfill.table) else { return backfill }
    return backfill.scanning(in: order)
  }
}
