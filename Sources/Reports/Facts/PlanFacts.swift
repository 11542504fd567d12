// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The facts about a plan for the formats that people read.
struct PlanFacts {
  var plan: Plan
  var summary: PlanSummary
  /// In the plan's order.
  var changes: [ChangeFacts]
  /// The same, by table.
  var tables: [TableFacts]
  var deploys: [DeployFacts]
  /// The tables and fields that change only their names in the schema language: `users -> people`.
  var renamed: [String]

  init(_ plan: Plan, _ changes: [ChangeFacts]) {
    self.plan = plan
    self.changes = changes
    summary = PlanSummary(plan)
    tables = TableFacts.grouped(changes)
    let isOne = plan.isOffline && !plan.deploys.isEmpty
    deploys = isOne ? [DeployFacts(offline: plan)] : plan.deploys.indices.map { DeployFacts(plan, at: $0) }
    for case .runOffline(let backfills, let handWritten, _) in deploys.flatMap(\.tasks) {
      (summary.backfills, summary.handWritten) = (backfills.count, handWritten.count)
    }
    renamed =
      plan.assessments.isEmpty
      ? renamedNames(from: plan.base, to: plan.goal).map { "\($0.old.spelling) -> \($0.new.spelling)" } : []
  }

  /// The first step, as a sentence; `nil` without deploys.
  var firstStep: String? {
    guard let first = deploys.first else { return nil }
    var steps: [String] = []
    let functions = plan.backfills.filter { $0.transform == .custom }.map(\.name)
    if functions.count > 3 {
      steps.append("write \(functions.count) backfill functions")
    } else if !functions.isEmpty {
      let noun = functions.count == 1 ? "function" : "functions"
      steps.append("write the backfill \(noun) \(functions.joined(separator: ", "))")
    }
    if first.isOffline {
      steps += ["stop all code", "migrate run --offline", "start the new code"]
      return "First: " + steps.joined(separator: "; ") + "."
    }
    steps.append("migrate run")
    let actions = first.groups.filter { $0.action.wording.actor == .code }.map { group in
      let names = group.subjects.map(\.name)
      let list = names.count > 3 ? "\(names.count) changes" : names.joined(separator: ", ")
      return "\(group.action.wording.phrase): \(list)"
    }
    if first.isRelease {
      steps.append(actions.isEmpty ? "release code" : "release code that " + actions.joined(separator: "; "))
    }
    return "First: " + steps.joined(separator: "; ") + "."
  }
}

/// The facts of the first line of a report.
struct PlanSummary: Hashable {
  enum Verdict: String { case none, safe, breaking }

  var verdict: Verdict
  var changes: Int
  var breaking: Int
  var deploys: Int
  var releases: Int
  var backfills: Int
  /// The number of backfills with hand-written functions.
  var handWritten: Int
  var isOffline: Bool

  init(_ plan: Plan) {
    changes = plan.assessments.count
    breaking = plan.assessments.count { $0.verdict == .breaking }
    deploys = plan.stages.count
    isOffline = plan.isOffline
    releases = plan.deploys.count { $0.isRelease }
    backfills = plan.backfills.count
    handWritten = plan.backfills.count { $0.transform == .custom }
    verdict = changes == 0 ? .none : breaking == 0 ? .safe : .breaking
  }
}

/// A change with its verdict; names are spelled as in the schema language.
struct ChangeFacts {
  var rule: Rule
  var path: String
  /// The table under which it is reported.
  var table: String
  /// Whether it changes the table as a whole.
  var isWholeTable: Bool
  var verdict: Verdict
  var phases: [Phase]
  var hazards: [Hazard]
  /// The reason, and another way if there is one.
  var reason: String
  /// The reason alone.
  var clause: String
  /// Another way to the same goal that costs less.
  var alternative: String?
  var witness: Witness?
  var old: FilePosition?
  var new: FilePosition?
  private var change: Change

  /// The changes of a plan, in its order.
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
    reason = assessment.explanation
    clause = assessment.reason
    alternative = assessment.alternative
    witness = assessment.witness
    change = assessment.change
    self.old = old.position(of: assessment.old)
    self.new = new.position(of: assessment.new)
  }

  /// The position in the new files or, for removals, in the old files.
  var position: FilePosition? { new ?? old }

  /// The differences inside long types.
  var differences: [String] { change.differences }
}

extension Change {
  /// The differences inside a nested type, or inside the rows of a table with variants.
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
  /// The names, separated by commas.
  var list: String { map(\.name).joined(separator: ", ") }
}
