// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation
import Testing

@Suite struct RowTests {
  /// A row type as it is generated.
  private struct Person: ReadableRow {
    static let table = "people"
    static let columns = [Column("_id", .int), Column("age", .int)]
    static let keyColumns = [0]
    var id: Int64
    var age: Int64

    init(row: some RowReader) throws {
      id = try row.required(0)
      age = try row.required(1)
    }

    var columnValues: [JSONValue?] { [id.json, age.json] }
  }

  @Test(
    "The error of an unreadable row names the column",
    arguments: [#"{ "_id": 1 }"#, #"{ "_id": 1, "age": null }"#])
  func unreadableRows(_ text: String) throws {
    let unreadable = #expect(throws: RowUnreadable.self) {
      try JSONDecoder().decode(Person.self, from: Data(text.utf8))
    }
    #expect(unreadable?.description == "people.age: it has no value")
  }
}
