// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

@testable import Bellows

/// Values in the texts that PostgreSQL sends and reads.
struct ServerTextTests {
  /// A type of elements, two texts of it, and their values; 2^53 + 1 is no double.
  static let elements: [(type: ServerType, texts: [String], values: [JSONValue])] = [
    (.boolean, ["true", "false"], [true, false]),
    (.smallint, ["-32768", "7"], [.int(-32768), .int(7)]),
    (.integer, ["2147483647", "0"], [.int(2_147_483_647), .int(0)]),
    (.bigint, ["9007199254740993", "-9223372036854775808"], [.int(9_007_199_254_740_993), .int(.min)]),
    (.real, ["0.5", "-3"], [.double(0.5), .double(-3)]),
    (.double, ["1e+300", "2"], [.double(1e300), .double(2)]),
    (.numeric, ["1.50", "-0.000000000000000000000001"], ["1.50", "-0.000000000000000000000001"]),
    (.text, ["", "{\"a\",NULL}"], ["", "{\"a\",NULL}"]),
    (.bytea, ["", "00ff10"], [.bytes(Data()), .bytes(Data([0, 255, 16]))]),
    (.uuid, ["01234567-89ab-cdef-0123-456789abcdef"], ["01234567-89ab-cdef-0123-456789abcdef"]),
    (.date, ["2026-03-01", "0001-01-01"], ["2026-03-01", "0001-01-01"]),
    (.timestamp, ["1970-01-01T00:00:01.500000Z"], [Timestamp(microseconds: 1_500_000).json]),
    (.timestamptz, ["1970-01-01T00:00:00.000001Z"], [Timestamp(microseconds: 1).json]),
    (.json, ["[1, null]", "\"a\""], [.array([.int(1), .null]), "a"]),
    (.jsonb, ["{\"a\": false}", "2"], [.object(JSONObject([("a", false)])), .int(2)]),
    (.enumeration("mood"), ["good", "1"], ["good", "1"]),
    (.array(.bigint), ["[\"1\"]", "[]"], [.array([.int(1)]), .array([])]),
  ]

  @Test("The elements of an array are read in the form of their type", arguments: elements)
  func arrays(each: (type: ServerType, texts: [String], values: [JSONValue])) {
    let text = JSONValue.array(each.texts.map { .string($0) }).text
    #expect(storedValue(of: text, as: .array, in: .array(each.type)) == .array(each.values))
  }

  @Test(
    "An array with an element that is not of its type is no array",
    arguments: [
      (ServerType.boolean, "1"), (.smallint, "1.5"), (.integer, "a"), (.bigint, "9223372036854775808"),
      (.double, "infinity"), (.timestamp, "infinity"), (.jsonb, "{"), (.array(.integer), "1"),
    ])
  func elementsOfAnotherForm(_ type: ServerType, _ text: String) {
    let array = JSONValue.array([.string(text)]).text
    #expect(storedValue(of: array, as: .array, in: .array(type)) == nil)
    #expect(storedValue(of: array, as: .array, in: type == .array(.integer) ? .integer : type) == nil)
    #expect(storedValue(of: "[1]", as: .array, in: .array(type)) == nil, "elements are texts")
  }
}
