// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A schema revision, followed by a rolling release of code unless the deploy is schema only.
package struct Deploy: Hashable, Sendable {
  /// From 1.
  package var number: Int
  /// `.tighten` if every step only tightens, otherwise `.widen`.
  package var phase: Phase
  /// The conditions for the start of the deploy, in order.
  package var gates: [Gate]
  /// The schema that the database enforces from this deploy on.
  package var schema: Schema
  /// The columns that the database keeps in sync from this deploy on.
  package var synced: [SyncedColumns]
  /// The contract of the code that runs after this deploy.
  package var code: CodeVersion
  /// Whether new code is released; otherwise `code` is that of the previous deploy.
  package var isRelease: Bool
  /// The actions of this deploy, in the order of the plan's assessments.
  package var steps: [Step]

  package init(
    number: Int, phase: Phase, gates: [Gate], schema: Schema, synced: [SyncedColumns], code: CodeVersion,
    isRelease: Bool,
    steps: [Step]
  ) {
    self.number = number
    self.phase = phase
    self.gates = gates
    self.schema = schema
    self.synced = synced
    self.code = code
    self.isRelease = isRelease
    self.steps = steps
  }
}

/// The part of one change in a deploy.
package struct Step: Hashable, Sendable {
  /// The index of the change in the plan's assessments.
  package var assessment: Int
  package var action: Action

  package init(assessment: Int, action: Action) {
    self.assessment = assessment
    self.action = action
  }
}
