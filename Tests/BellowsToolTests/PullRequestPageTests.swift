// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// The page that shows five changes as reviewers see them: what `generate` adds outside of generated files.
struct PullRequestPageTests {
  private static let page = Sandbox.package.appendingPathComponent("Sources/Bellows/Documentation.docc/PullRequests.md")

  private static let changes =
    DiffSizeTests.changes.prefix(3) + [
      DiffSizeTests.Change(
        name: "split", old: "  name: string\n  role",
        new: "  firstName: string @from(name)\n  lastName: string @from(name)\n  role", all: 500, read: 150),
      DiffSizeTests.changes[3],
    ]

  private static let titles = [
    "optional field": "An optional field", "required field": "A required field", "rename": "A rename",
    "split": "A field that is split into two", "repair": "A repair",
  ]

  @Test("The page of pull requests shows what generate writes")
  func thePageIsWhatGenerateWrites() throws {
    var text = """
      # Pull requests

      What a reviewer sees of common changes.

      ## Overview

      Each change below is made to a schema of five tables. The diffs are those of the files that people read: the schema, the plan, and the
      hand-written functions. Git hosts fold the other files, because `bellows init` marks them as generated in `.gitattributes`. The numbers
      do not depend on how many other tables there are.

      """
    for change in Self.changes {
      let sandbox = try Sandbox.generated(change)
      let added = try sandbox.addedLines()
      let read = added.filter { !$0.isGenerated }
      let count = (all: added.map(\.lines).reduce(0, +), read: read.map(\.lines).reduce(0, +))
      text += """

        ## \(Self.titles[change.name] ?? change.name)

        \(count.all) added lines, of which \(count.read) are to be read.

        ```diff
        \(try sandbox.diff(of: read.map(\.path)))
        ```

        """
    }
    if ProcessInfo.processInfo.environment["BELLOWS_RECORD"] != nil {
      try Data(text.utf8).write(to: Self.page)
      Issue.record("recorded \(Self.page.path): read it, and run again without BELLOWS_RECORD")
    } else {
      let isSame = (try? String(contentsOf: Self.page, encoding: .utf8)) == text
      #expect(isSame, "PullRequests.md differs; BELLOWS_RECORD=1 swift test --filter PullRequestPage records it")
    }
  }
}

extension Sandbox {
  /// The staged diff of some files, without what differs in each repository.
  fileprivate func diff(of paths: [String]) throws -> String {
    let lines = try tryGit(["diff", "--cached", "--no-color", "--no-ext-diff", "--"] + paths.sorted()).output
      .split(separator: "\n", omittingEmptySubsequences: false)
    let kept = lines.filter { line in !["index ", "new file mode ", "diff --git "].contains { line.hasPrefix($0) } }
    // A fence inside the diff would end the block.
    return kept.joined(separator: "\n").trimmingCharacters(in: .newlines).replacing("```", with: "'''")
  }
}
