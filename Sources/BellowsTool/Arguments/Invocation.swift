// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import Reports
import SchemaLanguage
import SchemaModel
import SwiftEmitter

/// A parsed command line.
enum Invocation: Hashable {
  case help(Command?)
  case version
  /// - Parameters:
  ///   - target: `nil` if none is given.
  ///   - library: The library whose connection is created too.
  case initialize(target: Target?, library: ClientLibrary?)
  /// Only the git hooks.
  case installHooks
  case plan(PlanRequest)
  case generate(GenerateRequest)
  /// - Parameter base: The revision whose plans can no longer change.
  case sync(base: String?)
  /// The path of an attestation or, in a Convex project, the name of a plan.
  case advance(String?)
  case back(MigrationName)
  case drop(MigrationName)
  case retire(MigrationName)
  case status
  case check(CheckRequest)
  case format(FormatRequest)
  /// Without a rule: the list of all rules.
  case explain(Rule?)
}

/// The two schemas that `plan` compares, and the format of its report.
struct PlanRequest: Hashable {
  enum Comparison: Hashable {
    case currentToGoal
    case paths(old: String, new: String)
    /// The old side is read from a git revision; without a path, the goal is compared.
    case revision(String, path: String?)
  }

  var comparison: Comparison
  var rolloutMode: RolloutMode
  var format: OutputFormat
}

/// What `generate` writes.
enum GenerateRequest: Hashable {
  /// Makes the goal the current schema, for a database that already has it.
  case adopt
  /// A plan of that name; plans in the revision `base` can no longer change.
  ///
  /// A plan that is made again keeps its options where none are given.
  case plan(MigrationName, rollout: RolloutMode?, reads: FunctionReads?, base: String?)
  /// A plan of that name that repairs rows; without tables, those of the only table.
  case repair(MigrationName, Repair, base: String?)
}

/// What hand-written functions read (`--reads`): other tables, and the only fields of their own table that they need.
struct FunctionReads: Hashable {
  var tables: [TableName] = []
  var fields: [TableName: [FieldName]] = [:]

  /// Parses `teams,users.email`.
  init(_ text: String) {
    for part in text.split(separator: ",") {
      let names = part.split(separator: ".", maxSplits: 1).map(String.init)
      if names.count == 2 {
        fields[TableName(names[0]), default: []].append(FieldName(names[1]))
      } else {
        tables.append(TableName(String(part)))
      }
    }
  }
}

/// What `check` compares, and which findings it accepts.
struct CheckRequest: Hashable {
  /// Schema files and folders to compare without plans; empty means the package with its plans.
  var paths: [String]
  /// The revision that the branch is merged into; `nil` compares the staged changes with HEAD.
  var base: String?
  /// The IDs of accepted findings.
  var allowed: [String]
  var format: OutputFormat
}

/// The files that `format` reads, and whether it writes them.
struct FormatRequest: Hashable {
  /// Files and folders; empty means the schema folder.
  var paths: [String]
  var isCheck: Bool
}
