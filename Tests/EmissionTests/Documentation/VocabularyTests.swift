// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import PlanModel
import Testing

/// One thing has one name: retired terms do not return.
@Suite struct VocabularyTests {
  /// Folders and files whose wording is not revised yet.
  ///
  /// Remove an entry when it is clean.
  private static let notRevised = [
    "Sources/SchemaModel/", "Sources/SchemaLanguage/", "Sources/PlanModel/", "Sources/PlanChecker/", "Sources/Planner/",
    "Sources/RuleDocs/", "Sources/BellowsSQLite/", "Sources/BellowsSQLiteInspect/",
    // The keys and values of `plan.json` and of the JSON report.
    "Sources/Reports/PlanFile/", "Sources/Reports/Formats/JSONReport.swift",
    "Sources/Bellows/Backfill/", "Sources/Bellows/Database/", "Sources/Bellows/Ledger/", "Sources/Bellows/Migrate/",
    "Sources/PlanFormat/RollbackPlan.swift",
    "Sources/Bellows/Plan/", "Sources/Bellows/Rows/", "Sources/Bellows/Runner/", "Sources/Bellows/Values/",
    // Written by the code of `bellows explain`.
    "Sources/Bellows/Documentation.docc/Rules.md", "schemas/README.md",
  ]

  @Test("No message, page or public declaration uses a retired term")
  func retiredTerms() throws {
    let (inText, inNames) = (try RetiredTerms(RetiredTerm.inText), try RetiredTerms(RetiredTerm.inNames))
    var findings: [String] = []
    for path in try Self.files() where !Self.notRevised.contains(where: path.hasPrefix) {
      let text = try String(contentsOf: packageRoot.appendingPathComponent(path), encoding: .utf8)
      let isSwift = path.hasSuffix(".swift")
      for passage in isSwift ? SwiftPassages.of(text) : MarkdownPassages.of(text) {
        // The glossary names what other tools call a thing.
        if path.hasSuffix("Glossary.md"), passage.text.hasPrefix("|") { continue }
        for (term, match) in (passage.isName ? inNames : inText).found(in: passage.text) {
          findings.append("\(path):\(passage.line): '\(match)': use \(term.use)")
        }
      }
    }
    #expect(findings.isEmpty, "\(findings.count) retired terms:\n\(findings.joined(separator: "\n"))")
  }

  @Test("Every entry of the list of unrevised files exists", arguments: notRevised)
  func unrevised(path: String) {
    #expect(FileManager.default.fileExists(atPath: packageRoot.appendingPathComponent(path).path))
  }

  @Test("The test finds terms in literals, comments, names and pages")
  func detection() throws {
    let swift = #"""
      /// Carries a plan out.
      public func carryOut(_ place: Int) { print("kept \(aside) in step") }
      // an internal note on a walk
      let text = """
        Nobody mends it.
        """
      """#
    let (inText, inNames) = (try RetiredTerms(RetiredTerm.inText), try RetiredTerms(RetiredTerm.inNames))
    let found = SwiftPassages.of(swift).flatMap { passage in
      (passage.isName ? inNames : inText).found(in: passage.text).map { "\(passage.line) \($0.match.lowercased())" }
    }
    #expect(found.sorted() == ["1 carries a plan out", "2 carryout", "2 in step", "2 place", "5 mends", "5 nobody"])
    let page = "A walk.\n```\na walk\n```\nuse `walk`\n"
    #expect(MarkdownPassages.of(page).map(\.line) == [1, 5])
  }

  /// Everything that a user reads.
  private static func files() throws -> [String] {
    var paths = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "Tests/README.md"]
    for folder in ["Sources", "Plugins", "schemas"] {
      let found = FileManager.default.enumerator(atPath: packageRoot.appendingPathComponent(folder).path)
      for case let path as String in found ?? .init() {
        let isPage = path.hasSuffix(".md") && !path.hasSuffix("plan.md") || path.hasSuffix("about.txt")
        if isPage || (path.hasSuffix(".swift") && folder != "schemas") { paths.append("\(folder)/\(path)") }
      }
    }
    return paths.sorted()
  }
}

/// Retired terms, compiled once for thousands of passages.
private struct RetiredTerms {
  private let terms: [(term: RetiredTerm, pattern: NSRegularExpression, except: NSRegularExpression?)]
  /// Matches where any of the terms does: most passages have none.
  private let any: NSRegularExpression

  init(_ list: [RetiredTerm]) throws {
    terms = try list.map { term in
      (term, try Self.compile([term.pattern]), term.except.isEmpty ? nil : try Self.compile(term.except))
    }
    any = try Self.compile(list.map(\.pattern))
  }

  private static func compile(_ alternatives: [String]) throws -> NSRegularExpression {
    try NSRegularExpression(
      pattern: alternatives.map { "(?:\($0))" }.joined(separator: "|"), options: .caseInsensitive)
  }

  /// The terms in a text, apart from those in an allowed context, with the words that match.
  func found(in text: String) -> [(term: RetiredTerm, match: String)] {
    guard any.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil else { return [] }
    return terms.compactMap { term, pattern, except in
      var text = text
      if let except {
        text = except.stringByReplacingMatches(
          in: text, range: NSRange(text.startIndex..., in: text), withTemplate: "")
      }
      return pattern.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)).flatMap {
        Range($0.range, in: text).map { (term, String(text[$0])) }
      }
    }
  }
}

/// A piece of text that a user reads, with its line.
struct Passage {
  var line: Int
  var text: String
  /// Whether it is the name of a declaration, and not prose.
  var isName = false
}

/// The text of a page outside of fenced blocks: those are code, or the output of commands.
enum MarkdownPassages {
  static func of(_ text: String) -> [Passage] {
    var passages: [Passage] = []
    var isInBlock = false
    for (index, line) in text.components(separatedBy: "\n").enumerated() {
      if line.hasPrefix("```") || line.trimmingCharacters(in: .whitespaces).hasPrefix("```") {
        isInBlock.toggle()
      } else if !isInBlock, !line.isEmpty {
        // Links name files.
        passages.append(Passage(line: index + 1, text: line.replacing(/\]\([^)]*\)|<doc:[^>]*>/, with: "")))
      }
    }
    return passages
  }
}

/// The string literals, doc comments and public names of a Swift file.
enum SwiftPassages {
  static func of(_ text: String) -> [Passage] {
    var passages: [Passage] = []
    var isInLiteral = false
    for (index, line) in text.components(separatedBy: "\n").enumerated() {
      let number = index + 1
      let trimmed = line.trimmingCharacters(in: .whitespaces)
      if isInLiteral {
        if trimmed.hasPrefix("\"\"\"") {
          isInLiteral = false
        } else {
          passages.append(Passage(line: number, text: prose(line)))
        }
      } else if trimmed.hasPrefix("///") {
        passages.append(Passage(line: number, text: String(trimmed.dropFirst(3))))
      } else if !trimmed.hasPrefix("//") {
        if trimmed.hasSuffix("\"\"\"") || trimmed.hasSuffix("\"\"\"#") { isInLiteral = true }
        passages += names(in: trimmed).map { Passage(line: number, text: $0, isName: true) }
        passages += literals(in: trimmed).map { Passage(line: number, text: $0) }
      }
    }
    return passages
  }

  /// The names that a public declaration introduces on this line: its own, and those of its parameters.
  private static func names(in line: String) -> [String] {
    guard line.firstMatch(of: /\bpublic\b/) != nil else { return [] }
    let code = line.replacing(/"([^"\\]|\\.)*"/, with: "")
    let declared = code.matches(of: /\b(func|var|let|struct|enum|case|class|actor|protocol|typealias) (\w+)/).map {
      String($0.2)
    }
    return declared
      + code.matches(of: /(\w+)( \w+)?:/).flatMap {
        [String($0.1), String($0.2 ?? "").trimmingCharacters(in: .whitespaces)]
      }
      .filter { !$0.isEmpty && $0 != "_" }
  }

  private static func literals(in line: String) -> [String] {
    line.matches(of: /"((?:[^"\\]|\\.)*)"/).map { prose(String($0.1)) }
  }

  /// A literal without what is interpolated.
  private static func prose(_ literal: String) -> String { literal.replacing(/\\\((?:[^()]|\([^()]*\))*\)/, with: "…") }
}
