// Part of Bellows. MIT licence: see LICENSE.

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

/// Returns at most 38 significant digits, without a plus sign, unneeded zeros or an exponent; zero has no sign.
func canonicalDecimal(_ text: String) -> String? {
  var rest = Array(text.utf8)[...]
  let isNegative = rest.first == UInt8(ascii: "-")
  if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
  let parts = rest.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
  guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }) else { return nil }
  let whole = parts[0].drop { $0 == UInt8(ascii: "0") }
  var fraction = parts.count == 2 ? parts[1] : []
  while fraction.last == UInt8(ascii: "0") { fraction = fraction.dropLast() }
  let significant = whole.isEmpty ? fraction.drop { $0 == UInt8(ascii: "0") }.count : whole.count + fraction.count
  // The scale is limited too, so that every database can store it: 38 digits before the point and 38 after.
  guard significant <= 38, fraction.count <= 38 else { return nil }
  let digits = String(decoding: whole.isEmpty ? [UInt8(ascii: "0")] : Array(whole), as: UTF8.self)
  let point = fraction.isEmpty ? "" : "." + String(decoding: fraction, as: UTF8.self)
  let sign = isNegative && significant > 0 ? "-" : ""
  return sign + digits + point
}

private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
