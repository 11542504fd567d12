// Part of Bellows. MIT licence: see LICENSE.

/// The values of a scalar that a narrower column of a database can store: `int @stored(int4)`.
///
/// As sets, two bounds of one scalar always overlap.
package enum Bound: Hashable, Sendable {
  /// `int` with 16 bits.
  case int2
  /// `int` with 32 bits.
  case int4
  /// The `double` values that are read back unchanged, as text, from a column of 32 bits.
  case float4
  /// `string` with at most this number of Unicode scalars.
  case varchar(Int)
  /// `decimal` with at most `precision - scale` digits before the point, and `scale` after it.
  case numeric(precision: Int, scale: Int)
  /// `timestamp` with this number of digits after the point of the second, in a column with or without a time zone.
  case instant(digits: Int, hasZone: Bool)

  /// The scalar that contains its values.
  package var scalar: Scalar {
    switch self {
    case .int2, .int4: .int
    case .float4: .double
    case .varchar: .string
    case .numeric: .decimal
    case .instant: .timestamp
    }
  }

  /// The form that `@stored` names for it.
  package var storedForm: StoredForm { .bounded(self) }

  /// Returns whether every value of the other bound belongs to this one.
  package func contains(_ other: Bound) -> Bool {
    switch (self, other) {
    case (.int4, .int4), (.int4, .int2), (.int2, .int2), (.float4, .float4): return true
    case (.varchar(let length), .varchar(let inner)): return inner <= length
    case (.numeric, .numeric):
      let (own, inner) = (digits, other.digits)
      return inner.whole <= own.whole && inner.fraction <= own.fraction
    case (.instant(let digits, _), .instant(let inner, _)): return inner <= digits
    case (.int2, _), (.int4, _), (.float4, _), (.varchar, _), (.numeric, _), (.instant, _): return false
    }
  }

  /// Returns the smallest bound that contains both; `nil` for bounds of different scalars.
  package func union(_ other: Bound) -> Bound? {
    if contains(other) { return self }
    if other.contains(self) { return other }
    guard case .numeric(let precision, let scale) = self, case .numeric(let otherPrecision, let otherScale) = other
    else {
      return nil
    }
    let fraction = max(scale, otherScale)
    return .numeric(precision: max(precision - scale, otherPrecision - otherScale) + fraction, scale: fraction)
  }

  /// Returns whether it is one of its values.
  package func contains(_ value: Value) -> Bool {
    guard scalar.contains(value) else { return false }
    switch (self, value) {
    case (.int2, .literal(.int(let number))): return Int16(exactly: number) != nil
    case (.int4, .literal(.int(let number))): return Int32(exactly: number) != nil
    case (.float4, .literal(.double(let number))):
      let short = Float(number)
      return short.isFinite && Double(short.description) == number
    case (.varchar(let length), .literal(.string(let text))): return text.unicodeScalars.count <= length
    case (.numeric, .decimal(let text)):
      return contains(Bound(ofDecimal: text))
    case (.instant(let digits, _), .timestamp(let microseconds)):
      return microseconds % Bound.unit(ofDigits: digits) == 0
    case (.int2, _), (.int4, _), (.float4, _), (.varchar, _), (.numeric, _), (.instant, _): return false
    }
  }

  /// The microseconds of the last digit.
  private static func unit(ofDigits digits: Int) -> Int64 {
    (max(digits, 0)..<6).reduce(Int64(1)) { unit, _ in unit * 10 }
  }

  /// Creates the smallest bound that contains a decimal in canonical text.
  package init(ofDecimal text: String) {
    let parts = text.utf8.filter { $0 != UInt8(ascii: "-") }.split(
      separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let whole = parts[0].drop { $0 == UInt8(ascii: "0") }.count
    let fraction = parts.count < 2 ? 0 : parts[1].count
    self = .numeric(precision: whole + fraction, scale: fraction)
  }

  /// The largest numbers of digits of a decimal before and after the point; the language has at most 38 of each.
  private var digits: (whole: Int, fraction: Int) {
    guard case .numeric(let precision, let scale) = self else { return (0, 0) }
    return (min(max(precision - scale, 0), 38), min(scale, 38))
  }

  // MARK: - Examples

  /// Returns example values that differ for different numbers, as far as it has enough values.
  package func distinctExample(_ number: Int) -> Value {
    let usual = scalar.distinctExample(number)
    if contains(usual) { return usual }
    switch self {
    case .int2, .int4, .float4, .instant: return usual
    case .varchar(let length):
      let letters = (0..<max(length, 1)).map { position in
        Character(Unicode.Scalar(UInt8(ascii: "a") + UInt8((number >> (4 * position)) & 15)))
      }
      return .literal(.string(String(letters.reversed())))
    case .numeric:
      let (whole, fraction) = digits
      return .decimal(whole > 0 ? "\(number)" : fraction > 0 ? "0.\(number % 9 + 1)" : "0")
    }
  }

  /// Values of a scalar, among which is one outside each bound that does not contain a given one, for each number.
  ///
  /// - Parameters:
  ///   - inner: The bound that should contain it; `nil` for all values of the scalar.
  ///   - outer: The bounds that should not.
  static func extremes(of scalar: Scalar, in inner: Bound?, outside outer: [Bound], _ number: Int) -> [Value] {
    switch scalar {
    case .int: return [40_000, 3_000_000_000].map { .literal(.int($0 + Int64(number))) }
    case .double: return [.literal(.double(0.123_456_789 + Double(number)))]
    case .string:
      let longest = outer.map { if case .varchar(let length) = $0 { length } else { 0 } }.max() ?? 0
      guard case .literal(.string(let last)) = Bound.varchar(1).distinctExample(number) else { return [] }
      return [.literal(.string(String(repeating: "x", count: longest) + last))]
    case .decimal:
      let whole = outer.map(\.digits.whole).max() ?? 0
      let fraction = outer.map(\.digits.fraction).max() ?? 0
      var values = ["1" + String(repeating: "0", count: whole), "0." + String(repeating: "0", count: fraction) + "1"]
      if let own = inner?.digits {
        let nines = (String(repeating: "9", count: own.whole), String(repeating: "9", count: own.fraction))
        values.append((nines.0.isEmpty ? "0" : nines.0) + (nines.1.isEmpty ? "" : "." + nines.1))
      }
      return values.compactMap { scalar.canonicalText($0).map(Value.decimal) }
    case .timestamp:
      let second = 1_769_817_600_000_000 + Int64(number) * 1_000_000
      return (1...6).map { .timestamp(second + unit(ofDigits: $0)) }
    case .bool, .bytes, .date, .uuid, .null: return []
    }
  }
}

extension Bound: CustomStringConvertible {
  /// The spelling in `@stored(...)`.
  package var description: String {
    switch self {
    case .int2: "int2"
    case .int4: "int4"
    case .float4: "float4"
    case .varchar(let length): "varchar(\(length))"
    case .numeric(let precision, let scale): "numeric(\(precision), \(scale))"
    case .instant(let digits, let hasZone): "\(hasZone ? "timestamptz" : "timestamp")(\(digits))"
    }
  }
}

extension ValueType {
  /// The scalar of a scalar or of a part of one; `nil` for other types.
  package var scalar: Scalar? {
    switch self {
    case .scalar(let scalar): scalar
    case .bounded(let bound): bound.scalar
    case .any, .literal, .reference, .array, .record, .object, .union: nil
    }
  }

  /// Returns the type with each of its alternatives that is the scalar of a bound reduced to that bound.
  package func bounded(by bound: Bound) -> ValueType {
    let reduced = alternatives.map { $0.scalar == bound.scalar ? ValueType.bounded(bound) : $0 }
    return .union(of: reduced) ?? self
  }

  /// The type without bounds: as a schema declares it beside `@stored`.
  package var unbounded: ValueType {
    guard alternatives.contains(where: { if case .bounded = $0 { true } else { false } }) else { return self }
    return .union(of: alternatives.map { $0.scalar.map(ValueType.scalar) ?? $0 }) ?? self
  }

  /// Whether all of its alternatives are literals of a scalar.
  func hasOnlyLiterals(of scalar: Scalar) -> Bool {
    alternatives.allSatisfy { if case .literal(let literal) = $0 { literal.scalar == scalar } else { false } }
  }

  /// The bound among its alternatives; `nil` without one.
  package var bound: Bound? {
    for case .bounded(let bound) in alternatives { return bound }
    return nil
  }
}
