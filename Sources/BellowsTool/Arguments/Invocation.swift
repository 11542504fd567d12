// Part of Bellows. MIT licence: see LICENSE.
import SchemaEmission
import SchemaEvolution
import SchemaLanguage

/// What a command line asks for, with nothing left to find out about its words.
enum Invocation: Hashable {
  case help(Command?)
  case version
  case initialize(target: Target)
  case plan(PlanRequest)
  case generate(GenerateRequest)
  case advance(attestation: String)
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
}

/// Which files `format` reads, and whether it may write.
struct FormatRequest: Hashable {
  /// Files and folders; none stands for the folder of schemas.
  var paths: [String]
  var isCheck: Bool
}
