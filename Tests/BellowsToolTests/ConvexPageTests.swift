// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import TestSupport
import Testing

/// The page that shows a change of a Convex project from `git clone` to the last push.
@Suite struct ConvexPageTests {
  private let page = Sandbox.package.appendingPathComponent("Sources/Bellows/Documentation.docc/ConvexWorkflow.md")

  @Test("The page on Convex projects shows the output of its commands")
  func output() async throws {
    let text = try String(contentsOf: page, encoding: .utf8)
    let origin = try ConvexSandbox(initialized: false)
    let sandbox = try Sandbox()
    let played = try await playPage(
      text, isFile: { $0.hasPrefix("Migrations/") || $0.hasPrefix("convex/") }, write: sandbox.write
    ) { line in try Self.run(line, in: sandbox, origin: origin.root) }
    if ProcessInfo.processInfo.environment["BELLOWS_RECORD"] == "1" {
      guard played.text != text else { return }
      try Data(played.text.utf8).write(to: page)
      Issue.record("recorded ConvexWorkflow.md: read it, and run again without BELLOWS_RECORD")
    } else {
      let lines = zip(text.split(separator: "\n"), played.text.split(separator: "\n"))
      let difference = lines.first { $0 != $1 }.map { "shows \"\($0)\", is \"\($1)\"" } ?? "differs in length"
      #expect(played.text == text, "\(difference); `BELLOWS_RECORD=1 swift test --filter ConvexPage` records it")
    }
  }

  /// Runs a command line in a shell that finds the built tool first.
  private static func run(_ line: String, in sandbox: Sandbox, origin: URL) throws -> String {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let result = try sandbox.run(
      URL(fileURLWithPath: "/bin/sh"), ["-c", "{ \(line); } 2>&1"],
      environment: [
        "PATH": Sandbox.tool.deletingLastPathComponent().path + ":" + path, "GIT_AUTHOR_NAME": "Ada",
        "GIT_AUTHOR_EMAIL": "ada@example.org", "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org",
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "url.\(origin.path).insteadOf",
        "GIT_CONFIG_VALUE_0": "https://github.com/ada/chat",
      ])
    return result.output.trimmingCharacters(in: .newlines)
  }
}
