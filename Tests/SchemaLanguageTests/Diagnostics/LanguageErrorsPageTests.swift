// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaLanguage
import SchemaModel
import Testing

/// The page of the language's errors is written from the error cases of the tests.
@Suite struct LanguageErrorsPageTests {
  /// Errors that no short example shows.
  private static let withoutExample = [
    "file-too-large": "The file is larger than the limit of the language.",
    "not-utf8": "The file contains bytes that are not UTF-8.",
    "schema-too-large": "All types of the schema together are larger than the limit of the language.",
    "too-many-errors": "The file has so many errors that the others are not reported.",
  ]

  @Test("LanguageErrors.md has the ID, an example and the message of every error")
  func page() throws {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/Bellows/Documentation.docc/LanguageErrors.md")
    let text = try Self.text()
    if ProcessInfo.processInfo.environment["BELLOWS_RECORD"] == "1" {
      try Data(text.utf8).write(to: url)
      Issue.record("recorded LanguageErrors.md: read it, and run again without BELLOWS_RECORD")
    } else {
      // Compared outside of the expectation, whose failure would print both pages.
      let isFresh = try String(contentsOf: url, encoding: .utf8) == text
      #expect(isFresh, "LanguageErrors.md is stale: record it with BELLOWS_RECORD=1 and --filter LanguageErrorsPage")
    }
  }

  private static func text() throws -> String {
    var text = """
      # Errors of the language

      The errors in schema files by their IDs, each with an example and its message.

      ## Overview

      `bellows` prints the ID in brackets after the message: `[unknown-type]`. All errors of all files are reported in
      one run. The errors of changes and plans are in <doc:Plans#Refused-plans> and <doc:Rules>.

      """
    let cases: [(id: String, source: String)] =
      parserErrorCases.map { (id: $0.id, source: $0.source.text) }
      + ResolveErrorTests.all.map { (id: $0.id, source: MarkedSource($0.text).text) }
    for kind in LanguageDiagnostic.allCases {
      let id = kind.rawValue
      text += "\n## \(id)\n\n"
      if let description = withoutExample[id] {
        text += description + "\n"
        continue
      }
      let example = try #require(cases.first { $0.id == id }, "\(id)").source
      let message = try #require(diagnostics([example]).first { $0.id.rawValue == id }, "\(id)").message
      let shown = example.utf8.count > 300 ? "" : example.replacing("\0", with: "\u{2400}") + "\n"
      text += "```\n\(shown)error: \(message)\n```\n"
    }
    return text
  }
}
