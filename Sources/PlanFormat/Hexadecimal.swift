// Part of Bellows. MIT licence: see LICENSE.

/// Returns bytes as lower-case hexadecimal digits: `0fa0` for `[0x0f, 0xa0]`.
package func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}

/// Returns the bytes of a hexadecimal text.
package func bytes(hexadecimal text: Substring) -> [UInt8] {
  let digits = text.compactMap { $0.hexDigitValue.map(UInt8.init) }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(digits.count / 2)
  for index in stride(from: 0, to: digits.count - 1, by: 2) { bytes.append(digits[index] << 4 | digits[index + 1]) }
  return bytes
}
