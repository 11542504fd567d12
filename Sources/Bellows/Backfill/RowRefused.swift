// Part of Bellows. MIT licence: see LICENSE.

/// Thrown by a function that cannot move its row: the row is set aside with the reason, and the others go on.
///
///     guard let year = row.birthYear else { throw RowRefused("no birth year") }
public struct RowRefused: Error, Hashable, Sendable, CustomStringConvertible {
  /// Why, for whoever looks at the row later.
  public var reason: String

  /// A row refused for a reason.
  public init(_ reason: String) { self.reason = reason }

  /// The reason.
  public var description: String { reason }
}

/// Thrown by a function that nobody has written yet; that its signature says so keeps the plan from starting.
///
///     static func usersAge(_ row: UsersBefore, _ rows: Rows) throws(Unfilled) -> UsersAge
///
/// Whoever writes the function makes `throws(Unfilled)` into `throws`, or `async throws` where it needs other rows.
public struct Unfilled: Error, Hashable, Sendable {
  /// A function that nobody has written yet.
  public init() {}
}
