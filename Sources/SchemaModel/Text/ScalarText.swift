// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

extension Scalar {
  /// Returns the canonical text of a value of a scalar without literals of its own; `nil` if the text is not a value.
  ///
  ///     Scalar.decimal.canonicalText("+01.50")  // "1.5"
  package func canonicalText(_ text: String) -> String? { traits.canonicalText?(text) }
}

/// Returns `6BA7B810-9DAD-11D1-80B4-00C04FD430C8` in lower case.
func canonicalUUID(_ text: String) -> String? {
  let bytes = Array(text.utf8)
  guard bytes.count == 36 else { return nil }
  for (index, byte) in bytes.enumerated() {
    let isHyphen = byte == UInt8(ascii: "-")
    guard [8, 13, 18, 23].contains(index) ? isHyphen : isHexadecimalDigit(byte) else { return nil }
  }
  return text.lowercased()
}

private func isHexadecimalDigit(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
    UInt8(ascii: "A")...UInt8(ascii: "F"):
    true
  default: false
  }
}

/// Returns the canonical text of a decimal; `nil` if it has more than 38 significant digits or more than 38 after the
/// point.
///
/// The scale is limited too, so that every database can store it: 38 digits before the point and 38 after.
func boundedDecimal(_ text: String) -> String? {
  canonicalDecimal(text).flatMap { $0.utf8.drop { $0 != UInt8(ascii: ".") }.count <= 39 ? $0 : nil }
}
