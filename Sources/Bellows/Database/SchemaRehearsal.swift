// Part of Bellows. MIT licence: see LICENSE.

/// What a rehearsal of a plan's schema steps has found, before the first of them runs.
public struct SchemaRehearsal: Hashable, Sendable {
  /// What would fail, or would be lost although the plan does not name it: a line each, with what to do.
  public var problems: [String]
  /// What else to know before the plan begins, a line each.
  public var notes: [String]

  /// What was found.
  public init(problems: [String] = [], notes: [String] = []) {
    self.problems = problems
    self.notes = notes
  }
}
