// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Reports
import Testing

/// Pages of the documentation that the code writes.
@Suite struct GeneratedPagesTests {
  @Test("Rules.md is the page that the code writes")
  func rulesPageIsTheOneThatTheCodeWrites() throws {
    let url = packageRoot.appendingPathComponent("Sources/Bellows/Documentation.docc/Rules.md")
    if isRecording {
      try Data(rulesDocument().utf8).write(to: url)
      Issue.record("recorded Rules.md: read it, and run again without BELLOWS_RECORD")
    } else {
      // Compared outside of the expectation, whose failure would print both pages.
      let isFresh = try String(contentsOf: url, encoding: .utf8) == rulesDocument()
      #expect(isFresh, "Rules.md is stale: `BELLOWS_RECORD=1 swift test --filter GeneratedPages` writes it anew")
    }
  }
}
