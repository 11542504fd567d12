// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// The facts about a rule, which `explain` formats for the terminal and for the documentation.
package struct RulePage: Hashable, Sendable {
  /// A short sentence: "A required field is added".
  package var title: String
  /// One sentence that says when the rule applies.
  package var what: String
  /// The reason for the verdict: the failure, and the code that it concerns.
  package var why: String
  package var verdict: RuleVerdict
  package var phases: [Phase]
  /// All hazards that a change under this rule may have, depending on target and type.
  package var hazards: [Hazard]
  package var bad: Example
  package var good: Example
  /// One entry for each deploy, and one for each gate and backfill between two.
  package var plan: [String]

  package init(
    title: String, what: String, why: String, verdict: RuleVerdict, phases: [Phase], hazards: [Hazard] = [],
    bad: Example, good: Example, plan: [String]
  ) {
    self.title = title
    self.what = what
    self.why = why
    self.verdict = verdict
    self.phases = phases
    self.hazards = hazards.sorted()
    self.bad = bad
    self.good = good
    self.plan = plan
  }
}

/// The verdict of a rule, without a specific change.
package enum RuleVerdict: Hashable, Sendable {
  case always(Verdict)
  /// A clause with both verdicts and their conditions: "breaking on SQL targets, safe on document".
  case depends(String)
  /// There is no plan: Bellows reports an error.
  case refused
}

/// A schema edit, or advice if no edit shows the point.
package enum Example: Hashable, Sendable {
  /// Two whole schemas, with a note about them.
  case edit(before: String, after: String, note: String)
  case advice(String)
}

extension Rule {
  /// The page behind `bellows explain`.
  package var page: RulePage {
    switch self {
    case .tableAdded: .tableAdded
    case .tableRemoved: .tableRemoved
    case .tableRenamed: .tableRenamed
    case .tableKeyChanged: .tableKeyChanged
    case .referenceKeyChanged: .referenceKeyChanged
    case .fieldAddedOptional: .fieldAddedOptional
    case .fieldAddedRequired: .fieldAddedRequired
    case .fieldAddedDefaulted: .fieldAddedDefaulted
    case .fieldRemovedOptional: .fieldRemovedOptional
    case .fieldRemovedRequired: .fieldRemovedRequired
    case .fieldRenamed: .fieldRenamed
    case .fieldDerived: .fieldDerived
    case .fieldMadeOptional: .fieldMadeOptional
    case .fieldMadeRequired: .fieldMadeRequired
    case .fieldWidened: .fieldWidened
    case .fieldNarrowed: .fieldNarrowed
    case .fieldConverted: .fieldConverted
    case .fieldStorageChanged: .fieldStorageChanged
    case .defaultAdded: .defaultAdded
    case .defaultChanged: .defaultChanged
    case .defaultRemoved: .defaultRemoved
    case .indexAdded: .indexAdded
    case .indexRemoved: .indexRemoved
    case .indexChanged: .indexChanged
    case .vectorChanged: .vectorChanged
    case .uniqueAdded: .uniqueAdded
    case .uniqueChanged: .uniqueChanged
    case .uniqueRemoved: .uniqueRemoved
    case .referenceActionChanged: .referenceActionChanged
    case .rowWidened: .rowWidened
    case .rowNarrowed: .rowNarrowed
    case .rowConverted: .rowConverted
    case .targetChanged: .targetChanged
    case .previousNameUnknown: .previousNameUnknown
    case .existingFieldDerived: .existingFieldDerived
    case .storedNameTaken: .storedNameTaken
    }
  }
}
