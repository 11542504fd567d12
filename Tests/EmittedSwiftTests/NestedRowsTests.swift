// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation
import NestedMigrations
import SchemaModel
import Testing

/// Row types of a document store, with everything nested that the language has: coded through JSON and back.
@Suite struct NestedRowsTests {
  private static let stored = """
    {"_id":7,"name":"Ann","theme":"auto","settings":{"font":"serif","weight":700},
     "shapes":[{"kind":"circle","r":1},{"kind":"square","side":2.5,"angle":0.5},{"kind":"dot"}],
     "labels":{"a":null,"b":"x"},"byLanguage":{"de":"Anna"},"extra":[1,{"k":null}],"note":{"text":null}}
    """

  private func row(_ text: String = stored) throws -> PeopleRow {
    try JSONDecoder().decode(PeopleRow.self, from: Data(text.utf8))
  }

  private func json(_ value: some Encodable) throws -> JSONValue {
    try JSONValue(text: String(decoding: JSONEncoder().encode(value), as: UTF8.self))
  }

  @Test("A row is read with all its members")
  func aRowIsReadWithAllItsParts() throws {
    let row = try row()
    #expect(row.theme == .auto)
    #expect(row.settings.weight == 700)
    #expect(row.shapes.count == 3)
    #expect(row.labels["a"] == .null)
    #expect(row.byLanguage[.de] == "Anna")
    #expect(row.byLanguage[.en] == nil)
    #expect(row.age == nil)
    guard case .circle(let circle) = row.shapes.first else {
      Issue.record("the first shape is a circle")
      return
    }
    #expect(circle.r == 1)
  }

  @Test("A row is written as it was read")
  func aRowIsWrittenAsItWasRead() throws {
    #expect(try json(row()) == JSONValue(text: Self.stored))
  }

  @Test("A missing value and null are different")
  func absentAndNullAreTwoThings() throws {
    let null = try row()
    let absent = try row(Self.stored.replacingOccurrences(of: #","note":{"text":null}"#, with: ""))
    #expect(null.note?.text == .null)
    #expect(absent.note == nil)
    #expect(null != absent)
    #expect(
      try json(absent) == JSONValue(text: Self.stored.replacingOccurrences(of: #","note":{"text":null}"#, with: "")))
    // A required member is not the same as one that is null.
    #expect(throws: RowUnreadable.self) {
      try row(Self.stored.replacingOccurrences(of: #"{"text":null}"#, with: "{}"))
    }
  }

  @Test("An object with an unknown member is rejected")
  func objectsAreClosed() {
    #expect(throws: RowUnreadable.self) {
      try row(Self.stored.replacingOccurrences(of: #""weight":700"#, with: #""weight":700,"colour":"red""#))
    }
  }

  @Test("Only assigned properties are written")
  func onlyWhatIsAssignedIsWritten() throws {
    var write = PeopleWrite(try row())
    write.name = "Bea"
    #expect(try json(write) == ["_id": 7, "name": "Bea"])
  }

  @Test("A value that code may only write back survives a change beside it")
  func whatMayOnlyBeHandedBackSurvivesAChangeBesideIt() throws {
    var write = PeopleWrite(try row())
    write.settings.font = "mono"
    write.shapes.append(.circle(.init(r: 3)))
    if case .square(var square) = write.shapes[1] {
      square.side = 9
      write.shapes[1] = .square(square)
    }
    #expect(
      try json(write) == [
        "_id": 7, "settings": ["font": "mono", "weight": 700],
        "shapes": [
          ["kind": "circle", "r": 1], ["kind": "square", "side": 9, "angle": 0.5], ["kind": "dot"],
          ["kind": "circle", "r": 3],
        ],
      ])
  }

  @Test("A value that code may not create is written back unchanged")
  func aValueThatMayNotBeMadeIsCarried() throws {
    let write = PeopleWrite(try row())
    guard case .carried = write.theme else {
      Issue.record("auto may be read, and not made")
      return
    }
    #expect(write.theme.json == "auto")
  }

  @Test("A new row has all required values")
  func aNewRowHasAllThatItMust() throws {
    let write = PeopleWrite(
      name: "Cay", theme: .dark, settings: .init(font: "serif"), shapes: [.square(.init(side: 1))],
      labels: ["k": .null],
      byLanguage: [.en: "Kay"], extra: .null, amount: .init(value: .value(.string("two"))), age: 40)
    #expect(
      try json(write) == [
        "name": "Cay", "theme": "dark", "settings": ["font": "serif"], "shapes": [["kind": "square", "side": 1]],
        "labels": ["k": .null], "byLanguage": ["en": "Kay"], "extra": .null, "amount": ["value": "two"], "age": 40,
      ])
  }

  @Test("Two Unicode spellings of one letter are two keys")
  func bothSpellingsOfEAcuteAreTwoKeys() throws {
    let labels: Record<String, Nullable<String>> = ["caf\u{e9}": "one", "cafe\u{301}": "two"]
    #expect(labels.count == 2)
    #expect(try Record<String, Nullable<String>>(json: JSONValue(text: labels.json.text)) == labels)
  }

  @Test("Scalars keep their exact values")
  func scalarsKeepTheirExactValues() throws {
    let upload = UploadsWrite(
      key: .init(UUID()), content: Data([0, 255]), taken: try #require(Day("2024-02-29")),
      at: Timestamp(microseconds: 1_700_000_000_123_456), price: try #require(ExactDecimal("0.10")), ratio: 1,
      parts: [UUID(): Data([1])])
    let row = try JSONDecoder().decode(UploadsRow.self, from: JSONEncoder().encode(upload))
    #expect(row.key == upload.key)
    #expect(row.content == Data([0, 255]))
    #expect(row.taken.description == "2024-02-29")
    #expect(row.at.microseconds == 1_700_000_000_123_456)
    #expect(row.price.text == "0.1")
    #expect(row.ratio == 1)
    #expect(row.parts.json == upload.parts.json)
  }

  @Test("A named type is one Swift type in all tables")
  func namedTypes() throws {
    let note: Note? = try row().note
    var write = UploadsWrite(
      key: .init(UUID()), content: Data(), taken: try #require(Day("2024-02-29")), price: 1, ratio: 1, parts: [:],
      note: note)
    write.note?.text = "new"
    #expect(write.note == Note(text: "new"))
    #expect(try json(write).member("note") == ["text": "new"])
  }

  @Test("A row for an API has plain names and values, and null beside missing members")
  func apiRows() throws {
    let row = try row()
    let data = try JSONEncoder().encode(APIRow(row))
    #expect(try JSONValue(text: Self.stored.replacing("_id", with: "id")) == json(APIRow(row)))
    #expect(try JSONDecoder().decode(APIRow<PeopleRow>.self, from: data).row == row)
    let upload = UploadsRow(
      key: .init(UUID()), content: Data([1, 2]), taken: try #require(Day("2024-02-29")),
      at: Timestamp(microseconds: 1_700_000_000_123_456), price: try #require(ExactDecimal("0.10")), ratio: 1,
      parts: [:])
    let shown = try json(APIRow(upload))
    #expect(shown.member("taken") == "2024-02-29" && shown.member("at") == "2023-11-14T22:13:20.123456Z")
    #expect(shown.member("price") == "0.1" && shown.member("content") == "AQI=" && shown.member("owner") == nil)
    #expect(try JSONDecoder().decode(APIRow<UploadsRow>.self, from: JSONEncoder().encode(APIRow(upload))).row == upload)
    let stored = Data(#"{"id":1,"kind":"key","code":"Esc"}"#.utf8)
    let event = try JSONDecoder().decode(APIRow<EventsRow>.self, from: stored)
    #expect(event.row.value == .key(.init(code: "Esc")))
    #expect(try json(event) == ["id": 1, "kind": "key", "code": "Esc"])
  }

  @Test("A union with a value that can only be read lists what may be written")
  func writableValues() {
    #expect(PeopleWrite.Theme.allCases == [.light, .dark])
  }

  @Test("A table of several variants is an enum")
  func aTableOfSeveralVariantsIsAnEnum() throws {
    let text = #"{"_id":1,"kind":"key","code":"Esc"}"#
    let row = try JSONDecoder().decode(EventsRow.self, from: Data(text.utf8))
    #expect(row.value == .key(.init(code: "Esc")))
    #expect(try json(row) == JSONValue(text: text))
    #expect(try json(EventsWrite(value: .click(.init(x: 3)))) == ["kind": "click", "x": 3])
  }
}

extension JSONValue {
  /// The member of an object.
  fileprivate func member(_ name: String) -> JSONValue? {
    if case .object(let object) = self { object[name] } else { nil }
  }
}
