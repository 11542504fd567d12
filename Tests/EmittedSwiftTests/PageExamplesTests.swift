// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// The Swift in the pages of the public API compiles.
@Suite struct PageExamplesTests {
  private static let folder = SchemaFiles.root.appending(path: "Sources/Bellows/Documentation.docc/API")
  private static let pages = ["Database", "Day", "ExactDecimal", "Key", "Migrator", "Rows", "Timestamp"]
  /// What examples refer to: a generated plan and its row types, and the list of plans.
  private static let support: [(name: String, path: String)] = [
    ("Folders.generated.swift", "Tests/App/Sources/Migrations/2026-05-01-folders/Folders.generated.swift")
  ]

  @Test("Every page is compiled")
  func completeness() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(files.sorted() == Self.pages.map { $0 + ".md" })
  }

  @Test("The examples of a page compile", arguments: pages)
  func examples(page: String) throws {
    let text = try String(contentsOf: Self.folder.appending(path: page + ".md"), encoding: .utf8)
    let blocks = text.components(separatedBy: "```swift\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
    #expect(!blocks.isEmpty)
    var files = blocks.enumerated().map { (name: "Example\($0).swift", contents: Self.file($1, number: $0)) }
    files.append(("Plans.swift", "import Bellows\nlet plans = Migrations(schema: \"\", plans: [])\n"))
    if text.contains("extension Folders") {
      for file in Self.support {
        let contents = try String(contentsOf: SchemaFiles.root.appending(path: file.path), encoding: .utf8)
        files.append((file.name, contents))
      }
    }
    let map = SchemaFiles.root.appending(path: "Sources/CSQLite/module.modulemap").path
    let findings = try SwiftCompiler.findings(files, arguments: ["-Xcc", "-fmodule-map-file=\(map)"])
    #expect(findings.filter(\.isError) == [])
  }

  /// An example as a file: statements are put into a function.
  private static func file(_ example: String, number: Int) -> String {
    let lines = example.components(separatedBy: "\n")
    let imports = lines.filter { $0.hasPrefix("import ") }
    let rest = lines.filter { !$0.hasPrefix("import ") }.joined(separator: "\n")
    let hasStatements = lines.contains { $0.hasPrefix("let ") || $0.hasPrefix("try ") || $0.hasPrefix("if ") }
    let body = hasStatements ? "func example\(number)() async throws {\n\(rest)\n}" : rest
    let shown = Set(
      imports + ["import Bellows", "import Foundation"] + (example.contains("SQLite") ? ["import BellowsSQLite"] : []))
    return (shown.sorted() + [body]).joined(separator: "\n")
  }
}
