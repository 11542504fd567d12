// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel
import SwiftEmitter

/// Why a command did not do what it was asked: the facts, which `Wording` puts into words.
enum Failure: Error {
  case usage(UsageError)
  case file(FileProblem)
  /// The schemas cannot be read: what is wrong with them, and the files that the places point into.
  case unreadable([Diagnostic], [SourceFile])
  /// The schemas can be read, and Bellows will not plan the way between them.
  case unplannable([Diagnostic], old: [SourceFile], new: [SourceFile])
  case git(GitProblem)
  case workspace(WorkspaceProblem)
  case refused(Refusal)
  case attestation(path: String, AttestationProblem)
  /// Standard output takes no more.
  case outputLost

  /// How the program ends: 1 for a refusal, 2 for wrong usage and for what cannot be read or written.
  var status: Int32 {
    switch self {
    case .unplannable, .refused: 1
    case .usage, .file, .unreadable, .git, .workspace, .attestation, .outputLost: 2
    }
  }
}

/// What is wrong with the files that Bellows works on, as a whole.
enum WorkspaceProblem: Hashable {
  /// There is neither `schemas/app.schema` nor `schemas/app`.
  case noGoal
  /// There are both.
  case twoGoals
  case noSchemaFile(folder: String)
  case noCurrent
  /// The first line of the current schema is not one of ours.
  case unmarkedCurrent(hasConflict: Bool)
  /// The current schema is not what the plan that it names wrote.
  case editedCurrent(MigrationName, deploy: Int)
  case planFileMissing(MigrationName, file: String)
  case planFileEdited(MigrationName, file: String)
}

/// Why Bellows will not do it, though it could be read.
enum Refusal: Hashable {
  /// Files are not in canonical form.
  case unformatted([String])
  /// Another plan has deploys left.
  case planUnderWay(MigrationName, deploy: Int, count: Int, isReplaceable: Bool)
  /// There is a plan of that name, which others have or which is done.
  case nameTaken(MigrationName)
  /// `--adopt` with a plan on its way.
  case adoptWhilePlanned(MigrationName)
  case attestationOfOtherPlan(MigrationName, current: MigrationName?)
  case attestationOfLaterDeploy(Int, current: Int)
  case attestationOfOtherSchema(deploy: Int)
  /// Older code still runs.
  case notReleased
  case rowsRemain(String, Int)
  /// The next deploy waits for something that the attestation does not count.
  case notCounted(String)
  /// `check` has printed what it refuses.
  case findings(Int, isStaged: Bool)
  /// A hook that somebody else wrote stands there, or one that serves other repositories too; what to add to it.
  case foreignHook(path: String, line: String)
}

/// Does something with files, and makes a problem with one a failure of the command.
func io<T>(_ act: @autoclosure () throws(FileProblem) -> T) throws(Failure) -> T {
  do {
    return try act()
  } catch {
    throw .file(error)
  }
}

/// Asks git, and makes a problem with it a failure of the command.
func asking<T>(_ question: @autoclosure () throws(GitProblem) -> T) throws(Failure) -> T {
  do {
    return try question()
  } catch {
    throw .git(error)
  }
}
