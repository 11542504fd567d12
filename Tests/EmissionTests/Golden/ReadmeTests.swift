// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// The front door says what is true.
@Suite struct ReadmeTests {
  private func readme() throws -> [String] {
    let text = try String(contentsOf: packageRoot.appendingPathComponent("README.md"), encoding: .utf8)
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test("The report in the README is the real one, and is above line 40")
  func reportIsTheRealOneAndStandsBeforeLine40() throws {
    let lines = try readme()
    let command = "$ swift run bellows plan schemas/tutorial/before.schema schemas/tutorial/after.schema"
    let start = try #require(lines.firstIndex(of: command)) + 1
    let end = try #require(lines[start...].firstIndex(of: "```"))
    let tutorial = try #require(Fixture.all.first { $0.path == "schemas/tutorial" })
    let text = try tutorial.outputs().first { $0.name == "report.txt" }?.contents
    #expect(lines[start..<end].joined(separator: "\n") + "\n" == text)
    #expect(end < 40)
  }

  @Test("The edit in the README is the one of the tutorial")
  func editIsTheOneOfTheTutorial() throws {
    let lines = try readme()
    let start = try #require(lines.firstIndex(of: "```diff")) + 1
    let shown = lines[start...].prefix { $0 != "```" }
    let tutorial = try #require(Fixture.all.first { $0.path == "schemas/tutorial" })
    func schema(_ name: String) throws -> [Substring] {
      String(decoding: try tutorial.file(name).bytes, as: UTF8.self).split(separator: "\n")
    }
    let (before, after) = (Set(try schema("before.schema")), Set(try schema("after.schema")))
    #expect(Set(shown.filter { $0.hasPrefix("-") }.map { $0.dropFirst() }) == before.subtracting(after))
    #expect(Set(shown.filter { $0.hasPrefix("+") }.map { $0.dropFirst() }) == after.subtracting(before))
  }

  @Test("Every path in the README exists")
  func pathsThatItNamesExist() throws {
    let text = try readme().joined(separator: "\n")
    let links = text.matches(of: /\]\(([A-Za-z][^):]*)\)/).map { String($0.1) }
    #expect(!links.isEmpty)
    for link in links {
      #expect(FileManager.default.fileExists(atPath: packageRoot.appendingPathComponent(link).path), "\(link)")
    }
  }
}
