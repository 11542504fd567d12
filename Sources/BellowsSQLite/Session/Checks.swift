// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite

extension Connection {
  /// Counts the rows of a query, with the first ones as text.
  func check(_ query: String, samples: Int, showingValues: Bool) throws -> CheckOutcome {
    let count = try number("SELECT count(*) FROM (\(query))")
    guard count > 0, samples > 0 else { return CheckOutcome(count: count, samples: []) }
    let statement = try prepareOnce("SELECT * FROM (\(query)) LIMIT \(samples)")
    var lines: [String] = []
    while try statement.step() { lines.append(statement.sample(ofColumns: showingValues ? .max : 1)) }
    return CheckOutcome(count: count, samples: lines)
  }
}

extension Statement {
  private static let shownCharacters = 80

  /// The current row for messages: `_id 7, email "a@b"`.
  ///
  /// A query of a plan lists the columns of the key first.
  fileprivate func sample(ofColumns count: Int) -> String {
    (0..<min(count, columnCount)).map { index in
      let name = sqlite3_column_name(handle, Int32(index)).map { String(cString: $0) } ?? ""
      let value = ((try? value(index, as: .text)) ?? nil)?.text ?? "no value"
      return "\(name) \(value.count > Self.shownCharacters ? value.prefix(Self.shownCharacters) + "..." : value)"
    }.joined(separator: ", ")
  }
}
