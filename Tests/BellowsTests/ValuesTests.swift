// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation
import Testing

@Suite struct ValuesTests {
  @Test("Phases are in the order of a rollout")
  func phases() {
    let phases: [MigrationDeploy.Phase] = [.widen, .backfill, .tighten]
    #expect(phases.shuffled().sorted() == phases && MigrationDeploy.Phase.allCases.count == 3)
    for phase in phases { #expect(!(phase < phase)) }
    #expect(phases[0] < phases[1] && phases[1] < phases[2] && phases[0] < phases[2])
  }

  @Test(
    "A day is converted to its text and back",
    arguments: [
      ("1970-01-01", 0), ("2000-02-29", 11_016), ("1969-12-31", -1), ("0000-03-01", -719_468),
      ("9999-12-31", 2_932_896),
      ("+10000-01-01", 2_932_897), ("-0001-12-31", -719_529),
    ])
  func daysHaveTheirText(_ text: String, _ number: Int32) {
    #expect(Day(text)?.daysSince1970 == number)
    #expect(Day(daysSince1970: number).description == text)
  }

  @Test(
    "A text that is not a day is rejected",
    arguments: [
      "", "2026-3-1", "2026-02-29", "2026-13-01", "2026-00-10", "+2026-01-01", "2026-01-01 ", "x026-01-01",
    ])
  func whatIsNoDayIsRefused(_ text: String) {
    #expect(Day(text) == nil)
  }

  @Test(
    "A decimal has one canonical text",
    arguments: [
      ("1.50", "1.5"), ("-0", "0"), ("0.10", "0.1"), ("007", "7"), ("-12.5", "-12.5"), ("1000", "1000"),
      (String(repeating: "9", count: 38), String(repeating: "9", count: 38)),
    ])
  func decimalsHaveOneText(_ text: String, _ canonical: String) {
    #expect(ExactDecimal(text)?.text == canonical)
  }

  @Test(
    "A text that is not a decimal is rejected",
    arguments: ["", "-", ".", "1.", ".5", "1e3", "1,5", "٣", String(repeating: "9", count: 39)])
  func invalidDecimals(_ text: String) {
    #expect(ExactDecimal(text) == nil)
  }

  @Test(
    "An instant has one canonical text",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (1, "1970-01-01T00:00:00.000001Z"), (-1, "1969-12-31T23:59:59.999999Z"),
      (1_700_000_000_123_456, "2023-11-14T22:13:20.123456Z"),
    ])
  func instantsHaveOneText(_ microseconds: Int64, _ text: String) throws {
    #expect(Timestamp(microseconds: microseconds).json == .string(text))
    #expect(try Timestamp(json: .string(text)).microseconds == microseconds)
  }

  @Test("Every key of a record is parsed from its text") func everyKeyOfARecordIsReadBack() throws {
    let record: Record<Int64, String> = [-1: "a", .max: "b", 7: "c"]
    #expect(Set(record.entries.map(\.key)) == [-1, .max, 7])
    #expect(try Record<Int64, String>(json: record.json) == record)
    #expect(throws: RowUnreadable.self) { try Record<Int64, String>(json: ["07": "x"]) }
  }

  @Test("All literals of a remap are replaced at once") func remapsHappenAtOnce() throws {
    let swap = BuiltInConversion.remap([.init(at: ["[]"], "a", to: "b"), .init(at: ["[]"], "b", to: "a")])
    let swapped: [String] = try swap.apply(to: ["a", "b", "c"])
    #expect(swapped == ["b", "a", "c"])
  }

  @Test("Built-in conversions are lossless") func conversionsLoseNothing() throws {
    #expect(try BuiltInConversion.text.apply(to: Int64(-7)) == "-7")
    #expect(try BuiltInConversion.text.apply(to: true) == "true")
    #expect(try BuiltInConversion.wrapInArray.apply(to: "x") == ["x"])
    let object: JSONValue = try BuiltInConversion.wrapInObject("k").apply(to: "x")
    #expect(object == ["k": "x"])
    let optional: String? = try BuiltInConversion.text.apply(to: Int64(-7))
    #expect(optional == "-7")
    let missing: String? = try BuiltInConversion.copy.apply(to: String?.none)
    #expect(missing == nil)
    #expect(throws: RowRefused.self) {
      let _: String = try BuiltInConversion.copy.apply(requiring: String?.none)
    }
  }
}
