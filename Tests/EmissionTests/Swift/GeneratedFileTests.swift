// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel
import Testing

@testable import SwiftEmitter

@Suite struct GeneratedFileTests {
  private let file = rowsFile(
    for: Schema(tables: [Table("users", content: .fields([Field("name", FieldType(.scalar(.string)))]))])
  )
  .contents

  @Test func aFreshFileIsUntouched() {
    #expect(generatedState(of: file) == .untouched)
  }

  @Test func lineBreaksOfAnotherSystemAreNoEdit() {
    let windows = file.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    #expect(generatedState(of: windows) == .untouched)
  }

  @Test func anEditShows() {
    #expect(generatedState(of: file + "\n") == .edited)
    #expect(generatedState(of: file + "// mine\n") == .edited)
  }

  @Test func otherFilesAreForeign() {
    #expect(generatedState(of: "") == .foreign)
    #expect(generatedState(of: "import Bellows\n") == .foreign)
  }
}
