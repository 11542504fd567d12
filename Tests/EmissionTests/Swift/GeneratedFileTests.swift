// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel
import Testing

@testable import SwiftEmitter

@Suite struct GeneratedFileTests {
  private let file = rowFiles(
    for: Schema(tables: [Table("users", content: .fields([Field("name", FieldType(.scalar(.string)))]))])
  )[0].contents

  @Test("Names of tables that some disks take for one another are different file names")
  func fileNames() {
    let tables = ["users", "Users", "a/b", "a:b", "größe", "é", "e\u{301}"].map {
      Table(TableName($0), content: .fields([]))
    }
    let paths = rowFiles(for: Schema(tables: tables)).map(\.path)
    #expect(Set(paths.map { $0.lowercased() }).count == 7)
    #expect(paths.allSatisfy { $0.unicodeScalars.allSatisfy(\.isASCII) && $0.count { $0 == "/" } == 3 }, "\(paths)")
    #expect(paths == rowFiles(for: Schema(tables: tables.reversed())).map(\.path))
  }

  @Test("A generated file is unedited")
  func aFreshFileIsUntouched() {
    #expect(generatedState(of: file) == .untouched)
  }

  @Test("Line breaks of another system are not an edit")
  func lineBreaksOfAnotherSystemAreNoEdit() {
    let windows = file.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    #expect(generatedState(of: windows) == .untouched)
  }

  @Test("An edit is detected")
  func anEditShows() {
    #expect(generatedState(of: file + "\n") == .edited)
    #expect(generatedState(of: file + "// mine\n") == .edited)
  }

  @Test("Other files are not taken for generated ones")
  func otherFilesAreForeign() {
    #expect(generatedState(of: "") == .foreign)
    #expect(generatedState(of: "import Bellows\n") == .foreign)
  }
}
