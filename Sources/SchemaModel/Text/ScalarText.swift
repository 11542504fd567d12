// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

extension Scalar {
  /// The one spelling of a value of a scalar that has no literals of its own, or `nil` when the text is no such value.
  ///
  ///     Scalar.decimal.canonicalText("+01.50")  // "1.5"
  package func canonicalText(_ text: String) -> String? {
    switch self {
    case .decimal: boundedDecimal(text)
    case .date: canonicalDate(text)
    case .timestamp: canonicalTimestamp(text)
    case .uuid: canonicalUUID(text)
    case .string, .int, .double, .bool, .bytes, .null: nil
    }
  }
}

/// `6BA7B810-9DAD-11D1-80B4-00C04FD430C8` in lower case.
private func canonicalUUID(_ text: String) -> String? {
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

/// The scale is bounded too, so that every engine can hold it: 38 digits before the point and 38 after.
private func boundedDecimal(_ text: String) -> String? {
  canonicalDecimal(text).flatMap { $0.utf8.drop { $0 != UInt8(ascii: ".") }.count <= 39 ? $0 : nil }
}
