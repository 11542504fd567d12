// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaEmission
import SchemaEvolution
import Testing

/// The Swift for every example schema compiles: each plan, and the row types of each of its deploys.
@Suite struct EveryExampleTests {
  /// All folders under `schemas` that can be planned.
  private static func plans() throws -> [(name: String, plan: Plan)] {
    let root = SchemaFiles.root.appending(path: "schemas")
    let paths = try #require(FileManager.default.subpaths(atPath: root.path))
    return paths.filter { $0.hasSuffix("/before.schema") }.sorted().compactMap { path in
      let folder = String(path.dropLast("/before.schema".count))
      let name = folder.replacingOccurrences(of: "/", with: "-")
      // What is refused has no Swift.
      return (try? SchemaFiles.plan(in: "schemas/\(folder)")).map { (name, $0) }
    }
  }

  @Test func emittedSwiftCompiles() throws {
    let plans = try Self.plans()
    #expect(plans.count > 25)
    var files: [(name: String, contents: String)] = []
    for (name, plan) in plans {
      let migration = try #require(MigrationName(name))
      for file in migrationFiles(plan, named: migration, typeName: migration.typeName) {
        files.append((URL(filePath: file.path).lastPathComponent, file.contents))
      }
      for deploy in 0...plan.deploys.count {
        let type = "\(migration.typeName)\(deploy)"
        files.append(("\(type).swift", nested(rowsFile(for: plan, deploy: deploy).contents, in: type)))
      }
      let type = "\(migration.typeName)Goal"
      files.append(("\(type).swift", nested(rowsFile(for: plan.goal).contents, in: type)))
    }
    let found = try SwiftCompiler.findings(files)
    let stubs = plans.map { $0.plan.backfills.count { $0.transform == .custom } }.reduce(0, +)
    let stray = found.filter { $0.isError || !$0.message.contains(": return ") }
    #expect(stray.isEmpty, "\(stray.map(\.description).joined(separator: "\n"))")
    #expect(found.count == stubs)
  }

  /// Row types inside an enum, so that those of many deploys can be compiled as one module.
  private func nested(_ file: String, in type: String) -> String {
    let imports = "import Bellows\nimport Foundation\n"
    guard let end = file.range(of: "\npublic typealias") ?? file.range(of: "\n///") else { return imports }
    return "\(imports)public enum \(type) {\n\(file[end.lowerBound...])\n}\n"
  }
}
