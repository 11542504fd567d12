// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A condition that must hold before a deploy may begin.
///
/// The gates of a deploy are passed in their order, each after the one before.
package enum Gate: Hashable, Sendable {
  /// No code that was released before that deploy runs any more. Without this gate it may still run.
  case released(deploy: Int)
  /// The values of these columns are backed up before they are deleted or overwritten.
  ///
  /// The backup covers the values that are stored at that moment. The gate therefore comes after the gate that ends the
  /// last code that may write these values, and before the backfill or deploy that deletes them.
  case backup([ColumnID])
  /// The backfill of that name has run, after the gates before this one, and no pending row remains.
  case backfilled(String)
  /// No two rows violate a unique index, or no row holds a value that the tightened schema rejects: the count is zero.
  ///
  /// Paths are those of this deploy's schema: `users#by_email`, or `users.age` (no stored value is outside its type).
  case verified([SchemaPath])
}
