// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A condition that must hold before a deploy starts.
///
/// The gates of a deploy are passed in order, each after the previous one.
package enum Gate: Hashable, Sendable {
  /// Code of releases before this deploy no longer runs. Without this gate it may still run.
  case released(deploy: Int)
  /// The values of these columns are backed up before they are deleted or overwritten.
  ///
  /// The gate opens when the backup is confirmed and its table exists; each value is copied in the transaction that
  /// deletes or overwrites it. The gate must follow the gate that ends the last code that may write these values, and
  /// precede the backfill or deploy that deletes them.
  case backup([ColumnID])
  /// The backfill with this name has run, after the previous gates, and no row is pending.
  case backfilled(String)
  /// No two rows violate a unique index, or no row has a value that the tightened schema rejects: the count is zero.
  ///
  /// Paths refer to the schema of this deploy: `users#by_email`, or `users.age` (no stored value is outside its type).
  case verified([SchemaPath])
}
