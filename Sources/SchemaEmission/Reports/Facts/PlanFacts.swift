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

/// The changes of one table: breaking ones first, then by rule.
struct TableFacts {
  /// Changes of one table under one rule.
  struct Group {
    var verdict: Verdict
    var rule: Rule
    var changes: [ChangeFacts]
  }

  var table: String
  var groups: [Group]

  /// The file that most of its changes stand in, to be said once.
  var file: String? { groups.lazy.flatMap(\.changes).compactMap(\.place).first?.file }

  static func grouped(_ changes: [ChangeFacts]) -> [TableFacts] {
    var order: [String] = []
    var byTable: [String: [ChangeFacts]] = [:]
    for change in changes {
      if byTable[change.table] == nil { order.append(change.table) }
      byTable[change.table, default: []].append(change)
    }
    return order.map { table in
      var groups: [Group] = []
      var places: [RuleAndVerdict: Int] = [:]
      for change in byTable[table] ?? [] {
        let key = RuleAndVerdict(rule: change.rule, verdict: change.verdict)
        if let place = places[key] {
          groups[place].changes.append(change)
        } else {
          places[key] = groups.count
          groups.append(Group(verdict: change.verdict, rule: change.rule, changes: [change]))
        }
      }
      groups.sort { left, right in
        left.verdict == right.verdict ? left.rule < right.rule : left.verdict == .breaking
      }
      return TableFacts(table: table, groups: groups)
    }
  }

  private struct RuleAndVerdict: Hashable {
    var rule: Rule
    var verdict: Verdict
  }
}

extension [Subject] {
  /// The names alone, with commas.
  var list: String { map(\.name).joined(separator: ", ") }
}
