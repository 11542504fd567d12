// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// A connection that breaks at a chosen statement, for tests of the recovery from it: the server ends the transaction as
/// it does when the process is killed.
///
///     PostgreSQL(connection, faults: Faults(cutting: 17, .before))
package final class Faults: Sendable {
  /// When the connection breaks: before the server gets the statement, or after it has executed it and before the
  /// answer arrives.
  package enum Moment: String, CaseIterable, Sendable {
    case before
    case after
  }

  private let executed = Locked(0)
  private let broken = Locked<String?>(nil)
  private let cut: (number: Int, moment: Moment)?
  private let cutStatement: (text: String, moment: Moment)?

  /// Only counts the statements.
  package init() { (cut, cutStatement) = (nil, nil) }

  /// Breaks the connection at the statement with a number, counted from 1 over all connections.
  package init(cutting number: Int, _ moment: Moment) { (cut, cutStatement) = ((number, moment), nil) }

  /// Breaks the connection at each statement with a text, which may follow the tag of a long statement.
  package init(cutting statement: String, _ moment: Moment) { (cut, cutStatement) = (nil, (statement, moment)) }

  /// The number of statements so far.
  package var count: Int { executed.with { $0 } }

  /// The statement at which the connection broke; `nil` if it did not.
  package var brokenStatement: String? { broken.with { $0 } }

  /// Counts a statement, and returns when its connection breaks; `nil` if it does not.
  func begin(_ statement: String) -> Moment? {
    let number = executed.with { count in
      count += 1
      return count
    }
    if let cutStatement, statement.hasSuffix(cutStatement.text) {
      broken.with { $0 = cutStatement.text }
      return cutStatement.moment
    }
    guard let cut, cut.number == number else { return nil }
    broken.with { $0 = statement }
    return cut.moment
  }
}
