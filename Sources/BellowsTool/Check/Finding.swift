// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL
import PlanModel
import Planner
import SchemaModel
import SwiftEmitter

/// A finding of `check`, as a fact; `FindingWording.swift` has the messages.
enum Finding {
  /// A change of the goal that no plan makes.
  ///
  /// - Parameter own: A plan that the commit adds.
  case uncovered(Assessment, own: MigrationName?)
  /// A new name for the same stored table or column that is missing in the generated Swift.
  case renamed(SchemaPath, SchemaPath, own: MigrationName?)
  /// A change of the current schema that no plan makes.
  case unplanned(Assessment)
  /// A change of a schema that is compared without plans.
  case change(Assessment)
  /// The old side cannot be read.
  case unreadableBase(String)
  /// An error of the comparison itself, such as an unknown name in `@was`.
  case refused(Diagnostic)
  /// A plan skips a commit; `was` is `nil` for a new plan.
  case outOfOrder(MigrationName, was: PlanStage?, now: PlanStage)
  /// A plan that databases may have begun is gone.
  case lost(MigrationMark)
  /// The current schema does not have the changes of a plan.
  case notInCurrent(MigrationMark)
  /// Two plans under way change or rely on the same elements.
  case meets(MigrationName, MigrationName, elements: [String], reads: DeclaredReads?)
  /// A plan begins after a deploy of another one to which no code has come.
  case begunTooEarly(MigrationName, MigrationName, stage: PlanStage, deploy: Int)
  /// A plan begins after one that is gone and not retired.
  case predecessorGone(MigrationName, MigrationName)
  /// The checker refuses plans side by side.
  case notTogether([MigrationName], String)
  /// Two plans have one Swift type.
  case typeTaken(String, MigrationName, MigrationName)
  case changed(MigrationMark, file: String)
  case notAttested(MigrationMark)
  /// Databases of `Migrations/production` have no attestation.
  case notAttestedBy(MigrationMark, [String])
  case badAttestation(MigrationMark, Failure)
  /// A file of the package is missing, edited or in conflict.
  case unusable(WorkspaceProblem)
  case edited(String)
  case missing(String)
  case stale(String)

  /// The ID that reports print.
  var id: Diagnostic.ID {
    switch self {
    case .change(let assessment): Diagnostic.ID(assessment.rule)
    case .refused(let diagnostic): diagnostic.id
    case .unreadableBase: Diagnostic.ID(CheckWarning.baseUnreadable)
    case .uncovered, .renamed: Diagnostic.ID(CheckRule.goalWithoutPlan)
    case .unplanned: Diagnostic.ID(CheckRule.changeWithoutPlan)
    case .outOfOrder: Diagnostic.ID(CheckRule.deployOutOfOrder)
    case .meets, .notTogether: Diagnostic.ID(CheckRule.plansMeet)
    case .begunTooEarly: Diagnostic.ID(CheckRule.planWaits)
    case .predecessorGone: Diagnostic.ID(CheckRule.predecessorGone)
    case .typeTaken: Diagnostic.ID(CheckRule.swiftNameTaken)
    case .lost, .notInCurrent: Diagnostic.ID(CheckRule.planLost)
    case .changed: Diagnostic.ID(CheckRule.planChanged)
    case .notAttested, .notAttestedBy, .badAttestation: Diagnostic.ID(CheckRule.attestationMissing)
    case .unusable(.planFileMissing), .missing: Diagnostic.ID(CheckRule.generatedFileMissing)
    case .unusable, .edited: Diagnostic.ID(CheckRule.generatedFileEdited)
    case .stale: Diagnostic.ID(CheckRule.generatedFileStale)
    }
  }

  /// The IDs with which `--allow` accepts it.
  var allowedBy: [String] {
    switch self {
    case .uncovered(let assessment, _), .unplanned(let assessment): [id.rawValue, assessment.rule.rawValue]
    case .change, .renamed, .refused, .unreadableBase, .outOfOrder, .lost, .notInCurrent, .changed, .notAttested,
      .notAttestedBy, .badAttestation, .meets, .begunTooEarly, .predecessorGone, .notTogether, .typeTaken, .unusable,
      .edited, .missing, .stale:
      [id.rawValue]
    }
  }

  /// Whether it is an error; other findings are warnings.
  var isError: Bool {
    switch self {
    case .change(let assessment): assessment.verdict == .breaking
    case .unreadableBase: false
    case .refused(let diagnostic): diagnostic.severity == .error
    case .uncovered, .renamed, .unplanned, .outOfOrder, .lost, .notInCurrent, .changed, .notAttested, .notAttestedBy,
      .badAttestation, .meets, .begunTooEarly, .predecessorGone, .notTogether, .typeTaken, .unusable, .edited, .missing,
      .stale:
      true
    }
  }
}

/// The warnings of `check` that are no rules, by their IDs.
enum CheckWarning: String, DiagnosticKind {
  /// The old side of the comparison cannot be read.
  case baseUnreadable = "base-unreadable"
}

/// A plan at one of its deploys.
typealias MigrationMark = (plan: MigrationName, deploy: Int)

/// The findings so far, and the files that they point into.
struct Findings {
  private(set) var list: [(finding: Finding, range: SourceRange?)] = []
  private(set) var files: [SourceFile] = []
  private var indices: [String: Int] = [:]

  /// Adds a finding at a range of a file; without a range, at its first line.
  mutating func add(_ finding: Finding, in file: SourceFile? = nil, at range: SourceRange? = nil) {
    guard let file else {
      list.append((finding, nil))
      return
    }
    let index = indices[file.path] ?? files.count
    if index == files.count {
      files.append(file)
      indices[file.path] = index
    }
    let line = file.bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    list.append((finding, SourceRange(file: index, start: range?.start ?? 0, end: range?.end ?? line.count)))
  }

  /// Adds a finding for each change, at its range in the new files or, for removals, in the old files.
  mutating func add(
    _ changes: [Assessment], from old: [SourceFile], to new: [SourceFile], as finding: (Assessment) -> Finding
  ) {
    for change in changes {
      if let range = change.new, new.indices.contains(range.file) {
        add(finding(change), in: new[range.file], at: range)
      } else if let range = change.old, old.indices.contains(range.file) {
        add(finding(change), in: old[range.file], at: range)
      } else {
        add(finding(change))
      }
    }
  }

  /// Removes accepted findings, and returns the IDs without a finding.
  mutating func remove(allowed: [String]) -> [String] {
    let used = Set(list.flatMap(\.finding.allowedBy))
    list.removeAll { entry in entry.finding.allowedBy.contains { allowed.contains($0) } }
    return allowed.filter { !used.contains($0) }
  }
}
