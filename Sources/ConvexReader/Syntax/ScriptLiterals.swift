// Part of Bellows. MIT licence: see LICENSE.

/// Numbers, strings and their escapes.
extension ScriptLexer {
  mutating func number() -> ScriptToken.Kind {
    let start = offset
    if at(0) == UInt8(ascii: "0"), let base = base(at(1)) {
      offset += 2
      return integer(base, start)
    }
    var text: [UInt8] = []
    digits(into: &text)
    if at(0) == UInt8(ascii: "n") {
      offset += 1
      let value = Int64(String(decoding: text, as: UTF8.self))
      return endsNumber() ? .bigint(value) : invalidNumber(start)
    }
    if at(0) == UInt8(ascii: ".") {
      text.append(UInt8(ascii: "."))
      offset += 1
      digits(into: &text)
    }
    if let byte = at(0), byte | 0x20 == UInt8(ascii: "e") {
      text.append(byte)
      offset += 1
      if let sign = at(0), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        text.append(sign)
        offset += 1
      }
      digits(into: &text)
    }
    // Swift needs digits on both sides of the point.
    if text.first == UInt8(ascii: ".") { text.insert(UInt8(ascii: "0"), at: 0) }
    if text.last == UInt8(ascii: ".") { text.append(UInt8(ascii: "0")) }
    let spelled = String(decoding: text, as: UTF8.self).replacing(".e", with: ".0e").replacing(".E", with: ".0E")
    guard endsNumber(), let value = Double(spelled) else { return invalidNumber(start) }
    return .number(value)
  }

  private func base(_ letter: UInt8?) -> UInt32? {
    switch letter.map({ $0 | 0x20 }) {
    case UInt8(ascii: "x"): 16
    case UInt8(ascii: "o"): 8
    case UInt8(ascii: "b"): 2
    default: nil
    }
  }

  private mutating func integer(_ base: UInt32, _ start: Int) -> ScriptToken.Kind {
    var value: Double = 0
    var exact: Int64? = 0
    while let byte = at(0) {
      if byte != UInt8(ascii: "_") {
        guard let digit = byte.hexValue, digit < base else { break }
        value = value * Double(base) + Double(digit)
        exact = exact.flatMap { whole in
          let (product, overflows) = whole.multipliedReportingOverflow(by: Int64(base))
          let (sum, overflowsToo) = product.addingReportingOverflow(Int64(digit))
          return overflows || overflowsToo ? nil : sum
        }
      }
      offset += 1
    }
    if at(0) == UInt8(ascii: "n") {
      offset += 1
      return endsNumber() ? .bigint(exact) : invalidNumber(start)
    }
    return endsNumber() ? .number(value) : invalidNumber(start)
  }

  private mutating func digits(into text: inout [UInt8]) {
    while let byte = at(0), byte.isDigit || byte == UInt8(ascii: "_") {
      if byte != UInt8(ascii: "_") { text.append(byte) }
      offset += 1
    }
  }

  private func endsNumber() -> Bool { at(0)?.isWordStart != true }

  private mutating func invalidNumber(_ start: Int) -> ScriptToken.Kind {
    while let byte = at(0), byte.isWordStart || byte.isDigit { offset += 1 }
    return .invalid(String(decoding: bytes[start..<offset], as: UTF8.self))
  }

  mutating func string() -> ScriptToken.Kind {
    let (start, quote) = (offset, bytes[offset])
    var text: [UInt8] = []
    offset += 1
    while let byte = at(0), byte != UInt8(ascii: "\n") {
      if byte == quote {
        offset += 1
        return .string(String(decoding: text, as: UTF8.self))
      }
      if byte == UInt8(ascii: "\\") {
        escape(into: &text)
      } else {
        text.append(byte)
        offset += 1
      }
    }
    // A quote that closes nothing, as in the text of JSX.
    offset = start + 1
    return .invalid(String(decoding: [quote], as: UTF8.self))
  }

  /// Reads the escape sequence at a backslash.
  mutating func escape(into text: inout [UInt8]) {
    offset += 1
    guard let byte = at(0) else { return }
    offset += 1
    switch byte {
    case UInt8(ascii: "n"): text.append(UInt8(ascii: "\n"))
    case UInt8(ascii: "t"): text.append(UInt8(ascii: "\t"))
    case UInt8(ascii: "r"): text.append(UInt8(ascii: "\r"))
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "v"): text.append(0x0B)
    case UInt8(ascii: "0") where at(0)?.isDigit != true: text.append(0)
    case UInt8(ascii: "\r"): if at(0) == UInt8(ascii: "\n") { offset += 1 }
    case UInt8(ascii: "\n"): break
    case UInt8(ascii: "x"): append(hexDigits(2), to: &text)
    case UInt8(ascii: "u"): unicodeEscape(into: &text)
    default: text.append(byte)
    }
  }

  private mutating func unicodeEscape(into text: inout [UInt8]) {
    if at(0) == UInt8(ascii: "{") {
      offset += 1
      var value: UInt32 = 0
      while let digit = at(0)?.hexValue {
        value = min(value, 0x1_000_000) * 16 + digit
        offset += 1
      }
      if at(0) == UInt8(ascii: "}") { offset += 1 }
      return append(value, to: &text)
    }
    let first = hexDigits(4)
    // A pair of surrogates is one character.
    if (0xD800..<0xDC00).contains(first), at(0) == UInt8(ascii: "\\"), at(1) == UInt8(ascii: "u") {
      let before = offset
      offset += 2
      let second = hexDigits(4)
      if (0xDC00..<0xE000).contains(second) {
        return append(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00), to: &text)
      }
      offset = before
    }
    append(first, to: &text)
  }

  private mutating func hexDigits(_ count: Int) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let digit = at(0)?.hexValue else { break }
      value = value * 16 + digit
      offset += 1
    }
    return value
  }

  private func append(_ scalar: UInt32, to text: inout [UInt8]) {
    text += Array(String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
  }
}
