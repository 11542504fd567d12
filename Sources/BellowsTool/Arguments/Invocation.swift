// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import Reports
import SchemaLanguage
import SchemaModel
import SwiftEmitter

/// What a command line asks for, with nothing left to find out about its words.
enum Invocation: Hashable {
  case help(Command?)
  case version
  case initialize(target: Target)
  /// The hooks alone.
  case installHooks
  case plan(PlanRequest)
  case generate(GenerateRequest)
  case advance(attestation: String)
  case check(CheckRequest)
  case format(FormatRequest)
  /// Without a rule: all of them.
  case explain(Rule?)
}

/// Which two schemas `plan` compares, and how it shows what it found.
struct PlanRequest: Hashable {
  enum Comparison: Hashable {
    case currentToGoal
    case paths(old: String, new: String)
    /// The old side as it was in a revision; without a path, the goal.
    case revision(String, path: String?)
  }

  var comparison: Comparison
  var rollout: Rollout
  var format: OutputFormat
}

/// What `generate` shall write.
enum GenerateRequest: Hashable {
  /// The goal becomes current as it is: the database has it already.
  case adopt
  /// A plan of that name; `base` is the revision that says which plans others have.
  case plan(MigrationName, rollout: Rollout, base: String?)
  /// A plan of that name that repairs rows; without tables, those of the only table.
  case repair(MigrationName, Repair, base: String?)
}

/// What `check` compares, and what it lets pass.
struct CheckRequest: Hashable {
  /// Schema files and folders that are only compared; none stands for the package with its plans.
  var paths: [String]
  /// The revision that the branch goes into; without one, what is staged is compared with HEAD.
  var base: String?
  /// IDs of findings that are accepted.
  var allowed: [String]
  var format: OutputFormat
}

/// Which files `format` reads, and whether it may write.
struct FormatRequest: Hashable {
  /// Files and folders; none stands for the folder of schemas.
  var paths: [String]
  var isCheck: Bool
}
