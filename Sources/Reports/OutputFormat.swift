// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

/// How a plan is reported; the cases drive parsing and `--help` as well.
package enum OutputFormat: String, CaseIterable, Hashable, Sendable {
  case text
  case markdown
  case json
  case github

  /// One line for `--help`.
  package var summary: String {
    switch self {
    case .text: "for a person at a terminal"
    case .markdown: "for a pull request"
    case .json: "for programs; format bellows-plan/1"
    case .github: "annotations for GitHub Actions"
    }
  }
}

/// How text for a terminal is laid out.
package struct TextStyle: Hashable, Sendable {
  package var usesColour: Bool
  /// In columns; at least 40 are used.
  package var width: Int

  package init(usesColour: Bool = false, width: Int = 80) {
    self.usesColour = usesColour
    self.width = max(40, width)
  }
}
