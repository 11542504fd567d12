// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaLanguage
import Testing

/// `bellows format`: what it rewrites and what it leaves alone.
struct FormatTests {
  private let untidy = "table   users {\n// kept\n email : string }\n"
  private let tidy = "table users {\n  // kept\n  email: string\n}\n"

  @Test("`format` rewrites only files that change")
  func filesAreRewrittenOnlyWhenTheyChange() throws {
    let sandbox = try Sandbox()
    try sandbox.write("schemas/app.schema", untidy)
    try sandbox.write("schemas/more/other.schema", tidy)
    try sandbox.write("schemas/notes.txt", untidy)
    let dates = try sandbox.dates()
    let check = try sandbox.bellows("format", "--check")
    #expect(check.status == 1)
    #expect(check.errors.contains("schemas/app.schema"))
    #expect(!check.errors.contains("other.schema"))
    #expect(try sandbox.dates() == dates)

    let result = try sandbox.bellows("format")
    #expect(result.status == 0)
    #expect(result.output == "formatted schemas/app.schema\n")
    #expect(try sandbox.read("schemas/app.schema") == tidy)
    #expect(try sandbox.read("schemas/notes.txt") == untidy)
    #expect(try sandbox.dates()["schemas/more/other.schema"] == dates["schemas/more/other.schema"])
    #expect(try sandbox.bellows("format").output.isEmpty)
    #expect(try sandbox.bellows("format", "--check").status == 0)
  }

  @Test("An error in one file leaves all files unchanged")
  func oneErrorStopsAllWriting() throws {
    let sandbox = try Sandbox()
    try sandbox.write("a.schema", untidy)
    try sandbox.write("b.schema", "table {\n")
    try sandbox.write("c.schema", "table t { : }\n")
    let before = try sandbox.files()
    let result = try sandbox.bellows("format", "a.schema", "b.schema", "c.schema")
    #expect(result.status == 2)
    #expect(result.errors.contains("b.schema:1:7: error: "))
    #expect(result.errors.contains("c.schema:1:"), "the errors of every file")
    #expect(try sandbox.files() == before)
  }

  @Test("Hidden files and folders are not formatted")
  func hiddenFilesAreLeftAlone() throws {
    let sandbox = try Sandbox()
    try sandbox.write("schemas/app.schema", tidy)
    try sandbox.write("schemas/.app.schema", untidy)
    try sandbox.write("schemas/.build/app.schema", untidy)
    #expect(try sandbox.bellows("format", "--check").status == 0)
    #expect(try sandbox.bellows("format").output.isEmpty)
    #expect(try sandbox.read("schemas/.build/app.schema") == untidy)
  }

  @Test("The fix of an error is shown in the file of the error")
  func fixesAreInTheirFile() throws {
    let sandbox = try Sandbox()
    try sandbox.write("a.schema", tidy)
    try sandbox.write("b.schema", "table t { a: string NOT NULL }\n")
    let alone = try sandbox.bellows("format", "b.schema")
    #expect(alone.errors.contains("b.schema:1:21: fix-it"))
    #expect(try sandbox.bellows("format", "a.schema", "b.schema").errors == alone.errors)
  }

  @Test("`format` keeps links and permissions")
  func linksAndPermissionsStay() throws {
    let sandbox = try Sandbox()
    try sandbox.write("real.schema", untidy)
    chmod(sandbox.root.appendingPathComponent("real.schema").path, 0o640)
    let link = sandbox.root.appendingPathComponent("link.schema").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real.schema")
    #expect(try sandbox.bellows("format", "link.schema").status == 0)
    #expect(try sandbox.read("real.schema") == tidy)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real.schema")
    let attributes = try FileManager.default.attributesOfItem(
      atPath: sandbox.root.appendingPathComponent("real.schema").path)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
  }

  @Test("A folder with a link to itself does not hang")
  func aFolderThatLeadsInACircleEnds() throws {
    let sandbox = try Sandbox()
    try sandbox.write("schemas/app.schema", tidy)
    let link = sandbox.root.appendingPathComponent("schemas/again").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "../schemas")
    #expect(try sandbox.bellows("format", "--check").status == 0)
    #expect(try sandbox.bellows("format", "nowhere").status == 2)
  }
}
