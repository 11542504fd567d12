// Part of Bellows. MIT licence: see LICENSE.
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel

@testable import TestSupport

/// The planner's plans for the gallery and for random schemas.
enum SamplePlans {
  /// Plans of the gallery, and of random pairs of small schemas.
  static func all() throws -> [(name: String, plan: Plan)] {
    try examples() + random(count: Thorough.count(sample: 15, whole: 300))
  }

  private static func examples() throws -> [(name: String, plan: Plan)] {
    var root = URL(fileURLWithPath: #filePath)
    while !FileManager.default.fileExists(atPath: root.appendingPathComponent("schemas").path), root.path != "/" {
      root.deleteLastPathComponent()
    }
    root.appendPathComponent("schemas")
    let changes = root.appendingPathComponent("changes")
    let names = try FileManager.default.contentsOfDirectory(atPath: changes.path).sorted()
    var found: [(name: String, plan: Plan)] = []
    let others = ["tutorial", "patterns/rename-and-make-optional"].map(root.appendingPathComponent)
    for folder in others + names.map(changes.appendingPathComponent) {
      let name = folder.lastPathComponent
      let (old, new) = (try text(folder, "before.schema"), try text(folder, "after.schema"))
      found += plans(name, try schema(old), try schema(new))
      // On a store without triggers and defaults plans are longest.
      if let one = try? schema(onDocument(old)), let other = try? schema(onDocument(new)), onDocument(old) != old {
        found += plans("\(name) on document", one, other)
      }
    }
    return found
  }

  private static func text(_ folder: URL, _ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  private static func schema(_ text: String) throws -> Schema {
    try readSchema([SourceFile(path: "example.schema", text: text)])
  }

  /// The same schema for a document store.
  private static func onDocument(_ text: String) -> String {
    let targets = ["target sqlite", "target postgresql"]
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { targets.contains(String($0)) ? "target document" : String($0) }.joined(separator: "\n")
  }

  private static func random(count: Int) -> [(name: String, plan: Plan)] {
    var found: [(name: String, plan: Plan)] = []
    for seed in Thorough.seed..<(Thorough.seed + UInt64(count)) {
      var generator = SchemaGenerator(seed: seed)
      (generator.mostTables, generator.mostFields, generator.deepest, generator.oddNames) = (2, 3, 1, 0)
      let old = generator.schema()
      found += plans("random \(seed)", old, generator.edited(old, times: 1 + Int(seed % 3)))
    }
    return found
  }

  private static func plans(_ name: String, _ old: Schema, _ new: Schema) -> [(name: String, plan: Plan)] {
    [false, true].compactMap { isOffline in
      guard let plan = try? planMigration(from: old, to: new, options: PlanOptions(isOffline: isOffline)).plan,
        !plan.deploys.isEmpty
      else { return nil }
      return (isOffline ? "\(name) offline" : name, plan)
    }
  }
}
