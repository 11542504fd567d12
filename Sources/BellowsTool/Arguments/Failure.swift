// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel
import SwiftEmitter

/// Why a command failed, as facts; `FailureWording.swift` has the messages.
enum Failure: Error {
  case usage(UsageError)
  case file(FileProblem)
  /// The schemas cannot be read: their diagnostics, and the files that these point into.
  case unreadable([Diagnostic], [SourceFile])
  /// The schemas can be read, but there is no plan between them.
  case unplannable([Diagnostic], old: [SourceFile], new: [SourceFile])
  case git(GitProblem)
  case workspace(WorkspaceProblem)
  case refused(Refusal)
  case attestation(path: String, AttestationProblem)
  /// Writing to standard output failed.
  case outputLost

  /// The exit status: 1 for a refusal, 2 for wrong usage and for files that cannot be read or written.
  var status: Int32 {
    switch self {
    case .unplannable, .refused: 1
    case .usage, .file, .unreadable, .git, .workspace, .attestation, .outputLost: 2
    }
  }
}

/// A problem with the files of the package.
enum WorkspaceProblem: Hashable {
  /// Neither `schemas/app.schema` nor `schemas/app` exists.
  case noGoal
  /// Both exist.
  case twoGoals
  /// A file that `bellows init` created, and that is not staged; `check` reads what is staged.
  case unstaged(file: String)
  case noSchemaFile(folder: String)
  case noCurrent
  /// The current schema is gone, and plans or what is derived from them are there; git may have it.
  case lostCurrent
  /// Git does not have it either.
  case lostRecord
  /// A file that Bellows writes has the marks of a merge conflict.
  case conflict(file: String)
  /// The file has a conflict that git does not know any more.
  case lostConflict(file: String)
  /// The current schema does not have a plan at its deploy.
  case editedCurrent(MigrationName, deploy: Int)
  /// The current schema is not in the form that Bellows writes.
  case unprintedCurrent
  /// A goal for Convex without `convex/schema.ts`.
  case noConvexSchema
  case convexConflict(file: String)
  /// The schema of a Convex project has a plan at another push than its folder says; `actual` is `nil` for none of them.
  case otherPush(MigrationName, PlanStage, actual: Int?, file: String)
  case planFileMissing(MigrationName, file: String)
  case planFileEdited(MigrationName, file: String)
}

extension WorkspaceProblem {
  /// Whether the problem is in the current schema.
  var isAboutCurrent: Bool {
    switch self {
    case .editedCurrent, .unprintedCurrent: true
    case .conflict(let file), .lostConflict(let file): file == Layout.current
    case .otherPush, .convexConflict: true
    case .noGoal, .unstaged, .twoGoals, .noSchemaFile, .noCurrent, .lostCurrent, .lostRecord, .planFileMissing,
      .planFileEdited, .noConvexSchema:
      false
    }
  }
}

/// Why a command refused valid input.
enum Refusal: Hashable {
  /// Files are not in canonical form.
  case unformatted([String])
  /// A plan changes or relies on what another one under way changes; `from` is the deploy of that one from which it works.
  case plansMeet(
    MigrationName, MigrationName, elements: [String], stage: PlanStage, from: Int, isReplaceable: Bool,
    reads: DeclaredReads?)
  /// The checker refuses plans side by side.
  case notTogether([MigrationName], String)
  /// Another plan begins after a plan that is to change.
  case hasSuccessor(MigrationName, MigrationName)
  /// A merged plan begins after one that is gone.
  case predecessorGone(MigrationName, MigrationName)
  /// A merged plan begins after a deploy of another plan that is not reached.
  case begunTooEarly(MigrationName, MigrationName, stage: PlanStage, deploy: Int)
  /// Later plans changed what a plan made.
  case changedSince(MigrationName)
  case noSuchPlan(MigrationName, retired: [MigrationName])
  /// `back` at the first commit of a plan.
  case atFirstCommit(MigrationName, PlanStage)
  /// A refusal of the workflow for Convex.
  case onConvex(ConvexRefusal)
  /// `drop` of a merged plan that is not at its first commit.
  case notSteppedBack(MigrationName, PlanStage)
  /// `retire` of a plan that is under way.
  case notFinished(MigrationName, PlanStage)
  /// `retire` of a plan that begins after one that is under way.
  case afterUnfinished(MigrationName, MigrationName)
  /// A plan of that name exists, and is merged, attested or complete.
  case nameTaken(MigrationName)
  /// `--adopt` although a plan set the current schema.
  case adoptWhilePlanned(MigrationName)
  case attestationOfOtherPlan(MigrationName, current: [MigrationName])
  case attestationOfLaterDeploy(Int, of: MigrationName, current: Int)
  case attestationOfOtherSchema(deploy: Int)
  /// The attestation says that older code still runs.
  case notReleased
  case rowsRemain(String, Int)
  /// The attestation does not count something that the next deploy requires.
  case notCounted(String)
  /// `check` has printed findings that are errors.
  case findings(Int, isStaged: Bool)
  /// A hook that Bellows did not write, or that other repositories share, with the line to add to it.
  case foreignHook(path: String, line: String)
}

/// Performs file access, and converts a `FileProblem` to a `Failure`.
func io<T>(_ act: @autoclosure () throws(FileProblem) -> T) throws(Failure) -> T {
  do {
    return try act()
  } catch {
    throw .file(error)
  }
}

/// Calls git, and converts a `GitProblem` to a `Failure`.
func asking<T>(_ question: @autoclosure () throws(GitProblem) -> T) throws(Failure) -> T {
  do {
    return try question()
  } catch {
    throw .git(error)
  }
}
