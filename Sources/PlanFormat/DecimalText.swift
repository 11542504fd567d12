// Part of Bellows. MIT licence: see LICENSE.

/// Returns the canonical text of a decimal: no plus sign, no unneeded zeros; zero has no sign.
///
/// Returns `nil` if the text is not digits with an optional sign and point, or has more than 38 significant digits.
package func canonicalDecimal(_ text: String) -> String? {
  let zero = UInt8(ascii: "0")
  var rest = Array(text.utf8)[...]
  let isNegative = rest.first == UInt8(ascii: "-")
  if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
  let parts = rest.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
  guard parts.count <= 2,
    parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { (zero...UInt8(ascii: "9")).contains($0) } })
  else { return nil }
  let whole = parts[0].drop { $0 == zero }
  var fraction = parts.count == 2 ? parts[1] : []
  while fraction.last == zero { fraction = fraction.dropLast() }
  let significant = whole.isEmpty ? fraction.drop { $0 == zero }.count : whole.count + fraction.count
  guard significant <= 38 else { return nil }
  return (isNegative && significant > 0 ? "-" : "") + (whole.isEmpty ? "0" : String(decoding: whole, as: UTF8.self))
    + (fraction.isEmpty ? "" : "." + String(decoding: fraction, as: UTF8.self))
}
