// Part of Bellows. MIT licence: see LICENSE.

/// The output formats of reports.
///
/// `Architecture.md` lists what a new format needs.
package enum OutputFormat: String, CaseIterable, Hashable, Sendable {
  case text
  case markdown
  case json
  case github

  /// One line for `--help`.
  package var summary: String {
    switch self {
    case .text: "for a terminal"
    case .markdown: "for a pull request"
    case .json: "for programs"
    case .github: "annotations for GitHub Actions"
    }
  }

  func writer(_ style: TextStyle) -> any ReportWriter {
    switch self {
    case .text: TextReport(style: style)
    case .markdown: MarkdownReport()
    case .json: JSONReport()
    case .github: GitHubReport()
    }
  }
}

/// The layout of text for a terminal.
package struct TextStyle: Hashable, Sendable {
  package var usesColour: Bool
  /// In columns; at least 40.
  package var width: Int

  package init(usesColour: Bool = false, width: Int = 80) {
    self.usesColour = usesColour
    self.width = max(40, width)
  }
}
