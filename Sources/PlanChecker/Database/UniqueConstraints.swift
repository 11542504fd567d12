// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// The unique indexes, enforced or not, for which no two rows are duplicates; and the indexes that a gate has counted.
struct UniqueConstraints: Hashable {
  private(set) var unbroken: Set<UniqueID>
  private var verifiedIndexes: Set<IndexID> = []

  init(_ base: Store) { unbroken = Set(base.uniques.keys) }

  func isUnbroken(_ unique: UniqueID) -> Bool { unbroken.contains(unique) }

  mutating func markUnbroken(_ unique: UniqueID) { unbroken.insert(unique) }

  /// Removes all constraints that are not in the set: they may be broken from now on.
  mutating func retain(_ remaining: Set<UniqueID>) { unbroken.formIntersection(remaining) }

  func isVerified(_ index: IndexID) -> Bool { verifiedIndexes.contains(index) }

  mutating func markVerified(_ index: IndexID) { verifiedIndexes.insert(index) }
}
