// Part of Bellows. MIT licence: see LICENSE.

/// A key of several columns has them in the order of their names, in plans and for people. A table that somebody else
/// made may have them otherwise, and rows in any other order than its own are found by no index.
extension DatabaseSession {
  /// The same backfill, in the order of the table's own key.
  func inOrder(_ backfill: Backfill) async throws -> Backfill {
    guard backfill.key.count > 1, let order = try await keyOrder(of: backfill.table) else { return backfill }
    return backfill.walking(in: order)
  }
}

extension Runner {
  /// The same backfill, in the order of the table's own key.
  func inOrder(_ backfill: Backfill) async throws -> Backfill {
    guard backfill.key.count > 1 else { return backfill }
    return try await database.transaction(.read) { try await $0.inOrder(backfill) }
  }

  /// The same walk, with all that goes along the key: what is kept aside, and the key to start after.
  func inOrder(_ walk: Walk) async throws -> Walk {
    let key = walk.backfill.key
    var walk = walk
    walk.backfill = try await inOrder(walk.backfill)
    let places = walk.backfill.key.compactMap { key.firstIndex(of: $0) }
    if let cursor = walk.runner.options.cursor, cursor.count == key.count {
      walk.runner.options.cursor = places.map { cursor[$0] }
    }
    if let image = walk.image, Set(image.key) == Set(key) { walk.image?.key = walk.backfill.key }
    return walk
  }
}
