// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation
import TestSupport
import Testing

@Suite struct ExactDecimalTests {
  /// The seeds of random tests; a failure prints its seed.
  static let seeds = Thorough.seed..<Thorough.seed + UInt64(Thorough.count(sample: 4, whole: 200))
  static let rules = DecimalCalculation.rules.sorted { $0.key < $1.key }.map(\.value)

  @Test("Calculations agree with Python", arguments: DecimalCalculation.all)
  func calculations(_ expected: DecimalCalculation) throws {
    let left = try #require(ExactDecimal(expected.left))
    let right = try #require(ExactDecimal(expected.right))
    #expect((left + right).text == expected.sum)
    #expect((left - right).text == expected.difference)
    #expect((left * right).text == expected.product)
    #expect(left.rounded(toFractionDigits: expected.fractionDigits, expected.rule).text == expected.rounded)
    let quotient = left.divided(by: right, fractionDigits: expected.fractionDigits, rounding: expected.rule)
    #expect(quotient?.text == expected.quotient)
    #expect((left < right) == (expected.order == "<"))
    #expect((left > right) == (expected.order == ">"))
  }

  @Test("The table is complete") func table() { #expect(DecimalCalculation.all.count == 24) }

  @Test("Calculations agree with those of scaled integers", arguments: seeds)
  func scaledIntegers(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for _ in 0..<300 {
      let (scale, otherScale) = (Int.random(in: 0...4, using: &random), Int.random(in: 0...4, using: &random))
      let left = Self.smallInteger(&random)
      let right = Self.smallInteger(&random)
      let (a, b) = (Self.decimal(left, scale: scale), Self.decimal(right, scale: otherScale))
      let (x, y) = (left * Self.power(otherScale), right * Self.power(scale))
      #expect(a + b == Self.decimal(x + y, scale: scale + otherScale))
      #expect(a - b == Self.decimal(x - y, scale: scale + otherScale))
      #expect(a * b == Self.decimal(left * right, scale: scale + otherScale))
      #expect((a < b, a == b, a > b) == (x < y, x == y, x > y))
      #expect(-a == Self.decimal(-left, scale: scale))
      #expect(a.magnitude == Self.decimal(abs(left), scale: scale) && abs(a) == a.magnitude)
      let digits = Int.random(in: 0...3, using: &random)
      for rule in Self.rules {
        let expected = Self.quotient(left * Self.power(digits), Self.power(scale), rule)
        #expect(a.rounded(toFractionDigits: digits, rule) == Self.decimal(expected, scale: digits), "\(a) \(rule)")
        guard right != 0 else { continue }
        let quotient = Self.quotient(x * Self.power(digits), y, rule)
        #expect(
          a.divided(by: b, fractionDigits: digits, rounding: rule) == Self.decimal(quotient, scale: digits),
          "\(a) / \(b) \(rule)")
      }
    }
  }

  @Test("The laws of arithmetic hold for many digits", arguments: seeds)
  func laws(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<50 {
      let (a, b, c) = (Self.large(&random), Self.large(&random), Self.large(&random))
      #expect(a + b == b + a)
      #expect(a * b == b * a)
      #expect(a + b - b == a)
      #expect(a * (b + c) == a * b + a * c)
      #expect((a < b) == (b - a > 0))
      #expect([a < b, a == b, a > b].filter { $0 }.count == 1)
      #expect((a == b) == (a - b == 0))
      if b != 0 { #expect((a * b).divided(by: b, fractionDigits: 38) == a) }
      #expect(Set([a, a + 0, -(-a), a * 1]).count == 1)
    }
  }

  @Test(
    "A decimal is rounded",
    arguments: [
      ("2.345", 2, .toNearestOrEven, "2.34"), ("2.345", 2, .toNearestOrAwayFromZero, "2.35"),
      ("-2.345", 2, .up, "-2.34"), ("-2.345", 2, .down, "-2.35"), ("0.001", 0, .up, "1"), ("-0.001", 0, .up, "0"),
      ("0.5", 0, .toNearestOrEven, "0"), ("1.5", 0, .toNearestOrEven, "2"), ("0.05", 0, .toNearestOrEven, "0"),
      ("9.995", 2, .toNearestOrAwayFromZero, "10"), ("1250", -2, .toNearestOrEven, "1200"), ("5", -1, .up, "10"),
      ("49", -3, .toNearestOrEven, "0"), ("1.5", 100, .down, "1.5"), ("0", 2, .awayFromZero, "0"),
    ] as [(String, Int, FloatingPointRoundingRule, String)])
  func rounding(_ text: String, _ digits: Int, _ rule: FloatingPointRoundingRule, _ expected: String) {
    #expect(ExactDecimal(text)?.rounded(toFractionDigits: digits, rule).text == expected)
  }

  @Test("A quotient by zero is nil, and others have the digits that were asked for")
  func division() throws {
    let hundred: ExactDecimal = 100
    #expect(hundred.divided(by: 0, fractionDigits: 2) == nil)
    #expect(hundred.divided(by: 3, fractionDigits: 2)?.text == "33.33")
    #expect(hundred.divided(by: -3, fractionDigits: 0, rounding: .awayFromZero)?.text == "-34")
    #expect(hundred.divided(by: 3, fractionDigits: -1)?.text == "30")
    #expect(hundred.divided(by: 8, fractionDigits: 50)?.text == "12.5")
    #expect(ExactDecimal(0).divided(by: 3, fractionDigits: 2)?.text == "0")
    #expect(ExactDecimal(1).divided(by: 3, fractionDigits: 60)?.text == "0." + String(repeating: "3", count: 60))
  }

  @Test("Different spellings of a number are equal")
  func spellings() throws {
    #expect(ExactDecimal("-0.00") == 0 && ExactDecimal("007.50") == ExactDecimal("7.5"))
    #expect(ExactDecimal(canonical: "1.50") == ExactDecimal("1.5"))
    #expect(ExactDecimal(canonical: "none") == 0)
    var total = try #require(ExactDecimal("10.10"))
    total += 2
    total -= try #require(ExactDecimal("0.1"))
    total *= 3
    #expect(total.text == "36")
    total.negate()
    #expect(total == -36)
    #expect(-ExactDecimal(0) == 0 && (-ExactDecimal(0)).text == "0")
    #expect([3, -2, 1].map(ExactDecimal.init(integerLiteral:)).sorted().map(\.text) == ["-2", "1", "3"])
    #expect([ExactDecimal(1), 2, 3].reduce(0, +) == 6)
  }

  @Test("Integers of every type are decimals, and back")
  func integers() {
    #expect(ExactDecimal(Int64.min).text == "-9223372036854775808")
    #expect(ExactDecimal(UInt64.max).text == "18446744073709551615")
    #expect(-ExactDecimal(Int64.min) == ExactDecimal(Int64.max) + 1)
    #expect(ExactDecimal(exactly: 7 as Int8) == 7)
    #expect([1, -2].map(ExactDecimal.init) == [1, -2] && [3 as Int64].map(ExactDecimal.init) == [3])
    #expect(["1.0", "x"].compactMap(ExactDecimal.init) == [1])
    #expect(Int64(exactly: ExactDecimal(Int64.min)) == .min)
    #expect(Int64(exactly: ExactDecimal(Int64.max) + 1) == nil)
    #expect(Int64(exactly: ExactDecimal(canonical: "12.5")) == nil)
    #expect(UInt8(exactly: ExactDecimal(-1)) == nil)
  }

  @Test("A result with more than 38 digits is exact, and is not encoded")
  func moreDigits() throws {
    let largest = try #require(ExactDecimal(String(repeating: "9", count: 38)))
    #expect(largest.isStorable && !(largest + 1).isStorable)
    #expect((largest + 1).text == "1" + String(repeating: "0", count: 38))
    #expect(
      (largest * largest).text == String(repeating: "9", count: 37) + "8" + String(repeating: "0", count: 37) + "1")
    #expect((largest + 1).divided(by: 1000, fractionDigits: 0)?.isStorable == true)
    #expect(throws: EncodingError.self) { try JSONEncoder().encode([largest + 1]) }
    #expect(try JSONDecoder().decode([ExactDecimal].self, from: JSONEncoder().encode([largest])) == [largest])
  }
}

extension ExactDecimalTests {
  @Test("Foundation's Decimal is the same number, or nil", arguments: seeds)
  func foundation(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for _ in 0..<100 {
      let value = Self.large(&random)
      let decimal = try #require(Decimal(exactly: value), "\(value)")
      #expect(ExactDecimal(exactly: decimal) == value)
      let other = Self.decimal(Self.smallInteger(&random), scale: Int.random(in: 0...6, using: &random))
      let small = try #require(Decimal(exactly: other))
      let number = Self.smallInteger(&random)
      #expect(ExactDecimal(exactly: small * Decimal(number)) == other * ExactDecimal(number))
      #expect(ExactDecimal(exactly: small + Decimal(number)) == other + ExactDecimal(number))
    }
  }

  @Test("A number that Foundation's Decimal cannot represent is nil")
  func outOfRange() throws {
    let largest = try #require(ExactDecimal(String(repeating: "9", count: 38)))
    #expect(Decimal(exactly: largest)?.description == largest.text)
    #expect(Decimal(exactly: -largest)?.description == "-" + largest.text)
    #expect(Decimal(exactly: largest * 10 + 1) == nil)
    #expect(Decimal(exactly: largest * largest) == nil)
    let tiny = try #require(ExactDecimal("0." + String(repeating: "0", count: 199) + "1"))
    #expect(Decimal(exactly: tiny) == nil)
    #expect(ExactDecimal(exactly: Decimal.nan) == nil)
    #expect(ExactDecimal(exactly: Decimal.greatestFiniteMagnitude) == nil)
    #expect(ExactDecimal(exactly: Decimal(string: "-0.50") ?? 0)?.text == "-0.5")
  }

  @Test("A double is the nearest one", arguments: seeds)
  func doubles(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for _ in 0..<100 {
      // A double with less than 16 digits has one nearest decimal; Swift prints it.
      let number = Double(Int.random(in: -999_999_999...999_999_999, using: &random)) / 1000
      #expect(Double(try #require(ExactDecimal("\(number)"))) == number)
    }
    #expect(Double(ExactDecimal(canonical: "0.1")) == 0.1)
    #expect(Double(ExactDecimal(Int64.max)) == 9_223_372_036_854_775_807.0)
    let large = ExactDecimal(canonical: "1" + String(repeating: "0", count: 37))
    #expect(Double(large) == 1e37)
    let product = (0..<9).reduce(large) { product, _ in product * large }
    #expect(Double(product) == .infinity && Double(-product) == -.infinity)
  }
}

extension ExactDecimalTests {
  private static func power(_ exponent: Int) -> Int { (0..<exponent).reduce(1) { product, _ in product * 10 } }

  /// The integer with a point before its last digits.
  private static func decimal(_ number: Int, scale: Int) -> ExactDecimal {
    let digits = String(number.magnitude)
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    let fraction = scale == 0 ? "" : "." + padded.suffix(scale)
    return ExactDecimal(canonical: (number < 0 ? "-" : "") + padded.dropLast(scale) + fraction)
  }

  private static func smallInteger(_ random: inout SeededRandom) -> Int {
    let limit = [3, 60, 5000, 9_999_999].randomElement(using: &random) ?? 1
    return Int.random(in: -limit...limit, using: &random)
  }

  /// A decimal with up to 38 digits.
  private static func large(_ random: inout SeededRandom) -> ExactDecimal {
    let digits = (0..<Int.random(in: 1...38, using: &random)).map { _ in
      String([0, 0, 9, Int.random(in: 0...9, using: &random)].randomElement(using: &random) ?? 0)
    }
    let whole = Int.random(in: 0...digits.count, using: &random)
    let fraction = whole == digits.count ? "" : "." + digits[whole...].joined()
    return ExactDecimal(
      canonical: (Bool.random(using: &random) ? "-" : "") + "0" + digits[..<whole].joined() + fraction)
  }

  /// The quotient of integers, rounded: from the floor and the distance to it.
  private static func quotient(_ number: Int, _ divisor: Int, _ rule: FloatingPointRoundingRule) -> Int {
    let (left, right) = divisor < 0 ? (-number, -divisor) : (number, divisor)
    let floor = left / right - (left % right < 0 ? 1 : 0)
    let rest = left - floor * right
    if rest == 0 { return floor }
    let isAbove: Bool =
      switch rule {
      case .up: true
      case .down: false
      case .towardZero: left < 0
      case .awayFromZero: left > 0
      case .toNearestOrEven: 2 * rest == right ? floor % 2 != 0 : 2 * rest > right
      case .toNearestOrAwayFromZero: 2 * rest == right ? left > 0 : 2 * rest > right
      @unknown default: false
      }
    return isAbove ? floor + 1 : floor
  }
}
