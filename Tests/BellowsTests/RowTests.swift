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

  /// A type for writing as it is generated, with more columns than a word has bits.
  private struct Wide: AssignedRow {
    static let table = "wide"
    static let columns = [Column("_id", .int)] + (1..<100).map { Column("c\($0)", .int) }
    static let keyColumns = [0]
    let id: Int64?
    var one: Int64 { didSet { assignedColumns.insert(1, 64) } }
    var last: Int64 { didSet { assignedColumns.insert(99) } }
    private(set) var assignedColumns: ColumnSet

    init(id: Int64?, isNew: Bool) {
      (self.id, self.one, self.last) = (id, 1, 2)
      assignedColumns = isNew ? ColumnSet(0..<100) : []
    }

    var columnValues: [JSONValue?] { [id?.json, one.json] + (2..<99).map { .int($0) } + [last.json] }
  }

  private func written(_ row: Wide) throws -> [String] { try RowChanges(row).values.map(\.column.name) }

  @Test("Only assigned columns are written, and the key if it is known")
  func assignedColumns() throws {
    var wide = Wide(id: 7, isNew: false)
    #expect(try written(wide) == ["_id"])
    wide.one = 1
    #expect(try written(wide) == ["_id", "c1", "c64"])
    wide.last += 1
    #expect(try written(wide) == ["_id", "c1", "c64", "c99"])
    #expect(try written(Wide(id: nil, isNew: true)).count == 99)
    #expect(wide != Wide(id: 7, isNew: false))
  }

  @Test("A column that is computed from another is converted only if it is written")
  func computedColumns() throws {
    #expect(try BuiltInConversion.text.json(of: 5, for: 70, in: [70]) == "5")
    #expect(try BuiltInConversion.text.json(of: nil, for: 70, in: [70]) == nil)
    #expect(try BuiltInConversion.text.json(of: .array([]), for: 70, in: [1]) == nil)
  }

  private enum Names: String, ColumnNames {
    case id = "_id", age, composed = "caf\u{e9}", decomposed = "cafe\u{301}"
    static let forms: [Column.Form] = [.int, .int, .text, .json]
  }

  @Test("Column names are columns for filters; names are compared by their bytes")
  func columnNames() {
    #expect(Names.columns.map(\.form) == Names.forms)
    #expect(Names.age.column == Column("age", .int))
    #expect(Names.composed.column.form == .text && Names.decomposed.column.form == .json)
    #expect(Filter(Names.age, 5) == Filter(Column("age", .int), 5))
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
