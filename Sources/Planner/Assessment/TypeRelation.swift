// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The relation between the values of an old type and those of a new one.
struct TypeRelation {
  enum Kind {
    case same
    /// Every old value is still allowed.
    case widened
    /// Some old values are rejected, and there are no new values.
    case narrowed
    /// Some old values are rejected, and there are new values.
    case converted
  }

  var kind: Kind
  var old: FieldType
  var new: FieldType
  /// An old value that the new type rejects; `nil` if there is none.
  var witness: Witness?

  init(from old: FieldType, to new: FieldType, on target: Target) {
    self.old = old
    self.new = new
    let forth = old.containment(in: new, on: target)
    let back = new.containment(in: old, on: target)
    switch (forth, back) {
    case (.contained, .contained): kind = .same
    case (.contained, .refused), (.contained, .undecided): kind = .widened
    case (.refused, .contained), (.undecided, .contained): kind = .narrowed
    case (.refused, .refused), (.refused, .undecided), (.undecided, .refused), (.undecided, .undecided):
      kind = .converted
    }
    witness =
      switch forth {
      case .contained: nil
      case .refused(let value): .refused(value)
      case .undecided: .undecided
      }
  }

  /// Whether the types differ only in optionality.
  var differsInOptionalityOnly: Bool {
    old.isOptional != new.isOptional && old.required.isSameSet(as: new.required)
  }

  func reason(subject: String) -> String {
    switch (kind, witness) {
    case (.same, _): "the same values with another spelling"
    case (.widened, _): "every old \(subject) is still allowed; running code cannot read the new ones"
    case (_, .undecided):
      "the types are too complex to decide whether every old \(subject) is still allowed; simplify the union, or change it in "
        + "two steps"
    case (.narrowed, _): "some old \(subject)s are no longer allowed"
    case (.converted, _):
      "some old \(subject)s are no longer allowed, and running code cannot read the new ones"
    }
  }
}

extension TypeRelation.Kind {
  var verdict: Verdict {
    switch self {
    case .same, .widened: .safe
    case .narrowed, .converted: .breaking
    }
  }

  var phases: [Phase] {
    switch self {
    case .same, .widened: [.widen]
    case .narrowed: [.backfill, .tighten]
    case .converted: [.widen, .backfill, .tighten]
    }
  }

  /// The hazards of a hand-written backfill function, which has no known inverse.
  var hazards: [Hazard] {
    switch self {
    case .same: []
    case .widened: [.oldReaders]
    case .narrowed, .converted: [.deletesData]
    }
  }
}
