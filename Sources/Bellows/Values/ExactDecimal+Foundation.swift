// Part of Bellows. MIT licence: see LICENSE.

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension ExactDecimal {
  /// Creates a decimal from Foundation's `Decimal`.
  ///
  /// Returns `nil` for `Decimal.nan`, and for more than 38 significant digits: `1` with 40 zeros is a `Decimal`, but not
  /// a decimal that a column can hold.
  ///
  /// Write a constant as text, `ExactDecimal("3.133")`: Swift converts the literal `3.133` to a double before it becomes a
  /// `Decimal`.
  public init?(exactly value: Decimal) { self.init(value.description) }
}

extension Decimal {
  /// Creates the same number as Foundation's `Decimal`, for its format styles and for other libraries.
  ///
  /// Returns `nil` if `Decimal` would have to round the number: it has 38 significant digits, and an exponent of -128
  /// to 127.
  ///
  ///     let price = ExactDecimal("12.50") ?? 0
  ///     let text = Decimal(exactly: price)?.formatted(.currency(code: "EUR"))
  public init?(exactly value: ExactDecimal) {
    // `Decimal(string:)` drops digits that do not fit.
    guard let decimal = Decimal(string: value.text), DecimalDigits(decimal.description).text == value.text else {
      return nil
    }
    self = decimal
  }
}

extension Double {
  /// Creates the double that is nearest to a decimal; a number out of range is an infinity.
  ///
  ///     Double(ExactDecimal("0.1") ?? 0)  // 0.1
  public init(_ value: ExactDecimal) {
    // Digits with a sign and a point are a text of a double: this is never NaN.
    self = Double(value.text) ?? .nan
  }
}

extension FixedWidthInteger {
  /// Creates the integer that a decimal is.
  ///
  /// Returns `nil` if it has digits after the point, or if it is out of range.
  ///
  ///     Int64(exactly: ExactDecimal("12.50").map { $0 * 100 } ?? 0)  // 1250
  public init?(exactly value: ExactDecimal) { self.init(value.text) }
}
