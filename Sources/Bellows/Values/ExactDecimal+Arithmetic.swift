// Part of Bellows. MIT licence: see LICENSE.

extension ExactDecimal: Comparable {
  /// Returns whether the left number is less.
  public static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
    let (first, second) = (DecimalDigits(left.text), DecimalDigits(right.text))
    if first.isNegative != second.isNegative { return first.isNegative }
    let (left, right, _) = DecimalDigits.aligned(first, second)
    return first.isNegative ? right < left : left < right
  }
}

extension ExactDecimal: SignedNumeric {
  /// Creates a decimal from an integer of any type; returns `nil` if it has more than 38 significant digits.
  public init?(exactly source: some BinaryInteger) { self.init(String(source)) }

  /// The number without its sign.
  public var magnitude: ExactDecimal { DecimalDigits(text).isNegative ? -self : self }

  /// Returns the number with the other sign.
  public static prefix func - (value: ExactDecimal) -> ExactDecimal {
    var digits = DecimalDigits(value.text)
    digits.isNegative.toggle()
    return ExactDecimal(digits)
  }

  /// Replaces the number by the one with the other sign.
  public mutating func negate() { self = -self }

  /// Returns the exact sum, which may have more than 38 digits.
  public static func + (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
    ExactDecimal(DecimalDigits(left.text) + DecimalDigits(right.text))
  }

  /// Returns the exact difference, which may have more than 38 digits.
  public static func - (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal { left + -right }

  /// Returns the exact product, which may have more than 38 digits.
  ///
  ///     let net = ExactDecimal("19.99") ?? 0
  ///     let tax = (net * (ExactDecimal("0.19") ?? 0)).rounded(toFractionDigits: 2)  // 3.8
  public static func * (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
    ExactDecimal(DecimalDigits(left.text) * DecimalDigits(right.text))
  }

  /// Adds a number, exactly.
  public static func += (left: inout ExactDecimal, right: ExactDecimal) { left = left + right }

  /// Subtracts a number, exactly.
  public static func -= (left: inout ExactDecimal, right: ExactDecimal) { left = left - right }

  /// Multiplies by a number, exactly.
  public static func *= (left: inout ExactDecimal, right: ExactDecimal) { left = left * right }
}

extension ExactDecimal {
  /// Returns the number with at most as many digits after the point.
  ///
  ///     let price = ExactDecimal("2.345") ?? 0
  ///     price.rounded(toFractionDigits: 2)                            // 2.34
  ///     price.rounded(toFractionDigits: 2, .toNearestOrAwayFromZero)  // 2.35
  ///     price.rounded(toFractionDigits: 0, .up)                       // 3
  ///     ExactDecimal(1250).rounded(toFractionDigits: -2)              // 1200
  ///
  /// The default rule rounds a half to the even digit, so that the errors of many roundings cancel out.
  public func rounded(
    toFractionDigits count: Int, _ rule: FloatingPointRoundingRule = .toNearestOrEven
  ) -> ExactDecimal {
    ExactDecimal(DecimalDigits(text).rounded(toScale: count, rule))
  }

  /// Returns the quotient with at most as many digits after the point.
  ///
  /// Returns `nil` if the divisor is 0. The exact quotient is rounded once, with the rule.
  ///
  ///     let total: ExactDecimal = 100
  ///     total.divided(by: 3, fractionDigits: 2)                 // 33.33
  ///     total.divided(by: 3, fractionDigits: 2, rounding: .up)  // 33.34
  ///     total.divided(by: 0, fractionDigits: 2)                 // nil
  public func divided(
    by divisor: ExactDecimal, fractionDigits count: Int, rounding rule: FloatingPointRoundingRule = .toNearestOrEven
  ) -> ExactDecimal? {
    let digits = DecimalDigits(divisor.text)
    return digits.number.isZero ? nil : ExactDecimal(DecimalDigits(text).divided(by: digits, scale: count, rule))
  }
}
