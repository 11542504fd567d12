// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// `bellows init --grdb`.
struct GRDBFileTests {
  private static let path = "Sources/BellowsGRDB/BellowsGRDB.swift"

  @Test("init --grdb writes the file that Tests/App uses, and keeps an existing one")
  func file() throws {
    let sandbox = try Sandbox()
    let result = try sandbox.bellows("init", "--grdb")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("wrote    \(Self.path)") && result.output.contains("  5. "), "\(result.output)")
    let app = Sandbox.package.appendingPathComponent("Tests/App/\(Self.path)")
    let isSame = try sandbox.read(Self.path) == String(contentsOf: app, encoding: .utf8)
    #expect(isSame, "Sources/BellowsTool/Commands/GRDBFile.swift differs from Tests/App/\(Self.path)")

    try sandbox.write(Self.path, "// mine\n")
    let again = try sandbox.bellows("init", "--grdb")
    #expect(again.status == 0 && again.output.contains("kept     \(Self.path)"), "\(again)")
    #expect(try sandbox.read(Self.path) == "// mine\n")
  }

  @Test("Tests/App has no other connection with GRDB")
  func onlyThis() throws {
    let sources = Sandbox.package.appendingPathComponent("Tests/App/Sources")
    for path in FileManager.default.subpaths(atPath: sources.path) ?? [] where path.hasSuffix(".swift") {
      if "Sources/" + path == Self.path { continue }
      let text = try String(contentsOf: sources.appendingPathComponent(path), encoding: .utf8)
      #expect(!text.contains("@retroactive") && !text.contains("databaseTableName"), "\(path)")
    }
  }

  @Test("init without --grdb says nothing of GRDB, which is for SQLite")
  func others() throws {
    let sandbox = try Sandbox()
    let result = try sandbox.bellows("init")
    #expect(result.status == 0 && !result.output.contains("GRDB"), "\(result.output)")
    #expect(try !sandbox.files().keys.contains(Self.path))
    for words in [["--grdb", "--target", "postgresql"], ["--grdb", "--hook"]] {
      let refused = try sandbox.run(Sandbox.tool, ["init"] + words)
      #expect(refused.status == 2 && refused.errors.contains("cannot be combined"), "\(refused.errors)")
    }
  }

  @Test("init --grdb in a package whose schema is for another database is refused, and writes nothing")
  func otherSchema() throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.bellows("init", "--target", "postgresql").status == 0)
    let refused = try sandbox.bellows("init", "--grdb")
    #expect(refused.status == 2, "\(refused)")
    #expect(
      refused.errors.contains("'--grdb' and 'target postgresql' of 'schemas/app.schema' cannot be combined"),
      "\(refused)")
    #expect(try !sandbox.files().keys.contains(Self.path))
  }
}
