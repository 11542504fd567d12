// Part of Bellows. MIT licence: see LICENSE.

/// A natural number of any size as its decimal digits; calculates as on paper.
struct NaturalNumber: Comparable {
  /// The digits, the last one of the number first, without leading zeros: 120 is `[0, 2, 1]`, zero is empty.
  let digits: [UInt8]

  static let one = NaturalNumber([1])

  init(_ digits: [UInt8]) {
    let zeros = digits.reversed().prefix { $0 == 0 }.count
    self.digits = zeros == 0 ? digits : Array(digits.dropLast(zeros))
  }

  var isZero: Bool { digits.isEmpty }
  var isOdd: Bool { digits.first.map { $0 % 2 == 1 } ?? false }

  /// Returns the number with zeros added: a multiple by a power of ten.
  func shifted(by zeros: Int) -> NaturalNumber {
    isZero || zeros == 0 ? self : NaturalNumber([UInt8](repeating: 0, count: zeros) + digits)
  }

  static func < (left: Self, right: Self) -> Bool {
    left.digits.count == right.digits.count
      ? left.digits.reversed().lexicographicallyPrecedes(right.digits.reversed())
      : left.digits.count < right.digits.count
  }

  static func + (left: Self, right: Self) -> Self {
    var digits: [UInt8] = []
    var carry: UInt8 = 0
    for index in 0..<max(left.digits.count, right.digits.count) {
      let sum = left.digit(at: index) + right.digit(at: index) + carry
      digits.append(sum % 10)
      carry = sum / 10
    }
    return NaturalNumber(digits + [carry])
  }

  /// Returns the difference; the right number is not greater.
  static func - (left: Self, right: Self) -> Self {
    var digits: [UInt8] = []
    var borrowed: UInt8 = 0
    for index in left.digits.indices {
      let difference = 10 + left.digits[index] - right.digit(at: index) - borrowed
      digits.append(difference % 10)
      borrowed = difference < 10 ? 1 : 0
    }
    return NaturalNumber(digits)
  }

  static func * (left: Self, right: Self) -> Self {
    var sums = [Int](repeating: 0, count: left.digits.count + right.digits.count)
    for (index, digit) in left.digits.enumerated() where digit != 0 {
      for (other, factor) in right.digits.enumerated() { sums[index + other] += Int(digit) * Int(factor) }
    }
    var digits: [UInt8] = []
    var carry = 0
    for sum in sums {
      digits.append(UInt8((sum + carry) % 10))
      carry = (sum + carry) / 10
    }
    return NaturalNumber(digits)
  }

  /// Returns the quotient, rounded down, and what remains; the divisor is not zero.
  func dividedWithRemainder(by divisor: Self) -> (quotient: Self, remainder: Self) {
    // The first digits are less than the divisor, so that they are the first remainder.
    let first = max(0, divisor.digits.count - 1)
    var remainder = NaturalNumber(Array(digits.suffix(first)))
    var quotient: [UInt8] = []
    for digit in digits.dropLast(first).reversed() {
      remainder = NaturalNumber([digit] + remainder.digits)
      var times: UInt8 = 0
      while remainder >= divisor {
        remainder = remainder - divisor
        times += 1
      }
      quotient.append(times)
    }
    return (NaturalNumber(quotient.reversed()), remainder)
  }

  private func digit(at index: Int) -> UInt8 { index < digits.count ? digits[index] : 0 }
}
