// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation
import NastyMigrations
import Testing

/// Row types whose names are keywords, hold quotes, or look alike.
@Suite struct NastyRowsTests {
  @Test("Every literal is written with its own bytes")
  func everyLiteralIsItsOwnBytes() throws {
    let spellings = ["default", "none", "", "a\"b", "line\nbreak", "🎈", "caf\u{e9}", "cafe\u{301}"]
    #expect(ClassRow.Func.allCases.map(\.json) == spellings.map { .string($0) })
    for (spelling, value) in zip(spellings, ClassRow.Func.allCases) {
      #expect(try ClassRow.Func(json: .string(spelling)) == value)
    }
    #expect(ClassRow.Func.café != .cafe)
  }

  @Test("Columns keep their names")
  func columnsKeepTheirNames() {
    let names = [
      "_id", "self", "Type", "init", "a-b", "a_b", "func", "🎈", "quote\"d", "data", "json", "hashValue", "columns",
      "rename",
      "_1", "new \"field",
    ]
    #expect(ClassRow.columns.map(\.name) == names)
    #expect(ClAssRow.table == "c2")
  }

  @Test("A row is written to and read from the columns of a SQL database unchanged")
  func aRowRoundTripsThroughColumnsOfASQLDatabase() throws {
    let write = ClassWrite(
      self_: "me", type: .min, aB: "hyphen", aB2: "underscore", func: .cafe,
      data: .init(string: "\u{0}", int64: .max, in: true, type: .init(x: 1)), json_: ["k": [1.0, 1, .null]],
      columns_: ["a"], rename: "r", newField: .init(class: "c"))
    let data = try JSONEncoder().encode(write)
    let columns = try JSONDecoder().decode([String: JSONValue].self, from: data)
    // Nested values are JSON text in a column of their own.
    #expect(columns["json"] == .string(#"{"k":[1.0,1,null]}"#))
    #expect(columns["a-b"] == "hyphen")
    #expect(columns["a_b"] == "underscore")
    #expect(columns["init"] == JSONValue.null)
    var stored = columns
    stored["_id"] = 1
    let row = try JSONDecoder().decode(ClassRow.self, from: JSONEncoder().encode(stored))
    #expect(row.type == .min)
    #expect(row.data?.int64 == .max)
    #expect(row.data?.type?.x == 1)
    #expect(row.json_ == ["k": [1.0, 1, .null]])
    #expect(row.func == .cafe)
  }
}
