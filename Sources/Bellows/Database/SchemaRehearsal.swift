// Part of Bellows. MIT licence: see LICENSE.

/// The result of rehearsing the schema steps of a plan.
public struct SchemaRehearsal: Hashable, Sendable {
  /// Steps that would fail, and objects that would be lost although the plan does not drop them: a line each, with what
  /// to do.
  public var problems: [String]
  /// Information to read before the plan starts, a line each.
  public var notes: [String]
  /// The number of the deploy whose statements would fail, if there is one; later deploys are not tried.
  public var failingDeploy: Int?

  /// Creates a result.
  public init(problems: [String] = [], notes: [String] = []) {
    self.problems = problems
    self.notes = notes
  }
}
