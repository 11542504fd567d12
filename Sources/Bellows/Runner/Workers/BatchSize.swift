// Part of Bellows. MIT licence: see LICENSE.

/// The number of rows in the next batch: so many that a batch takes about as long as its target.
///
/// While a batch is written, other transactions wait for its rows.
struct BatchSize: Hashable, Sendable {
  /// The smallest number of rows: below it, a batch costs more than its rows.
  static let least = 10

  /// The number of rows in the next batch.
  private(set) var size: Int
  private let most: Int
  private let target: Duration?

  /// - Parameters:
  ///   - first: The number of rows in the first batch.
  ///   - most: The largest number of rows.
  ///   - target: How long a batch may take; `nil` if all batches have the first number.
  init(first: Int, most: Int, target: Duration?) {
    self.most = max(first, most)
    self.target = target
    size = first
  }

  /// Chooses the number of rows after a batch.
  ///
  /// - Parameter attempts: How often its transaction began; more than once if it waited for locks for too long.
  mutating func adapt(to time: Duration, attempts: Int) {
    guard let target else { return }
    let least = min(Self.least, size)
    if attempts > 1 {
      size = max(least, size / 2)
      return
    }
    let fitting = Double(size) * (target / max(time, .nanoseconds(1)))
    if fitting < Double(size) {
      // In proportion, but not at once: one slow batch may have another cause.
      size = max(least, size / 4, Int(fitting))
    } else if time < target * 2 / 3 {
      let largest = size > most / 2 ? most : size * 2
      size = fitting < Double(largest) ? Int(fitting) : largest
    }
  }
}
