// Part of Bellows. MIT licence: see LICENSE.

/// An exact decimal number: `decimal` fields store it without rounding.
///
///     let price = ExactDecimal("12.50") ?? 0          // 12.5
///     let total = price * 3 + ExactDecimal(2)         // 39.5
///     let share = total.divided(by: 7, fractionDigits: 2)  // 5.64
///
/// A stored decimal has at most 38 significant digits. `+`, `-` and `*` are exact for any number of digits, so that a
/// result may have more: then ``isStorable`` is false. Round such a result before you store it.
///
/// Two decimals are equal if and only if their texts are equal: `1.50` and `1.5` are the same decimal, and so are `-0`
/// and `0`. The order is that of the numbers.
public struct ExactDecimal: StoredValue, LosslessStringConvertible, ExpressibleByIntegerLiteral {
  /// The canonical text, which is stored: no exponent, no redundant zeros.
  ///
  /// Examples are `-12.5`, `0` and `1000`.
  public let text: String

  /// Parses digits with an optional minus sign and an optional point.
  ///
  /// Returns `nil` for any other text, such as `1e3`, `+1` or `.5`, and for more than 38 significant digits.
  public init?(_ text: String) {
    guard text.utf8.first != UInt8(ascii: "+"), let canonical = canonicalDecimal(text) else { return nil }
    self.text = canonical
  }

  /// Creates a decimal from a text that the compiler has checked; a text that is not a decimal gives 0.
  public init(canonical text: String) { self.text = canonicalDecimal(text) ?? "0" }

  /// Creates a decimal from an integer of any type.
  public init(_ value: some BinaryInteger) { text = String(value) }
  /// Creates a decimal from an integer literal.
  public init(integerLiteral value: Int64) { text = String(value) }

  /// Creates the decimal that digits represent.
  init(_ digits: DecimalDigits) { text = digits.text }

  /// The canonical text.
  public var description: String { text }

  /// Whether a `decimal` field can hold the number: it has at most 38 significant digits.
  ///
  /// It is false only for results of calculations. A column, or the program that reads it, rejects such a number.
  public var isStorable: Bool { canonicalDecimal(text) != nil }

  /// Parses a JSON string such as `"-12.5"`; throws `RowUnreadable` for any other value.
  public init(json: JSONValue) throws {
    guard case .string(let text) = json, let value = ExactDecimal(text) else {
      throw RowUnreadable(expected: "a decimal", found: json)
    }
    self = value
  }
  /// A JSON string with the canonical text.
  public var json: JSONValue { .string(text) }

  /// Encodes the canonical text; throws `EncodingError` if the number is not storable, because it could not be decoded.
  public func encode(to encoder: any Encoder) throws {
    guard isStorable else {
      let problem = "the decimal has more than 38 significant digits; round it before it is stored"
      throw EncodingError.invalidValue(self, .init(codingPath: encoder.codingPath, debugDescription: problem))
    }
    try json.encode(to: encoder)
  }
}
