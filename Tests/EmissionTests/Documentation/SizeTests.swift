// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// Files and functions have the sizes that CONTRIBUTING.md names, and tests have display names.
@Suite struct SizeTests {
  /// Functions that are tables: one line or two for each case, and nothing else.
  private static let tables: Set = [
    "Sources/Bellows/Migrate/MigrateVerb.swift description",
    "Sources/Bellows/Migrate/MigrationRefused.swift description",
    "Sources/BellowsTool/Wording/FindingWording.swift wording",
    "Sources/BellowsTool/Wording/Help.swift description",
    "Sources/PlanChecker/Violation/ReasonWording.swift message",
    "Sources/Reports/Wording/ActionWording.swift wording",
    "Sources/Reports/Wording/DeployTaskWording.swift wording",
  ]

  @Test("No file that is written by hand has more than 600 lines")
  func files() throws {
    for path in try Self.files() {
      let count = try Self.lines(of: path).count
      #expect(count <= 600, "\(path) has \(count) lines")
    }
  }

  @Test("No function has more than 60 lines, except tables")
  func functions() throws {
    var (count, long) = (0, Set<String>())
    for path in try Self.files() {
      for function in Self.functions(in: try Self.lines(of: path)) {
        count += 1
        if function.lines > 60 { long.insert("\(path) \(function.name)") }
      }
    }
    #expect(count > 5_000, "the functions are found")
    #expect(long.subtracting(Self.tables).sorted() == [])
    #expect(Self.tables.subtracting(long).sorted() == [], "no longer long")
  }

  @Test("Every test has a display name")
  func displayNames() throws {
    var count = 0
    for path in try Self.files() where path.hasPrefix("Tests/") && path.hasSuffix("Tests.swift") {
      let lines = try Self.lines(of: path)
      for (index, line) in lines.enumerated() where line.hasPrefix("  @Test") {
        count += 1
        let rest = line.dropFirst(7) == "(" ? lines[index + 1].drop { $0 == " " } : line.dropFirst(8)
        #expect(rest.hasPrefix("\"") || rest.hasPrefix("#\""), "\(path):\(index + 1)")
      }
    }
    #expect(count > 800, "the tests are found")
  }

  @Test("The length of a function is counted to the brace that closes it")
  func lengths() {
    let text = #"""
      struct S {
        func short() {}
        var long: Int {
          if true {
            1
          }
        }
        init(
          _ argument: Int
        ) {
          text = """
        }
        """
        }
      }
      """#
    let found = Self.functions(in: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    #expect(found.map(\.name) == ["long", "init"])
    #expect(found.map(\.lines) == [5, 7])
  }

  /// The functions that have more than one line.
  ///
  /// The formatter indents each body deeper than its declaration.
  private static func functions(in lines: [String]) -> [(name: String, lines: Int)] {
    let code = withoutTexts(lines)
    var result: [(String, Int)] = []
    for (index, line) in code.enumerated() {
      guard let last = line.utf8.last, "{()".utf8.contains(last), let name = declaration(in: line) else { continue }
      let indentation = String(line.prefix { $0 == " " })
      let (end, deeper) = (indentation + "}", indentation + " ")
      let others = [")", "{", "where"].map { indentation + $0 }
      for last in code.indices[(index + 1)...] {
        if code[last].hasPrefix(end) {
          result.append((name, last - index + 1))
          break
        }
        let isInside = code[last].isEmpty || code[last].hasPrefix(deeper)
        guard isInside || others.contains(where: code[last].hasPrefix) else { break }
      }
    }
    return result
  }

  /// The name of the function that a line begins to declare.
  private static func declaration(in line: String) -> String? {
    let code = line.drop { $0 == " " }
    guard !code.hasPrefix("/"), !code.hasPrefix("\"") else { return nil }
    for keyword in ["func ", "init", "var "] {
      guard let range = code.firstRange(of: keyword) else { continue }
      // A variable or an initialiser comes after attributes and modifiers only.
      let before = code[..<range.lowerBound].split(separator: " ")
      guard keyword == "func " || before.allSatisfy({ modifiers.contains($0) }) else { continue }
      guard keyword != "init" else { return "init" }
      return String(code[range.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    }
    return nil
  }

  private static let modifiers: Set<Substring> = [
    "public", "package", "private", "fileprivate", "static", "override", "required", "convenience", "final", "lazy",
  ]

  /// Lines of code, with nothing in place of those inside a text of several lines.
  private static func withoutTexts(_ lines: [String]) -> [String] {
    var code = lines
    var isText = false
    for (index, line) in lines.enumerated() {
      let isEdge = line.utf8.contains(UInt8(ascii: "\"")) && line.ranges(of: "\"\"\"").count == 1
      if isText { code[index] = "" }
      if isEdge { isText.toggle() }
    }
    return code
  }

  private static func lines(of path: String) throws -> [String] {
    let text = try String(contentsOf: packageRoot.appendingPathComponent(path), encoding: .utf8)
    return text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { String($0) ?? "" }
  }

  /// Sources, plugins and tests, without what the compiler emitted.
  private static func files() throws -> [String] {
    var result: [String] = []
    for folder in ["Sources", "Plugins", "Tests"] {
      let paths = try #require(
        FileManager.default.enumerator(atPath: packageRoot.appendingPathComponent(folder).path))
      for case let path as String in paths {
        if path.hasSuffix(".build") { paths.skipDescendants() }
        if path.hasSuffix(".swift"), !path.hasSuffix(".generated.swift") { result.append("\(folder)/\(path)") }
      }
    }
    return result.sorted()
  }
}
