// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// The imports of the sources keep the directions that the architecture page states.
@Suite struct ImportTests {
  @Test("Every target imports only what the table of the architecture page allows")
  func imports() throws {
    let allowed = try Self.table()
    let folders = try Self.targets()
    #expect(Set(allowed.keys) == folders, "the table names the targets of Sources")
    for target in folders.sorted() {
      for path in try Self.swiftFiles(of: target) {
        let text = try String(contentsOf: packageRoot.appendingPathComponent(path), encoding: .utf8)
        for module in Self.imports(in: text) where folders.contains(module) || module.hasPrefix("C") {
          if Self.system.contains(module) { continue }
          #expect(allowed[target]?.contains(module) == true, "\(path) imports \(module)")
        }
      }
    }
  }

  @Test("Every dependency in Package.swift is one that the table allows")
  func dependencies() throws {
    let allowed = try Self.table()
    let manifest = try String(contentsOf: packageRoot.appendingPathComponent("Package.swift"), encoding: .utf8)
    let pattern = /\.(?:target|executableTarget)\(\s*name: "(\w+)",\s*dependencies: \[([^\]]*)\]/
    var checked: Set<String> = []
    for match in manifest.matches(of: pattern) {
      let target = String(match.1)
      guard let modules = allowed[target] else { continue }
      checked.insert(target)
      let names = match.2.matches(of: /"(\w+)"/).map { String($0.1) }
      for dependency in names where !dependency.hasSuffix("Migrations") {
        #expect(modules.contains(dependency), "\(target) depends on \(dependency)")
      }
    }
    #expect(checked.count >= 10, "the pattern finds the targets of the manifest")
  }

  @Test("Imports have no cycle, and the checker does not reach the planner")
  func directions() throws {
    let allowed = try Self.table()
    func reaches(_ start: String) -> Set<String> {
      var found: Set<String> = []
      var waiting = Array(allowed[start] ?? [])
      while let next = waiting.popLast() {
        if found.insert(next).inserted { waiting += Array(allowed[next] ?? []) }
      }
      return found
    }
    for target in allowed.keys { #expect(!reaches(target).contains(target), "\(target) imports itself") }
    #expect(!reaches("PlanChecker").contains("Planner"))
    let compiler: Set = [
      "SchemaModel", "SchemaLanguage", "PlanModel", "PlanChecker", "Planner", "RuleDocs", "MigrationSQL",
      "SwiftEmitter", "Reports", "BellowsTool",
    ]
    for target in compiler { #expect(!reaches(target).contains { $0.hasPrefix("Bellows") }, "\(target)") }
    for target in ["Bellows", "BellowsSQLite", "BellowsPostgreSQL", "BellowsConformance"] {
      #expect(reaches(target).isDisjoint(with: compiler), "\(target)")
      let shared = reaches(target).intersection(compiler.reduce(into: []) { $0.formUnion(reaches($1)) })
      #expect(shared.isSubset(of: ["PlanFormat", "SchemaEdits"]), "\(target)")
    }
  }

  /// Modules of the toolchain and the system that begin like a target of ours.
  private static let system: Set = ["CoreFoundation", "CryptoKit"]

  /// For each target of the architecture page, the targets that it may import.
  private static func table() throws -> [String: Set<String>] {
    let page = try String(
      contentsOf: packageRoot.appendingPathComponent("Sources/Bellows/Documentation.docc/Architecture.md"),
      encoding: .utf8)
    var table: [String: Set<String>] = [:]
    for row in page.matches(of: /(?m)^\| `(\w+)` \| [^|]* \| ([^|]*) \|$/) {
      let names = row.2.matches(of: /`(\w+)`/).map { String($0.1) }
      table[String(row.1)] = row.2 == "all of the above" ? Set(table.keys) : Set(names)
    }
    return table
  }

  private static func targets() throws -> Set<String> {
    let sources = packageRoot.appendingPathComponent("Sources").path
    return Set(
      try FileManager.default.contentsOfDirectory(atPath: sources).filter { target in
        try !swiftFiles(of: target).isEmpty
      })
  }

  private static func swiftFiles(of target: String) throws -> [String] {
    let paths = FileManager.default.enumerator(atPath: packageRoot.appendingPathComponent("Sources/\(target)").path)
    return (paths ?? .init()).compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted()
      .map { "Sources/\(target)/\($0)" }
  }

  /// The modules of a file's import declarations.
  private static func imports(in text: String) -> [String] {
    let pattern = /(?m)^\s*(?:@\w+ )?(?:public |package )?import (?:struct |func |enum |class )?(\w+)/
    return text.matches(of: pattern).map { String($0.1) }
  }
}
