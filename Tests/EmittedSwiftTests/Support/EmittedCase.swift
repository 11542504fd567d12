// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import SwiftEmitter

/// Two schemas whose emitted Swift is checked in under `Tests/Emitted`, where a target compiles it.
struct EmittedCase: CustomStringConvertible {
  /// The folder under `Tests/Emitted`, which is also the target's name without its end.
  var name: String
  var schemas: String
  var migration: String
  var deploy: Int
  /// The target in place of that in the schemas.
  var target: Target?

  var description: String { name }

  static let all = [
    EmittedCase(name: "Tutorial", schemas: "schemas/tutorial", migration: "2026-03-01-tidy-users", deploy: 1),
    EmittedCase(
      name: "TutorialPostgreSQL", schemas: "schemas/tutorial", migration: "2026-03-01-tidy-users", deploy: 1,
      target: .postgresql),
    EmittedCase(
      name: "Nasty", schemas: "Tests/EmittedSwiftTests/Schemas/nasty", migration: "switch-names", deploy: 1),
    EmittedCase(
      name: "Nested", schemas: "Tests/EmittedSwiftTests/Schemas/nested", migration: "2026-04-01-widen", deploy: 1),
    EmittedCase(
      name: "Everything", schemas: "Tests/EmittedSwiftTests/Schemas/everything", migration: "everything", deploy: 4),
    EmittedCase(name: "Server", schemas: "Tests/EmittedSwiftTests/Schemas/server", migration: "rename-name", deploy: 2),
    EmittedCase(
      name: "Documents", schemas: "Tests/EmittedSwiftTests/Schemas/documents", migration: "tidy-documents", deploy: 1),
  ]

  /// The files that Bellows writes for it, by their paths under the case's folder.
  func files() throws -> [OutputFile] {
    let plan = try plan()
    let types = try SchemaFiles.schema("\(schemas)/after.schema", target: target).namedTypes
    guard let name = MigrationName(migration) else { throw Unreadable(path: migration) }
    let files =
      migrationFiles(plan, named: name, typeName: name.typeName) + rowFiles(for: plan, deploy: deploy, types: types)
      + [plansFile([(name.typeName, deploy)], current: plan.revision(after: deploy))]
    return files.map { file in
      var file = file
      file.path.removeFirst("Sources/Migrations/".count)
      return file
    }
  }

  func plan() throws -> Plan { try SchemaFiles.plan(in: schemas, target: target) }
}

struct Unreadable: Error { var path: String }

/// Schemas and plans from the repository's folders.
enum SchemaFiles {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// - Parameter target: The target in place of that in the file.
  static func schema(_ path: String, target: Target? = nil) throws -> Schema {
    var data = try Data(contentsOf: root.appending(path: path))
    if let target {
      let lines = String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      data = Data(lines.map { $0.hasPrefix("target ") ? "target \(target.rawValue)" : $0 }.joined(separator: "\n").utf8)
    }
    return try readSchema([SourceFile(path: path, bytes: Array(data))])
  }

  /// The plan of a folder: from `before.schema` to `after.schema`, with functions that read the tables in `reads.txt`,
  /// or a repair of the tables in `data.txt`.
  static func plan(in folder: String, target: Target? = nil) throws -> Plan {
    if let names = try? String(contentsOf: root.appending(path: "\(folder)/data.txt"), encoding: .utf8) {
      let sql = try? String(contentsOf: root.appending(path: "\(folder)/set.txt"), encoding: .utf8)
      return try planRepair(Repair(dataFile: names, sqlFile: sql), in: schema("\(folder)/after.schema"))
    }
    let reads = (try? String(contentsOf: root.appending(path: "\(folder)/reads.txt"), encoding: .utf8)) ?? ""
    let options = PlanOptions(reads: reads.split(whereSeparator: \.isWhitespace).map { TableName(String($0)) })
    return try planMigration(
      from: schema("\(folder)/before.schema", target: target),
      to: schema("\(folder)/after.schema", target: target), options: options
    ).plan
  }
}
