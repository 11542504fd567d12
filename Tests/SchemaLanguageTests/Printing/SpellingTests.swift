// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel
import Testing

/// How types and values are spelled in messages and reports.
@Suite struct SpellingTests {
  @Test(
    "Types have their canonical spelling",
    arguments: [
      (FieldType(either(text("member"), text("admin")), isOptional: true), #"("member" | "admin")?"#),
      (FieldType(either(string, int)), "string | int"),
      (FieldType(list(either(string, null)), isOptional: true), "[string | null]?"),
      (
        FieldType(object(["theme": string, "size?": either(number(-1), .literal(.double(1.5)))])),
        "{ theme: string, size: (-1 | 1.5)? }"
      ),
      (FieldType(object([:])), "{}"),
      (FieldType(.record(.literals([.string("a"), .string("b")]), .reference("users"))), #"["a" | "b": id<users>]"#),
      (FieldType(.record(.reference("odd name"), any)), "[id<`odd name`>: any]"),
      (FieldType(object(["a-b": bool])), "{ `a-b`: bool }"),
    ]) func types(type: FieldType, expected: String)
  {
    #expect(type.description == expected)
  }

  @Test(
    "Values have their canonical spelling",
    arguments: [
      (Value.absent, "no value"), (.null, "null"), (.literal(.string("x")), #""x""#), (.literal(.double(1)), "1.0"),
      (.literal(.int(-7)), "-7"), (.literal(.bool(false)), "false"), (.bytes([0, 255]), "0x00ff"),
      (.decimal("19.99"), "19.99"), (.reference("users", 7), "id<users>(7)"), (.array([]), "[]"), (.map([]), "{}"),
      (.array([.literal(.int(1)), .literal(.int(2))]), "[1, 2]"),
      (.map([Value.Entry(.literal(.string("theme")), .null)]), "{ theme: null }"),
      (
        .map([Value.Entry(.literal(.string("a b")), .null), Value.Entry(.literal(.int(1)), .null)]),
        #"{ "a b": null, 1: null }"#
      ),
    ]) func values(value: Value, expected: String)
  {
    #expect(value.description == expected)
  }

  @Test(
    "Dates have their canonical spelling",
    arguments: [
      (0, "1970-01-01"), (-1, "1969-12-31"), (20_484, "2026-01-31"), (11_016, "2000-02-29"), (-25_509, "1900-02-28"),
      (-25_508, "1900-03-01"), (-719_528, "0000-01-01"), (-719_529, "-0001-12-31"), (2_932_896, "9999-12-31"),
      (2_932_897, "+10000-01-01"),
    ] as [(Int32, String)]) func dates(days: Int32, expected: String)
  {
    #expect(Value.date(days).description == expected)
  }

  @Test(
    "Timestamps have their canonical spelling",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59.999999Z"), (1_769_817_600_000_000, "2026-01-31T00:00:00Z"),
      (1_769_862_896_000_050, "2026-01-31T12:34:56.000050Z"),
    ] as [(Int64, String)]) func timestamps(microseconds: Int64, expected: String)
  {
    #expect(Value.timestamp(microseconds).description == expected)
  }

  @Test("The first and last timestamps have a spelling")
  func extremeMomentsAreSpelledToo() {
    #expect(Value.timestamp(.min).description == "-290308-12-21T19:59:05.224192Z")
    #expect(Value.timestamp(.max).description == "+294247-01-10T04:00:54.775807Z")
    #expect(Value.date(.max).description.hasPrefix("+5881580-07-1"))
  }

  @Test("Invisible characters are escaped")
  func whatNobodyCouldReadIsEscaped() {
    #expect("say \"hi\" \\ \n\t\r\u{0}\u{7f}".quoted == #""say \"hi\" \\ \n\t\r\u{0}\u{7F}""#)
    #expect("\u{202e}gnp.exe\u{feff}".quoted == #""\u{202E}gnp.exe\u{FEFF}""#)
    #expect("café 👩‍👩‍👧".quoted == "\"café 👩‍👩‍👧\"")
    #expect("a`b".spelledAsName == #"`a\`b`"#)
    #expect("2nd".spelledAsName == "`2nd`" && "_id".spelledAsName == "_id" && "".spelledAsName == "``")
  }
}
