// Part of Bellows. MIT licence: see LICENSE.
import SwiftEmitter

/// The paths in a user's package, relative to its root, in which `bellows` runs.
enum Layout {
  /// The folder of the schemas, which users edit.
  static let schemas = "schemas"
  /// The goal in one file.
  static let goalFile = "schemas/app.schema"
  /// The goal in several files: all schema files in this folder.
  static let goalFolder = "schemas/app"
  /// The schema that the code of this commit is built for.
  static let current = "Migrations/current.schema"
  /// The folder of the plans.
  static let plans = "Migrations"
  /// The folder of their Swift, a target of its own.
  static let swift = "Sources/Migrations"

  /// What the schema of an adopted database does not say, in SQL.
  static let baseline = "Migrations/baseline.sql"

  /// The names of finished plans whose folders were deleted.
  static let retired = "Migrations/retired"
  /// The databases in production, a name on each line; without it, any one.
  static let production = "Migrations/production"

  /// The goal of a Convex project, whose schema in force is its own `convex/schema.ts`.
  static let convexGoal = "Migrations/goal.schema"

  /// The folder of the row types, a file for each table.
  static let rows = rowsFolder

  /// The folder of a plan: `Migrations/2026-03-01-add-age`.
  static func planFolder(_ plan: MigrationName) -> String { "\(plans)/\(plan)" }

  /// The folder of its Swift: `Sources/Migrations/2026-03-01-add-age`.
  static func swiftFolder(_ plan: MigrationName) -> String { "\(swift)/\(plan)" }

  /// The attributes by which git hosts fold generated files in a diff.
  static let attributes = ".gitattributes"

  /// What planning again needs.
  static func data(_ plan: MigrationName) -> String { planFolder(plan) + "/plan.json" }
}

extension Layout {
  /// The path of the goal: a file or a folder.
  static func goalPath(in tree: FileTree = .disk) throws(Failure) -> String {
    if tree.isConvex { return convexGoal }
    switch (tree.kind(goalFile), tree.kind(goalFolder)) {
    case (.some, .some): throw .workspace(.twoGoals)
    case (.some, nil): return goalFile
    case (nil, .some): return goalFolder
    case (nil, nil): throw .workspace(.noGoal)
    }
  }
}

extension FileTree {
  /// Whether its plans are for a Convex project: its goal is beside the plans.
  var isConvex: Bool { kind(Layout.convexGoal) == .file }
}
