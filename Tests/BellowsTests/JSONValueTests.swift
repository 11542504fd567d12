// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation
import Testing

@Suite struct JSONValueTests {
  @Test(
    "JSON text is parsed to the same value",
    arguments: [
      "null", "true", "-9223372036854775808", "9223372036854775807", "1.0", "1", "1e300", "-0.0", #""""#,
      #""a\"b\\c\n\u0000é🎈""#, "[]", "{}", #"{"b":1,"a":[1,1.0,{"é":null}]}"#,
    ])
  func textRoundTrips(_ text: String) throws {
    let value = try JSONValue(text: text)
    #expect(try JSONValue(text: value.text) == value)
  }

  @Test("The four characters that JSON calls space may be between all parts, and no others")
  func space() throws {
    let parts = ["{", "\"a\"", ":", "[", "1", ",", "true", "]", ",", "\"b\"", ":", "{", "}", "}"]
    let value = try JSONValue(text: parts.joined())
    for space in [" ", "\n", "\r", "\t", "\r\n", " \t\r\n"] {
      #expect(try JSONValue(text: space + parts.joined(separator: space) + space) == value, "\(space.debugDescription)")
    }
    for space in ["\u{b}", "\u{c}", "\u{a0}", "\u{0}", "\u{85}", "\u{feff}"] {
      #expect(throws: RowUnreadable.self) { try JSONValue(text: "[1,\(space)2]") }
    }
  }

  @Test("Ints and doubles are distinguished") func intsAndDoublesStayApart() throws {
    #expect(try JSONValue(text: "[1,1.0,1e0]") == .array([.int(1), .double(1), .double(1)]))
    #expect(JSONValue.double(1).text == "1.0")
    #expect(JSONValue.int(1) != .double(1))
  }

  @Test(
    "A text that is not JSON is rejected",
    arguments: [
      "", " ", "nul", "[1,]", "{\"a\"}", "{a:1}", "\"", "\"\\x\"", "\"\\ud800\"", "01a", "1 2", "9223372036854775808",
      "1e999", "\"\n\"", "[", "{\"a\":1",
    ])
  func whatIsNoJSONIsRefused(_ text: String) {
    #expect(throws: RowUnreadable.self) { try JSONValue(text: text) }
  }

  @Test("Nesting that is too deep is rejected") func deepNestingIsRefusedAndNoCrash() {
    #expect(throws: RowUnreadable.self) { try JSONValue(text: String(repeating: "[", count: 100_000)) }
  }

  @Test("The two Unicode forms of é are different members") func bothSpellingsOfEAcuteAreTwoMembers() throws {
    let value = try JSONValue(text: "{\"caf\u{e9}\":1,\"cafe\u{301}\":2}")
    guard case .object(let object) = value else {
      Issue.record("an object is expected")
      return
    }
    #expect(object.members.count == 2)
    #expect(object["cafe\u{301}"] == .int(2))
  }

  @Test("Objects of any size find their members by key") func objectsOfAnySizeFindTheirMembers() {
    var object = JSONObject()
    for number in 0..<40 { object["k\(number)"] = .int(Int64(number)) }
    object["k7"] = nil
    object["k39"] = .string("last")
    #expect(object["k7"] == nil)
    #expect(object["k8"] == .int(8))
    #expect(object["k39"] == .string("last"))
    #expect(object.members.count == 39)
  }

  @Test("The order of members does not affect equality") func theOrderOfMembersMeansNothing() throws {
    let one = try JSONValue(text: #"{"a":1,"b":2}"#)
    let two = try JSONValue(text: #"{"b":2,"a":1}"#)
    #expect(one == two)
    #expect(one.hashValue == two.hashValue)
  }
}
