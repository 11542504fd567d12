// Part of Bellows. MIT licence: see LICENSE.
import SchemaEvolution
import SchemaLanguage

/// What every format says about a plan, gathered once; formats only lay it out.
struct PlanFacts {
  var plan: Plan
  var summary: PlanSummary
  /// In the plan's order.
  var changes: [ChangeFacts]
  /// The same, by table.
  var tables: [TableFacts]
  var deploys: [DeployFacts]

  init(_ plan: Plan, oldFiles: [SourceFile], newFiles: [SourceFile]) {
    self.plan = plan
    let old = PlaceFinder(oldFiles)
    let new = PlaceFinder(newFiles)
    changes = plan.assessments.map { ChangeFacts($0, old: old, new: new) }
    summary = PlanSummary(plan)
    tables = TableFacts.grouped(changes)
    deploys = plan.deploys.indices.map { DeployFacts(plan, at: $0) }
  }

  /// What to do now, before anybody reads the rest; `nil` when there is nothing.
  var firstThing: String? {
    guard let first = deploys.first else { return nil }
    let duties = first.groups.map { group in
      let subjects = group.subjects.count > 3 ? counted(group.subjects.count, "place") : group.subjects.list
      return "\(group.duty.wording.actor.rawValue) \(group.duty.wording.phrase): \(subjects)"
    }
    return "First: " + ([first.schemaFile] + duties).joined(separator: "; ") + "."
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

  init(_ plan: Plan) {
    changes = plan.assessments.count
    breaking = plan.assessments.count { $0.verdict == .breaking }
    deploys = plan.deploys.count
    releases = plan.deploys.count { $0.isRelease }
    backfills = plan.backfills.count
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

  init(_ assessment: Assessment, old: PlaceFinder, new: PlaceFinder) {
    rule = assessment.rule
    path = assessment.path.spelling
    table = assessment.path.table.text.spelledAsName
    isWholeTable = assessment.path.part == .table
    verdict = assessment.verdict
    phases = assessment.phases
    hazards = assessment.hazards
    reason = assessment.reason
    witness = assessment.witness
    self.old = old.place(assessment.old)
    self.new = new.place(assessment.new)
  }

  /// Where a person looks first: the new place, or for what is gone the old one.
  var place: Place? { new ?? old }
}

extension [Subject] {
  /// The names alone, with commas.
  var list: String { map(\.name).joined(separator: ", ") }
}
