// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import PlanModel
import RuleDocs
import Testing

/// `schemas/README.md` lists every folder of `schemas`.
@Suite struct GalleryTests {
  @Test("The list of examples is the one that the folders give")
  func list() throws {
    let url = packageRoot.appendingPathComponent("schemas/README.md")
    let expected = try gallery()
    if isRecording {
      try Data(expected.utf8).write(to: url)
      Issue.record("recorded schemas/README.md: read it, and run again without BELLOWS_RECORD")
    } else {
      let isSame = try String(contentsOf: url, encoding: .utf8) == expected
      #expect(isSame, "schemas/README.md is stale: `BELLOWS_RECORD=1 swift test --filter Gallery` writes it")
    }
  }

  private func gallery() throws -> String {
    var text = """
      # Examples

      Each folder has an old schema (`before.schema`), a new one (`after.schema`), and what Bellows makes of them: the report (`report.txt`), the plan
      for people and for programs (`plan.md`, `plan.json`), and the generated Swift. `bodies.swift` has hand-written functions. Tests compare all of it
      with what the code writes now, compile the Swift, and run the plans on SQLite.

      - [tutorial](tutorial): the example of the README.

      ## Rules

      One folder for each rule. [Rules](../Sources/Bellows/Documentation.docc/Rules.md) has their pages.

      | rule | change | result |
      |---|---|---|

      """
    let folders = Fixture.all.map(\.path)
    for path in folders where path.hasPrefix("schemas/changes/") {
      let name = String(path.dropFirst("schemas/changes/".count))
      let rule = try #require(Rule(rawValue: name), "\(path) is named after no rule")
      text += "| [\(name)](changes/\(name)) | \(rule.page.title) | \(try result(of: path)) |\n"
    }
    text += """

      ## Patterns

      Changes of several fields or tables, and changes that need several plans.

      | pattern | change | result |
      |---|---|---|

      """
    for path in folders where path.hasPrefix("schemas/patterns/") {
      let name = String(path.dropFirst("schemas/patterns/".count))
      let about = try String(
        contentsOf: packageRoot.appendingPathComponent(path + "/about.txt"), encoding: .utf8)
      text += "| [\(name)](patterns/\(name)) | \(about.trimmingCharacters(in: .whitespacesAndNewlines)) | "
      text += "\(try result(of: path)) |\n"
    }
    return text
  }

  /// The verdict and the size of the plan: the first line of the report.
  private func result(of path: String) throws -> String {
    guard let fixture = Fixture.all.first(where: { $0.path == path }) else { return "" }
    guard case .success = try fixture.result() else { return "refused" }
    let report = try fixture.outputs().first { $0.name == "report.txt" }?.contents ?? ""
    return report.prefix { $0 != "\n" }.description
  }
}
