// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaLanguage
import Testing

@testable import BellowsTool

/// What the tool says to those who ask how to use it, and to those who use it wrongly.
struct UsageTests {
  @Test("Every command has a help text with an example", arguments: Command.allCases.map(\.rawValue))
  func everyCommandHasHelpWithAnExample(_ command: String) throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.bellows("--help").output.contains("\n  \(command) "))
    let help = try sandbox.bellows(command, "--help")
    #expect(help.status == 0)
    #expect(help.errors.isEmpty)
    #expect(help.output.contains("usage: bellows \(command)"))
    #expect(help.output.contains("Example"))
    #expect(help.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(try sandbox.bellows("help", command).output == help.output)
    #expect(try sandbox.bellows(command, "-h").output == help.output)
  }

  @Test("Workflow.md lists every command of bellows")
  func pageListsCommands() throws {
    let page = try String(
      contentsOf: Sandbox.package.appending(path: "Sources/Bellows/Documentation.docc/Workflow.md"), encoding: .utf8)
    for command in Command.allCases {
      let row = "\n| `\(command.rawValue)"
      #expect(page.contains(row + "` |") || page.contains(row + " "), "\(command.rawValue)")
    }
  }

  @Test("The version is that of the changelog")
  func theVersionIsThatOfTheChangelog() throws {
    let sandbox = try Sandbox()
    #expect(try sandbox.bellows("--version").output.hasPrefix("bellows 0."))
  }

  /// A command line that is wrong, and a part of the sentence that says so.
  struct Wrong: CustomTestStringConvertible {
    var words: [String]
    var sentence: String
    var testDescription: String { "bellows " + words.joined(separator: " ") }
    init(_ words: String..., says sentence: String) {
      self.words = words
      self.sentence = sentence
    }
  }

  @Test(
    "Wrong arguments are reported in one form",
    arguments: [
      Wrong(says: "missing command"),
      Wrong("plna", says: "'plna'; did you mean 'plan'?"),
      Wrong("xyzzy", says: "unknown command 'xyzzy'"),
      Wrong("--hlep", says: "'--hlep'; did you mean '--help'?"),
      Wrong("help", "fromat", says: "did you mean 'format'?"),
      Wrong("plan", "--fron", "main", says: "'--fron'; did you mean '--from'?"),
      Wrong("plan", "--format", "markdwon", says: "not 'markdwon'; did you mean 'markdown'?"),
      Wrong("plan", "--rollout=offlin", says: "did you mean 'offline'?"),
      Wrong("plan", "--format", says: "'--format' needs a value"),
      Wrong("plan", "--from", says: "'--from' needs a value"),
      Wrong("plan", "one.schema", says: "only one path, 'one.schema'"),
      Wrong("plan", "a", "b", "c", says: "unexpected argument 'c'"),
      Wrong("plan", "--from", "main", "--from", "next", says: "'--from' is given twice"),
      Wrong("plan", "--check", says: "'--check' is not an option of this command, only of format"),
      Wrong("format", "--check=yes", says: "'--check' takes no value"),
      Wrong("generate", says: "missing argument NAME"),
      Wrong("generate", "--data", says: "missing argument NAME"),
      Wrong("generate", "--data", "a-b", "users", "--rollout", "offline", says: "cannot be combined"),
      Wrong("generate", "a-b", "users", says: "unexpected argument 'users'"),
      Wrong("generate", "../up", says: "'../up' is not a valid plan name"),
      Wrong("generate", "2026-03-01", says: "is not a valid plan name"),
      Wrong("generate", "--adopt", "a-b", says: "cannot be combined"),
      Wrong("advance", says: "missing argument FILE"),
      Wrong("check", "--allow", "goal-without-plna", says: "did you mean 'goal-without-plan'?"),
      Wrong("init", "--hook", "--target", "sqlite", says: "cannot be combined"),
      Wrong("explain", "feild-renamed", says: "did you mean 'field-renamed'?"),
      Wrong("explain", "null-in-field", says: "an error of the schema language, not a rule"),
      Wrong("init", "--target", "sqlit", says: "did you mean 'sqlite'?"),
      Wrong("plan", "--\u{1B}[31m", says: "'--\\u{1b}[31m'"),
    ])
  func wrongUsageHasOneShape(_ wrong: Wrong) throws {
    let sandbox = try Sandbox()
    let result = try sandbox.run(Sandbox.tool, wrong.words)
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    let lines = result.errors.split(separator: "\n").map(String.init)
    #expect(lines.first?.hasPrefix("error: ") == true)
    #expect(lines.first?.contains(wrong.sentence) == true, "\(result.errors)")
    #expect(lines.contains { $0.hasPrefix("usage: bellows ") })
    #expect(lines.last?.hasPrefix("more:  bellows ") == true)
    #expect(try sandbox.files().isEmpty)
  }

  @Test("`explain` lists all rules and explains each")
  func rulesAreListedAndExplained() throws {
    let sandbox = try Sandbox()
    let list = try sandbox.bellows("explain")
    #expect(list.status == 0)
    #expect(list.output.contains("field-renamed "))
    let page = try sandbox.bellows("explain", "field-renamed")
    #expect(page.status == 0)
    #expect(page.output.hasPrefix("field-renamed"))
    #expect(!page.output.contains("\u{1B}"), "no colour where nobody looks")
  }

  @Test("Output that cannot be written is an error")
  func outputThatNobodyTakesIsAnError() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let sandbox = try Sandbox()
    let shell = URL(fileURLWithPath: "/bin/sh")
    let result = try sandbox.run(shell, ["-c", "'\(Sandbox.tool.path)' --help > /dev/full"])
    #expect(result.status == 2)
    #expect(result.errors == "error: cannot write to standard output\n")
  }
}
