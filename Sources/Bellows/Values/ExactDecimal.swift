// Part of Bellows. MIT licence: see LICENSE.

/// An exact decimal number with at most 38 significant digits.
///
/// Stored as its canonical text: `-12.5`, `0`, `1000`.
///
///     let price = ExactDecimal("12.50")  // 12.5
///     let total = Decimal(string: price.text)! * 3  // to calculate, convert to Foundation's Decimal
public struct ExactDecimal: StoredValue, CustomStringConvertible, ExpressibleByIntegerLiteral {
  /// The canonical text: no exponent, no redundant zeros.
  public let text: String

  /// Parses digits with an optional minus sign and an optional point.
  ///
  /// Returns `nil` for any other text, and for more than 38 significant digits.
  public init?(_ text: String) {
    var digits = Array(text.utf8)
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits.removeFirst() }
    let parts = digits.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty }),
      parts.allSatisfy({ $0.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } })
    else { return nil }
    let zero = UInt8(ascii: "0")
    let whole = parts[0].drop { $0 == zero }
    var fraction = parts.count > 1 ? parts[1] : []
    while fraction.last == zero { fraction.removeLast() }
    let significant = whole.isEmpty ? fraction.drop { $0 == zero }.count : whole.count + fraction.count
    guard significant <= 38 else { return nil }
    let isZero = whole.isEmpty && fraction.isEmpty
    self.text =
      (isNegative && !isZero ? "-" : "") + (whole.isEmpty ? "0" : String(decoding: whole, as: UTF8.self))
      + (fraction.isEmpty ? "" : "." + String(decoding: fraction, as: UTF8.self))
  }

  /// Creates a decimal from a canonical text that the compiler has checked.
  public init(canonical text: String) { self.text = text }

  /// Creates a decimal from an integer.
  public init(_ value: Int64) { text = String(value) }
  /// Creates a decimal from an integer.
  public init(integerLiteral value: Int64) { self.init(value) }

  /// The canonical text.
  public var description: String { text }

  /// Parses a JSON string such as `"-12.5"`; throws `RowUnreadable` for any other value.
  public init(json: JSONValue) throws {
    guard case .string(let text) = json, let value = ExactDecimal(text) else {
      throw RowUnreadable(expected: "a decimal", found: json)
    }
    self = value
  }
  /// A JSON string with the canonical text.
  public var json: JSONValue { .string(text) }
}
