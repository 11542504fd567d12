// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// What `Architecture.md` and `Tests/README.md` say of the repository is true.
@Suite struct ArchitecturePageTests {
  private static let catalog = "Sources/Bellows/Documentation.docc"

  private func text(_ path: String) throws -> String {
    try String(contentsOf: packageRoot.appendingPathComponent(path), encoding: .utf8)
  }

  @Test(
    "Paths that a page names exist",
    arguments: [
      "\(catalog)/Architecture.md", "\(catalog)/Proof.md", "\(catalog)/Tasks.md",
      "\(catalog)/WritingADriver.md", "CONTRIBUTING.md", "Tests/README.md",
    ])
  func paths(page: String) throws {
    let paths = try text(page).matches(of: /`((?:Sources|Tests|schemas|Plugins)\/?[A-Za-z0-9_.\/-]*)[^`]*`/)
    #expect(page.hasSuffix("Tasks.md") || !paths.isEmpty)
    for path in paths.map({ String($0.1) }) where path != "schemas/app.schema" && !path.contains(".build/") {
      #expect(FileManager.default.fileExists(atPath: packageRoot.appendingPathComponent(path).path), "\(page): \(path)")
    }
  }

  @Test("Every target of the compiler and the runtime is in the table of Architecture.md")
  func targets() throws {
    let page = try text("\(Self.catalog)/Architecture.md")
    let manifest = try text("Package.swift")
    let examples: Set = ["Tutorial", "TutorialPostgreSQL", "TutorialSteps"]
    for name in manifest.matches(of: /\.(?:target|executableTarget)\(\s*name: "(\w+)"/).map({ String($0.1) })
    where !examples.contains(name)
      && FileManager.default.fileExists(atPath: packageRoot.appendingPathComponent("Sources/\(name)").path)
    {
      #expect(page.contains("| `\(name)` |"), "Architecture.md does not list the target \(name)")
    }
  }

  @Test("Every page of the catalog is linked from its root page")
  func root() throws {
    let root = try text("\(Self.catalog)/Bellows.md")
    let files = try FileManager.default.contentsOfDirectory(
      atPath: packageRoot.appendingPathComponent(Self.catalog).path)
    for file in files where file.hasSuffix(".md") && file != "Bellows.md" {
      #expect(root.contains("- <doc:\(file.dropLast(3))>"), "\(file)")
    }
    let pages = try FileManager.default.contentsOfDirectory(
      atPath: packageRoot.appendingPathComponent("\(Self.catalog)/API").path)
    for file in pages { #expect(root.contains("- ``\(file.dropLast(3))``"), "API/\(file)") }
  }

  @Test("Links of a page lead to pages")
  func links() throws {
    let folder = packageRoot.appendingPathComponent(Self.catalog)
    let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    for file in files where file.hasSuffix(".md") {
      for link in try text("\(Self.catalog)/\(file)").matches(of: /<doc:([A-Za-z]+)(?:#([^>]+))?>/) {
        let target = folder.appendingPathComponent("\(link.1).md")
        guard let page = try? String(contentsOf: target, encoding: .utf8) else {
          Issue.record("\(file) links to \(link.1), which does not exist")
          continue
        }
        guard let anchor = link.2 else { continue }
        let headings = page.components(separatedBy: "\n").filter { $0.hasPrefix("##") }.map {
          String($0.drop { $0 == "#" || $0 == " " }).replacing(" ", with: "-")
        }
        #expect(headings.contains(String(anchor)), "\(file) links to \(link.1)#\(anchor)")
      }
    }
  }

  @Test("Tests/README.md describes every folder of tests")
  func tests() throws {
    let page = try text("Tests/README.md")
    for folder in try FileManager.default.contentsOfDirectory(
      atPath: packageRoot.appendingPathComponent("Tests").path)
    where !folder.hasPrefix(".") && folder != "README.md" && folder != "run" {
      #expect(page.contains("| `\(folder)`"), "Tests/README.md does not describe Tests/\(folder)")
    }
  }

  @Test("Plans.md lists every error and note of the planner")
  func plannerDiagnostics() throws {
    let page = try text("\(Self.catalog)/Plans.md")
    let kinds = try text("Sources/Planner/PlannerDiagnostic.swift").matches(of: /case \w+ = "([a-z-]+)"/)
    #expect(!kinds.isEmpty)
    for kind in kinds { #expect(page.contains("`\(kind.1)`"), "\(kind.1)") }
  }

  @Test("Checks.md lists every rule of bellows check")
  func checkRules() throws {
    let page = try text("\(Self.catalog)/Checks.md")
    let rules = try text("Sources/BellowsTool/Check/CheckRule.swift").matches(of: /case \w+ = "([a-z-]+)"/)
    #expect(!rules.isEmpty)
    for rule in rules { #expect(page.contains("`\(rule.1)`"), "\(rule.1)") }
  }
}
