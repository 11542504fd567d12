// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension Lexer {
  /// Returns the value of a string or a name in backticks; reports invalid parts and leaves them out.
  mutating func content(of token: Token) -> String {
    let quote = bytes[token.start]
    let isClosed = token.end > token.start + 1 && bytes[token.end - 1] == quote
    let start = token.start + 1
    let end = isClosed ? token.end - 1 : token.end
    guard bytes[start..<end].contains(UInt8(ascii: "\\")) else { return text(start, end) }

    var result: [UInt8] = []
    result.reserveCapacity(end - start)
    var offset = start
    while offset < end {
      guard bytes[offset] == UInt8(ascii: "\\") else {
        result.append(bytes[offset])
        offset += 1
        continue
      }
      let escape = offset
      offset += 2
      switch escape + 1 < end ? bytes[escape + 1] : 0 {
      case UInt8(ascii: "n"): result.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "r"): result.append(UInt8(ascii: "\r"))
      case UInt8(ascii: "t"): result.append(UInt8(ascii: "\t"))
      case UInt8(ascii: "\\"): result.append(UInt8(ascii: "\\"))
      case UInt8(ascii: "\""): result.append(UInt8(ascii: "\""))
      case UInt8(ascii: "'"): result.append(UInt8(ascii: "'"))
      case UInt8(ascii: "`"): result.append(UInt8(ascii: "`"))
      case UInt8(ascii: "0"): problems.append(.nulCharacter(described(token), range(escape, offset)))
      case UInt8(ascii: "u"):
        let scalar = unicodeEscape(at: &offset, before: end)
        switch scalar {
        case "\0": problems.append(.nulCharacter(described(token), range(escape, offset)))
        case let scalar?: result.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
        case nil: problems.append(.invalidEscape(range(escape, min(offset, end))))
        }
      default: problems.append(.invalidEscape(range(escape, min(offset, end))))
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Returns the number that a token spells: an int, unless it has a fraction or an exponent.
  mutating func number(of token: Token) -> Literal {
    let digits = bytes[token.start..<token.end]
    let location = range(token.start, token.end)
    let isNegative = digits.first == UInt8(ascii: "-")
    let unsigned = isNegative ? digits.dropFirst() : digits
    if unsigned.count > 1, unsigned.first == UInt8(ascii: "0"), isDigit(unsigned[unsigned.startIndex + 1]) {
      problems.append(.leadingZeros(text(token.start, token.end), location))
    }
    guard unsigned.allSatisfy(isDigit) else {
      let spelling = text(token.start, token.end)
      let value = Double(spelling) ?? .infinity
      if !value.isFinite { problems.append(.numberOutOfRange(spelling, isInt: false, location)) }
      return .double(value.isFinite ? value : 0)
    }
    var value: Int64 = 0
    for digit in unsigned {
      let (product, overflowed) = value.multipliedReportingOverflow(by: 10)
      let unit = Int64(digit - UInt8(ascii: "0"))
      let (sum, overflowedAgain) = product.addingReportingOverflow(isNegative ? -unit : unit)
      if overflowed || overflowedAgain {
        problems.append(.numberOutOfRange(text(token.start, token.end), isInt: true, location))
        return .int(0)
      }
      value = sum
    }
    return .int(value)
  }

  /// Reads `{1F600}` after `\u`; moves `offset` past the escape.
  private func unicodeEscape(at offset: inout Int, before end: Int) -> Unicode.Scalar? {
    guard offset < end, bytes[offset] == UInt8(ascii: "{") else { return nil }
    var value: UInt32 = 0
    var digits = 0
    offset += 1
    while offset < end, let digit = hexadecimal(bytes[offset]) {
      digits += 1
      if digits <= 8 { value = value << 4 | digit }
      offset += 1
    }
    guard offset < end, bytes[offset] == UInt8(ascii: "}") else { return nil }
    offset += 1
    return (1...8).contains(digits) ? Unicode.Scalar(value) : nil
  }

  private func described(_ token: Token) -> String { token.kind == .string ? "a string" : "a name" }
}

private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

private func hexadecimal(_ byte: UInt8) -> UInt32? {
  if isDigit(byte) { return UInt32(byte - UInt8(ascii: "0")) }
  let letter = (byte | 0x20) &- UInt8(ascii: "a")
  return letter < 6 ? UInt32(letter) + 10 : nil
}
