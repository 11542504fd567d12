// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import TestSupport

/// The schemas of the repository, as plans.
enum Examples {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The plan of each folder that has a before and an after, and can be planned.
  ///
  /// Those of another target are read as if they were of this one, where their types allow it.
  static func plans(target: Target, isOffline: Bool = false) throws -> [(name: String, plan: Plan)] {
    let schemas = root.appendingPathComponent("schemas")
    let files = FileManager.default.enumerator(atPath: schemas.path)?.compactMap { $0 as? String } ?? []
    let folders = files.filter { $0.hasSuffix("/before.schema") }.map { String($0.dropLast("/before.schema".count)) }
    return folders.sorted().compactMap { folder in
      guard let old = schema("\(folder)/before.schema", target), let new = schema("\(folder)/after.schema", target)
      else { return nil }
      let planned = Result { () throws(DiagnosticList) in
        try planMigration(from: old, to: new, options: PlanOptions(isOffline: isOffline))
      }
      guard case .success(let planned) = planned, !planned.plan.deploys.isEmpty else { return nil }
      return (folder, planned.plan)
    }
  }

  static func schema(_ path: String, _ target: Target) -> Schema? {
    let url = root.appendingPathComponent("schemas").appendingPathComponent(path)
    guard var text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
    for other in Target.withKeys { text = text.replacing("target \(other.rawValue)\n", with: "") }
    let file = SourceFile(path: path, text: "target \(target.rawValue)\n" + text)
    let result = Result { () throws(DiagnosticList) in try readSchema([file]) }
    guard case .success(let schema) = result else { return nil }
    return schema
  }
}
