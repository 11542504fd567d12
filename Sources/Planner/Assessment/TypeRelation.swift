// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// How the values of a new type relate to those of an old one.
struct TypeRelation {
  enum Kind {
    case same
    /// Everything old is still allowed.
    case widened
    /// Only some of the old is still allowed, and nothing is new.
    case narrowed
    case converted
  }

  var kind: Kind
  var old: FieldType
  var new: FieldType
  /// An old value that is refused now; none where everything old is allowed.
  var witness: Witness?

  init(_ old: FieldType, _ new: FieldType) {
    self.old = old
    self.new = new
    let forth = old.containment(in: new)
    let back = new.containment(in: old)
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

  /// Whether the only difference is that there may, or must, be a value.
  var differsInOptionalityOnly: Bool {
    old.isOptional != new.isOptional && old.required.isSameSet(as: new.required)
  }

  func reason(subject: String) -> String {
    switch (kind, witness) {
    case (.same, _): "the same values, written otherwise"
    case (.widened, _): "every old \(subject) is still allowed; running code does not know the new ones yet"
    case (_, .undecided):
      "whether every old \(subject) is still allowed could not be decided within the budget: counted as no"
    case (.narrowed, _): "some old \(subject)s are no longer allowed"
    case (.converted, _):
      "some old \(subject)s are no longer allowed, and old code does not know the new ones"
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

  /// The hazards when a person writes the body, which nobody can invert.
  var hazards: [Hazard] {
    switch self {
    case .same: []
    case .widened: [.oldReaders]
    case .narrowed, .converted: [.deletesData]
    }
  }
}
