// Part of Bellows. MIT licence: see LICENSE.

/// Parses JSON text.
///
/// Foundation's parser does not distinguish 1 and 1.0, nor keys that are canonically equivalent.
struct JSONParser {
  private let bytes: [UInt8]
  private var index = 0
  private static let deepest = 1_000

  init(_ text: String) { bytes = Array(text.utf8) }

  /// Parses the text as one value.
  mutating func whole() throws -> JSONValue {
    let value = try value(depth: 0)
    skipSpace()
    guard index == bytes.count else { throw unreadable("text after the value") }
    return value
  }

  private func unreadable(_ why: String) -> RowUnreadable { RowUnreadable("invalid JSON at byte \(index): \(why)") }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard next == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  private mutating func value(depth: Int) throws -> JSONValue {
    guard depth < Self.deepest else { throw unreadable("nested deeper than \(Self.deepest)") }
    skipSpace()
    guard let first = next else { throw unreadable("the text ends") }
    switch first {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case _: return try word()
    }
  }

  private mutating func object(depth: Int) throws -> JSONValue {
    index += 1
    var object = JSONObject()
    if skip("}") { return .object(object) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw unreadable("a key is expected") }
      let key = try string()
      guard skip(":") else { throw unreadable("a colon is expected") }
      object[key] = try value(depth: depth + 1)
    } while skip(",")
    guard skip("}") else { throw unreadable("`,` or `}` is expected") }
    return .object(object)
  }

  private mutating func array(depth: Int) throws -> JSONValue {
    index += 1
    var values: [JSONValue] = []
    if skip("]") { return .array(values) }
    repeat { values.append(try value(depth: depth + 1)) } while skip(",")
    guard skip("]") else { throw unreadable("`,` or `]` is expected") }
    return .array(values)
  }

  private mutating func word() throws -> JSONValue {
    for (word, value) in [("null", JSONValue.null), ("true", .bool(true)), ("false", .bool(false))]
    where bytes[index...].starts(with: word.utf8) {
      index += word.utf8.count
      return value
    }
    throw unreadable("a value is expected")
  }

  private mutating func number() throws -> JSONValue {
    let start = index
    var isDouble = false
    while let byte = next {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"): break
      case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): isDouble = true
      case _:
        return try number(bytes[start..<index], isDouble: isDouble)
      }
      index += 1
    }
    return try number(bytes[start..<index], isDouble: isDouble)
  }

  private func number(_ digits: ArraySlice<UInt8>, isDouble: Bool) throws -> JSONValue {
    let text = String(decoding: digits, as: UTF8.self)
    if isDouble {
      guard let value = Double(text), value.isFinite else { throw unreadable("\(text) is not a finite double") }
      return .double(value)
    }
    if let value = Int64(text) { return .int(value) }
    // PostgreSQL writes the double 1e300 with 301 digits.
    guard let value = Double(text), value.isFinite, significantDigits(text) == significantDigits(value.description)
    else { throw unreadable("\(text) is not a 64-bit integer") }
    return .double(value)
  }

  /// The digits of a decimal number without its sign, point and exponent, and without zeros at both ends.
  private func significantDigits(_ text: String) -> [UInt8] {
    let digits = text.utf8.prefix { $0 != UInt8(ascii: "e") }.filter { $0 >= UInt8(ascii: "0") }
    let isZero = { (digit: UInt8) in digit == UInt8(ascii: "0") }
    return Array(digits.drop(while: isZero).reversed().drop(while: isZero).reversed())
  }

  private mutating func string() throws -> String {
    index += 1
    var text: [UInt8] = []
    while let byte = next {
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<0x20: throw unreadable("a control character in a string")
      case _: text.append(byte)
      }
    }
    throw unreadable("the string does not end")
  }

  private mutating func escape(into text: inout [UInt8]) throws {
    guard let byte = next else { throw unreadable("the string does not end") }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text.append(contentsOf: String(Character(try scalar())).utf8)
    case _: throw unreadable("no such escape")
    }
  }

  private mutating func scalar() throws -> Unicode.Scalar {
    let first = try fourDigits()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u")
    else { throw unreadable("half of a surrogate pair") }
    index += 2
    let second = try fourDigits()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    else { throw unreadable("half of a surrogate pair") }
    return scalar
  }

  private mutating func fourDigits() throws -> UInt32 {
    guard index + 4 <= bytes.count,
      bytes[index..<index + 4].allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
      let value = UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
    else { throw unreadable("four hexadecimal digits are expected") }
    index += 4
    return value
  }
}
