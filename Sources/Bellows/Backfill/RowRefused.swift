// Part of Bellows. MIT licence: see LICENSE.

/// Throw this in a backfill function if a row cannot be converted: the row is quarantined, and the scan continues.
///
///     guard let year = row.birthYear else { throw RowRefused("no birth year") }
public struct RowRefused: Error, Hashable, Sendable, CustomStringConvertible {
  /// The reason, as `migrate status` shows it.
  public var reason: String

  /// Creates the error with a reason.
  public init(_ reason: String) { self.reason = reason }

  /// The reason.
  public var description: String { reason }
}

/// The error of a backfill function that is not written yet.
///
/// While a signature has `throws(Unfilled)`, the plan does not start.
///
///     static func usersAge(_ row: UsersBefore, _ rows: Rows) throws(Unfilled) -> UsersAge
///
/// When implemented, change `throws(Unfilled)` to `throws`, or to `async throws` if the function needs other rows.
public struct Unfilled: Error, Hashable, Sendable {
  /// Creates the error.
  public init() {}
}
