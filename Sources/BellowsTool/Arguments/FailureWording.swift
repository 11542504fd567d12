// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

/// The one place where failures other than wrong usage become sentences.
extension Failure {
  /// What goes to the error stream, with its line break.
  func message(inColour: Bool) -> String {
    switch self {
    case .usage(let error): error.message
    case .file(let problem): "error: \(problem.sentence)\n"
    case .unreadable(let diagnostics, let files): render(diagnostics, new: files, inColour: inColour)
    case .unplannable(let diagnostics, let old, let new): render(diagnostics, new: new, old: old, inColour: inColour)
    case .git(let problem): "error: \(problem.sentence)\n"
    case .workspace(let problem): "error: \(problem.sentence)\n"
    case .refused(let refusal): "error: \(refusal.sentence)\n"
    case .attestation(let path, let problem): "error: \(shown(path)): \(problem.sentence)\n"
    case .outputLost: "error: standard output takes no more\n"
    }
  }
}

extension FileProblem {
  fileprivate var sentence: String {
    let act =
      switch act {
      case .read: "cannot be read"
      case .write: "cannot be written"
      }
    return "\(shown(path)): \(act): \(cause)"
  }

  private var cause: String {
    switch reason {
    case .missing: "there is no such file"
    case .isFolder: "it is a folder"
    case .isNoFile: "it is no ordinary file"
    case .isNotFolder: "a file stands where a folder is needed"
    case .tooLarge(let limit): "it is larger than \(limit / 1_000_000) MB"
    case .system(let number): systemMessage(number)
    }
  }
}

extension GitProblem {
  fileprivate var sentence: String {
    switch self {
    case .notInstalled: "git cannot be started, and this needs it"
    case .noRepository(let folder, let said): "\(shown(folder)) is in no git repository (git says: \(shown(said)))"
    case .unknownRevision(let revision): "git knows no revision '\(shown(revision))'"
    case .notInRevision(let path, let revision): "revision '\(shown(revision))' has no \(shown(path))"
    case .noCommonCommit(let revision):
      """
      '\(shown(revision))' and HEAD have no commit in common
        in a shallow clone it is not there: fetch the whole history (actions/checkout: fetch-depth: 0)
      """
    case .failed(let said): "git failed: \(shown(said))"
    }
  }
}

extension WorkspaceProblem {
  var sentence: String {
    switch self {
    case .noGoal:
      """
      there is no \(Layout.goalFile) here, the schema to plan towards
        run this in the root of the package; 'bellows init' makes a first one, 'bellows plan OLD NEW' compares any two
      """
    case .twoGoals: "there are both \(Layout.goalFile) and \(Layout.goalFolder): keep one"
    case .noSchemaFile(let folder): "\(shown(folder)): the folder holds no \(schemaSuffix) file"
    case .noCurrent:
      """
      there is no \(Layout.current), the schema to plan from
        'bellows init' makes an empty one; 'bellows generate --adopt' takes over the goal for a database that has it
      """
    case .unmarkedCurrent(hasConflict: true):
      """
      \(Layout.current) holds a merge conflict
        keep the base branch's version of it, then run 'bellows generate' again for the plan of this branch
      """
    case .unmarkedCurrent(hasConflict: false):
      """
      \(Layout.current): its first line does not name a plan; only Bellows writes this file
        take it back from git, and edit \(Layout.goalFile) instead
      """
    case .editedCurrent(let plan, let deploy):
      """
      \(Layout.current) is not what deploy \(deploy) of plan \(plan) made it; only Bellows writes this file
        take it back from git, and edit \(Layout.goalFile) instead
      """
    case .planFileMissing(let plan, let file): "\(file) is missing: plan \(plan) cannot go on without it"
    case .planFileEdited(let plan, let file):
      "\(file) is not what plan \(plan) gives: it was edited, or another version of Bellows wrote it"
    }
  }
}

extension Refusal {
  fileprivate var sentence: String {
    switch self {
    case .unformatted(let paths):
      """
      not in canonical form: \(paths.map(shown).joined(separator: ", "))
        'bellows format' rewrites them
      """
    case .planUnderWay(let plan, let deploy, let count, isReplaceable: true):
      """
      plan \(plan) is at deploy \(deploy) of \(count)
        nobody else has it yet: 'bellows generate \(plan)' plans this change together with it
      """
    case .planUnderWay(let plan, let deploy, let count, isReplaceable: false):
      """
      plan \(plan) is at deploy \(deploy) of \(count): finish it first ('bellows advance FILE' takes the next deploy)
      """
    case .nameTaken(let plan): "plan \(plan) is made already and stands: give the new plan a name of its own"
    case .adoptWhilePlanned(let plan):
      "plan \(plan) brought \(Layout.current) where it is: --adopt is for a database that Bellows does not know yet"
    case .attestationOfOtherPlan(let plan, current: .some(let current)):
      "the attestation is for plan \(plan), and \(Layout.current) is in plan \(current)"
    case .attestationOfOtherPlan(let plan, current: nil):
      "the attestation is for plan \(plan), and \(Layout.current) is in none"
    case .attestationOfLaterDeploy(let deploy, let current):
      "the attestation is for deploy \(deploy), and \(Layout.current) is at deploy \(current)"
    case .attestationOfOtherSchema(let deploy):
      "the attested database does not have the schema of deploy \(deploy): the fingerprints differ"
    case .notReleased: "the attestation says that older code still runs: 'migrate released' comes first"
    case .rowsRemain(let name, let count): "\(shown(name)) has \(count) \(count == 1 ? "row" : "rows") left to do"
    case .findings(let count, let isStaged):
      "\(count == 1 ? "this keeps" : "these \(count) keep") \(isStaged ? "what is staged from being committed" : "the branch out")"
    case .foreignHook(let path, let line):
      """
      \(shown(path)) is not Bellows's to write: add this line to it
        \(line)
      """
    case .notCounted(let name): "the attestation does not count \(shown(name)), which the next deploy waits for"
    }
  }
}

extension AttestationProblem {
  fileprivate var sentence: String {
    switch self {
    case .notJSON: "it is no JSON object, as 'migrate verify --attest' prints one"
    case .otherFormat(let format): "its format is '\(shown(format))', not '\(Attestation.format)'"
    case .badMember(let path): "\"\(shown(path))\" is missing, or not what an attestation has there"
    }
  }
}
