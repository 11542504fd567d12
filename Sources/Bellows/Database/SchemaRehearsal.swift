// Part of Bellows. MIT licence: see LICENSE.

/// The result of rehearsing the schema steps of a plan.
public struct SchemaRehearsal: Hashable, Sendable {
  /// Steps that would fail, and objects that would be lost although the plan does not drop them: a line each, with what
  /// to do.
  public var problems: [String]
  /// Information to read before the plan starts, a line each.
  public var notes: [String]

  /// Creates a result.
  public init(problems: [String] = [], notes: [String] = []) {
    self.problems = problems
    self.notes = notes
  }
}
