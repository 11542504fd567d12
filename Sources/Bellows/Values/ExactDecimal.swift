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
    guard text.utf8.first != UInt8(ascii: "+"), let canonical = canonicalDecimal(text) else { return nil }
    self.text = canonical
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
