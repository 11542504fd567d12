// Part of Bellows. MIT licence: see LICENSE.

/// A set of small numbers below a common bound.
///
/// It allocates nothing for bounds up to 64.
struct Bits: Hashable {
  private var low: UInt64 = 0
  private var high: [UInt64]

  /// Creates the empty set.
  ///
  /// Operations on two sets require the same bound.
  init(below bound: Int) { high = bound > 64 ? Array(repeating: 0, count: (bound - 1) / 64) : [] }

  /// Creates the set of all numbers below a bound.
  init(allBelow bound: Int) {
    self.init(below: bound)
    for number in 0..<bound { insert(number) }
  }

  var isEmpty: Bool { low == 0 && high.allSatisfy { $0 == 0 } }

  var count: Int { high.reduce(low.nonzeroBitCount) { $0 + $1.nonzeroBitCount } }

  func contains(_ number: Int) -> Bool {
    let word = number < 64 ? low : high[number / 64 - 1]
    return word >> UInt64(number % 64) & 1 == 1
  }

  mutating func insert(_ number: Int) {
    let bit = UInt64(1) << UInt64(number % 64)
    if number < 64 { low |= bit } else { high[number / 64 - 1] |= bit }
  }

  mutating func remove(_ number: Int) {
    let bit = UInt64(1) << UInt64(number % 64)
    if number < 64 { low &= ~bit } else { high[number / 64 - 1] &= ~bit }
  }

  mutating func formUnion(_ other: Bits) {
    low |= other.low
    for index in high.indices { high[index] |= other.high[index] }
  }

  func union(_ other: Bits) -> Bits {
    var result = self
    result.formUnion(other)
    return result
  }

  func intersection(_ other: Bits) -> Bits {
    var result = self
    result.low &= other.low
    for index in high.indices { result.high[index] &= other.high[index] }
    return result
  }

  func subtracting(_ other: Bits) -> Bits {
    var result = self
    result.low &= ~other.low
    for index in high.indices { result.high[index] &= ~other.high[index] }
    return result
  }

  func isSubset(of other: Bits) -> Bool {
    low & ~other.low == 0 && high.indices.allSatisfy { high[$0] & ~other.high[$0] == 0 }
  }

  /// Calls the closure for each number in both sets, in ascending order.
  func forEach(in other: Bits, _ body: (Int) -> Void) {
    Self.forEach(in: low & other.low, from: 0, body)
    for index in high.indices { Self.forEach(in: high[index] & other.high[index], from: (index + 1) * 64, body) }
  }

  private static func forEach(in word: UInt64, from base: Int, _ body: (Int) -> Void) {
    var rest = word
    while rest != 0 {
      body(base + rest.trailingZeroBitCount)
      rest &= rest - 1
    }
  }
}
