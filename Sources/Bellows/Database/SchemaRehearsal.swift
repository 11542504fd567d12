// Part of Bellows. MIT licence: see LICENSE.

/// The result of rehearsing the schema steps of a plan.
public struct SchemaRehearsal: Hashable, Sendable {
  /// What would fail, or would be lost that the plan does not name: a line each, with what to do.
  public var problems: [String]
  /// What to know before the plan starts, a line each.
  public var notes: [String]

  /// Creates a result.
  public init(problems: [String] = [], notes: [String] = []) {
    self.problems = problems
    self.notes = notes
  }
}
