// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import Planner
import SchemaModel

/// What every format for people says about a plan, gathered once; formats only lay it out.
struct PlanFacts {
  var plan: Plan
  var summary: PlanSummary
  /// In the plan's order.
  var changes: [ChangeFacts]
  /// The same, by table.
  var tables: [TableFacts]
  var deploys: [DeployFacts]
  /// What only has another name in the language: `users -> people`.
  var renamed: [String]

  init(_ plan: Plan, _ changes: [ChangeFacts]) {
    self.plan = plan
    self.changes = changes
    summary = PlanSummary(plan)
    tables = TableFacts.grouped(changes)
    deploys = plan.deploys.indices.map { DeployFacts(plan, at: $0) }
    renamed =
      plan.assessments.isEmpty
      ? renamedInLanguage(from: plan.base, to: plan.goal).map { "\($0.old.spelling) -> \($0.new.spelling)" } : []
  }

  /// What to do now, before anybody reads the rest; `nil` when there is nothing.
  var firstStep: String? {
    guard let first = deploys.first else { return nil }
    var steps: [String] = []
    let bodies = plan.backfills.filter { $0.transform == .custom }.map(\.name)
    if !bodies.isEmpty { steps.append("write what is yours (\(bodies.few(counted: "body", "bodies")))") }
    steps.append("migrate run (\(first.schemaFile))")
    let actions = first.groups.filter { $0.action.wording.actor == .code }.map { group in
      "\(group.action.wording.phrase): \(group.subjects.map(\.name).few(counted: "place", "places"))"
    }
    if first.isRelease {
      steps.append(actions.isEmpty ? "release code" : "release code that " + actions.joined(separator: "; "))
    }
    return "First: " + steps.joined(separator: "; ") + "."
  }
}

/// The first line of a report, as numbers.
struct PlanSummary: Hashable {
  enum Verdict: String { case none, safe, breaking }

  var verdict: Verdict
  var changes: Int
  var breaking: Int
  var deploys: Int
  var releases: Int
  var backfills: Int
  /// How many of them a person writes.
  var bodies: Int

  init(_ plan: Plan) {
    changes = plan.assessments.count
    breaking = plan.assessments.count { $0.verdict == .breaking }
    deploys = plan.deploys.count
    releases = plan.deploys.count { $0.isRelease }
    backfills = plan.backfills.count
    bodies = plan.backfills.count { $0.transform == .custom }
    verdict = changes == 0 ? .none : breaking == 0 ? .safe : .breaking
  }
}

/// A change with its verdict, as text where a name or a value can hold anything.
struct ChangeFacts {
  var rule: Rule
  var path: String
  /// The table that it is reported under.
  var table: String
  /// Whether it is about the table as a whole.
  var isWholeTable: Bool
  var verdict: Verdict
  var phases: [Phase]
  var hazards: [Hazard]
  var reason: String
  var witness: Witness?
  var old: Place?
  var new: Place?
  private var change: Change

  /// Those of a plan, in its order.
  static func all(_ plan: Plan, oldFiles: [SourceFile], newFiles: [SourceFile]) -> [ChangeFacts] {
    let old = PositionFinder(oldFiles)
    let new = PositionFinder(newFiles)
    return plan.assessments.map { ChangeFacts($0, old: old, new: new) }
  }

  private init(_ assessment: Assessment, old: PositionFinder, new: PositionFinder) {
    rule = assessment.rule
    path = assessment.path.spelling
    table = assessment.path.table.text.spelledAsName
    isWholeTable = assessment.path.part == .table
    verdict = assessment.verdict
    phases = assessment.phases
    hazards = assessment.hazards
    reason = assessment.reason
    witness = assessment.witness
    change = assessment.change
    self.old = old.place(assessment.old)
    self.new = new.place(assessment.new)
  }

  /// Where a person looks first: the new place, or for what is gone the old one.
  var place: Place? { new ?? old }

  /// What differs inside types that are too long to be read side by side.
  var differences: [String] { change.differences }
}

extension Change {
  /// What differs inside a nested type, or inside rows of several shapes.
  fileprivate var differences: [String] {
    switch self {
    case .fieldTypeChanged(let table, let old, let new), .fieldRenamed(let table, let old, let new):
      guard max(old.type.description.count, new.type.description.count) > longestType else { return [] }
      let path = SchemaPath(table, .field([new.name])).spelling
      return Reports.differences(from: old.type, to: new.type, at: path)
    case .rowChanged(let old, let new):
      let path = new.name.text.spelledAsName
      return Reports.differences(from: FieldType(old.rowType), to: FieldType(new.rowType), at: path)
    case .targetChanged, .tableAdded, .tableRemoved, .tableRenamed, .tableKeyChanged, .referenceKeyChanged, .fieldAdded,
      .fieldRemoved, .fieldDerived, .fieldStorageChanged, .defaultChanged, .referenceActionChanged, .indexAdded,
      .indexRemoved, .indexChanged:
      return []
    }
  }
}

extension [Subject] {
  /// The names alone, with commas.
  var list: String { map(\.name).joined(separator: ", ") }
}

extension [String] {
  /// All of them when they are few, else how many they are.
  fileprivate func few(counted one: String, _ many: String) -> String {
    count > 3 ? "\(count) \(many)" : joined(separator: ", ")
  }
}
