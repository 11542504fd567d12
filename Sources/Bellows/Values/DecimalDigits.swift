// Part of Bellows. MIT licence: see LICENSE.

/// The digits of a decimal number, for calculations: `-12.50` is the natural number 1250 with scale 2 and a minus sign.
struct DecimalDigits {
  var isNegative: Bool
  var number: NaturalNumber
  /// How many digits are after the point; a negative scale adds zeros before it.
  var scale: Int

  init(isNegative: Bool, number: NaturalNumber, scale: Int) {
    self.isNegative = isNegative
    self.number = number
    self.scale = scale
  }

  /// Reads a canonical text.
  init(_ text: String) {
    let point = UInt8(ascii: ".")
    let bytes = text.utf8.drop { $0 == UInt8(ascii: "-") }
    isNegative = bytes.count < text.utf8.count
    number = NaturalNumber(bytes.reversed().filter { $0 != point }.map { $0 - UInt8(ascii: "0") })
    scale = bytes.firstIndex(of: point).map { bytes[$0...].count - 1 } ?? 0
  }

  /// The canonical text.
  var text: String {
    if number.isZero { return "0" }
    let shifted = scale < 0 ? number.shifted(by: -scale) : number
    let fraction = Array(shifted.digits.prefix(max(scale, 0)).drop { $0 == 0 })
    let missing = max(0, scale - shifted.digits.count)
    let whole = shifted.digits.dropFirst(max(scale, 0))
    return (isNegative ? "-" : "") + (whole.isEmpty ? "0" : Self.text(of: whole))
      + (fraction.isEmpty ? "" : "." + String(repeating: "0", count: missing) + Self.text(of: fraction))
  }

  private static func text(of digits: some BidirectionalCollection<UInt8>) -> String {
    String(decoding: digits.reversed().map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
  }

  /// Returns the natural numbers of two decimals, with zeros added so that they have the same scale.
  static func aligned(_ left: Self, _ right: Self) -> (left: NaturalNumber, right: NaturalNumber, scale: Int) {
    let scale = max(left.scale, right.scale)
    return (left.number.shifted(by: scale - left.scale), right.number.shifted(by: scale - right.scale), scale)
  }

  static func + (left: Self, right: Self) -> Self {
    let (first, second, scale) = aligned(left, right)
    if left.isNegative == right.isNegative {
      return Self(isNegative: left.isNegative, number: first + second, scale: scale)
    }
    return first < second
      ? Self(isNegative: right.isNegative, number: second - first, scale: scale)
      : Self(isNegative: left.isNegative, number: first - second, scale: scale)
  }

  static func * (left: Self, right: Self) -> Self {
    Self(
      isNegative: left.isNegative != right.isNegative, number: left.number * right.number,
      scale: left.scale + right.scale)
  }

  /// Returns the number with as many digits after the point.
  func rounded(toScale newScale: Int, _ rule: FloatingPointRoundingRule) -> Self {
    newScale < scale
      ? divided(by: Self(isNegative: false, number: .one, scale: 0), scale: newScale, rule) : self
  }

  /// Returns the quotient with as many digits after the point; the divisor is not zero.
  func divided(by divisor: Self, scale newScale: Int, _ rule: FloatingPointRoundingRule) -> Self {
    // number / 10^scale / (divisor.number / 10^divisor.scale) * 10^newScale
    let shift = newScale + divisor.scale - scale
    let denominator = divisor.number.shifted(by: max(0, -shift))
    let (quotient, remainder) = number.shifted(by: max(0, shift)).dividedWithRemainder(by: denominator)
    let isNegative = isNegative != divisor.isNegative
    let isUp = rule.increments(quotient, remainder: remainder, divisor: denominator, isNegative: isNegative)
    return Self(isNegative: isNegative, number: isUp ? quotient + .one : quotient, scale: newScale)
  }
}

extension FloatingPointRoundingRule {
  /// Whether a quotient that was rounded towards zero is rounded away from zero instead.
  fileprivate func increments(
    _ quotient: NaturalNumber, remainder: NaturalNumber, divisor: NaturalNumber, isNegative: Bool
  ) -> Bool {
    if remainder.isZero { return false }
    let double = remainder + remainder
    switch self {
    case .up: return !isNegative
    case .down: return isNegative
    case .towardZero: return false
    case .awayFromZero: return true
    case .toNearestOrAwayFromZero: return double >= divisor
    case .toNearestOrEven: return double == divisor ? quotient.isOdd : double > divisor
    // A rule that a later Swift adds.
    @unknown default: return double == divisor ? quotient.isOdd : double > divisor
    }
  }
}
