// Part of Bellows. MIT licence: see LICENSE.
import SwiftEmitter

/// Where things stand in a user's package, relative to its root, which is the folder that `bellows` runs in.
enum Layout {
  /// The folder of schemas, which people edit.
  static let schemas = "schemas"
  /// The goal, in one file.
  static let goalFile = "schemas/app.schema"
  /// The goal, for those who split it: every schema file in this folder, as one namespace.
  static let goalFolder = "schemas/app"
  /// The revision that this commit's code is built for.
  static let current = "Migrations/current.schema"
  /// The folder of the plans.
  static let plans = "Migrations"
  /// The folder of their Swift, a target of its own.
  static let swift = "Sources/Migrations"

  /// The folder of a plan: `Migrations/2026-03-01-add-age`.
  static func planFolder(_ plan: MigrationName) -> String { "\(plans)/\(plan)" }

  /// The folder of its Swift: `Sources/Migrations/2026-03-01-add-age`.
  static func swiftFolder(_ plan: MigrationName) -> String { "\(swift)/\(plan)" }

  /// The schema from which a plan starts, byte for byte what was current then.
  static func base(_ plan: MigrationName) -> String { planFolder(plan) + "/0-base.schema" }

  /// The schema to which a plan leads.
  static func goal(_ plan: MigrationName) -> String { planFolder(plan) + "/goal.schema" }
}

extension Layout {
  /// The goal: one file or one folder, whichever is there.
  static func goalPath(in tree: FileTree = .disk) throws(Failure) -> String {
    switch (tree.kind(goalFile), tree.kind(goalFolder)) {
    case (.some, .some): throw .workspace(.twoGoals)
    case (.some, nil): return goalFile
    case (nil, .some): return goalFolder
    case (nil, nil): throw .workspace(.noGoal)
    }
  }
}
