// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

/// The messages of failures, apart from usage errors.
extension Failure {
  /// The text for standard error, ending in a newline.
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
    case .outputLost: "error: cannot write to standard output\n"
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
    case .missing: "no such file"
    case .isFolder: "it is a folder"
    case .isNoFile: "it is not a regular file"
    case .isNotFolder: "a file exists where a folder is needed"
    case .leavesPackage(let link):
      """
      \(link == path ? "it" : shown(link)) is a symbolic link that leads out of the package, and Bellows does not write there
        replace the link by a file or a folder of the package
      """
    case .tooLarge(let limit): "it is larger than \(limit / 1_000_000) MB"
    case .system(let number): systemMessage(number)
    }
  }
}

extension GitProblem {
  fileprivate var sentence: String {
    switch self {
    case .notInstalled: "this command needs git, which could not be started"
    case .noRepository(let folder, let output): "\(shown(folder)) is not in a git repository (git: \(shown(output)))"
    case .unknownRevision(let revision): "unknown git revision '\(shown(revision))'"
    case .notInRevision(let path, let revision): "revision '\(shown(revision))' has no \(shown(path))"
    case .noCommonCommit(let revision):
      """
      '\(shown(revision))' and HEAD have no commit in common
        if this is a shallow clone, fetch the whole history (actions/checkout: fetch-depth: 0)
      """
    case .failed(let output): "git failed: \(shown(output))"
    }
  }
}

extension WorkspaceProblem {
  /// The message; its second line, if it has one, says what to do.
  var sentence: String {
    switch self {
    case .noGoal:
      """
      \(Layout.goalFile), the goal schema, does not exist
        run bellows in the root of the package; 'bellows init' creates a schema, 'bellows plan OLD NEW' compares any two
      """
    case .twoGoals: "both \(Layout.goalFile) and \(Layout.goalFolder) exist; keep one of them"
    case .noSchemaFile(let folder): "\(shown(folder)): the folder contains no \(schemaSuffix) file"
    case .noCurrent, .lostCurrent, .lostRecord: missingCurrentSentence
    case .conflict(let file):
      """
      \(shown(file)) contains a merge conflict
        \(file.hasPrefix(Layout.schemas) ? "resolve it in the file, then run 'bellows sync'" : "'bellows sync' resolves it")
      """
    case .unstaged(let file):
      """
      \(shown(file)) is not staged, and 'bellows check' reads what a commit would contain
        git add \(shown(file))
      """
    case .lostConflict(let file):
      """
      \(shown(file)) contains a merge conflict that git takes for resolved
        'git checkout -m -- \(shown(file))' makes it a conflict again; then run 'bellows sync'
      """
    case .unprintedCurrent:
      """
      \(Layout.current) differs from what Bellows writes; only Bellows writes this file
        'bellows sync' writes it again after a merge; restore it with 'git restore \(Layout.current)' after an edit
      """
    case .editedCurrent(let plan, let deploy):
      """
      \(Layout.current) differs from deploy \(deploy) of plan \(plan); only Bellows writes this file
        after a merge: 'bellows sync'; after an edit: 'git restore \(Layout.current)', and edit \(Layout.goalFile) instead
      """
    case .noConvexSchema, .convexConflict, .otherPush: convexSentence
    case .planFileMissing(let plan, let file):
      """
      \(file) is missing; plan \(plan) needs it
        restore it with 'git restore \(file)'
      """
    case .planFileEdited(let plan, let file):
      """
      \(file) differs from what plan \(plan) produces: it was edited, or written by another version of Bellows
        restore it with 'git restore \(file)'
      """
    }
  }
}

extension WorkspaceProblem {
  /// The message about a current schema that does not exist.
  private var missingCurrentSentence: String {
    switch self {
    case .noCurrent:
      """
      \(Layout.current), the schema to plan from, does not exist
        'bellows init' creates an empty one; 'bellows generate --adopt' copies the goal, if the database already has it
      """
    case .lostCurrent:
      """
      \(Layout.current), the record of what was planned, does not exist, and the package has plans or their code
        'bellows sync' restores it from git
      """
    case .lostRecord:
      """
      \(Layout.current), the record of what was planned, does not exist, and git does not have it either
        restore the file from another clone or a backup; only Bellows writes it
      """
    case .noGoal, .unstaged, .twoGoals, .noSchemaFile, .conflict, .lostConflict, .editedCurrent, .unprintedCurrent,
      .noConvexSchema, .convexConflict, .otherPush, .planFileMissing, .planFileEdited:
      ""
    }
  }
}

extension Refusal {
  /// The message; its second line, if it has one, says what to do.
  var sentence: String {
    switch self {
    case .unformatted(let paths):
      """
      not in canonical form: \(paths.map(shown).joined(separator: ", "))
        'bellows format' rewrites them
      """
    case .plansMeet, .notTogether, .hasSuccessor, .changedSince, .noSuchPlan, .atFirstCommit, .notSteppedBack,
      .notFinished, .afterUnfinished, .predecessorGone, .begunTooEarly:
      sideBySideSentence
    case .onConvex(let refusal): refusal.sentence
    case .nameTaken(let plan): "plan \(plan) already exists and can no longer change; choose another name"
    case .adoptWhilePlanned(let plan):
      "there is a plan, \(plan); --adopt is only for a database that Bellows does not manage yet"
    case .attestationOfOtherPlan(let plan, current: let plans):
      "the attestation is for plan \(plan), but \(Layout.plans) has "
        + (plans.isEmpty
          ? "no plan" : plans.count == 1 ? "plan \(plans[0])" : "the plans \(list(plans.map(\.text), "and"))")
    case .attestationOfLaterDeploy(let deploy, of: let plan, let current):
      "the attestation is for deploy \(deploy) of plan \(plan), but the code is at deploy \(current)"
    case .attestationOfOtherSchema(let deploy):
      "the attested database does not have the schema of deploy \(deploy): the fingerprints differ"
    case .notReleased:
      "the attestation says that older code still runs; run 'migrate released', then attest again"
    case .rowsRemain(let name, let count):
      "\(shown(name)): \(count) \(count == 1 ? "row remains" : "rows remain"); run 'migrate run', then attest again"
    case .findings(let count, let isStaged):
      "\(isStaged ? "commit" : "merge") blocked: \(count) \(count == 1 ? "error" : "errors")"
    case .foreignHook(let path, let line):
      """
      \(shown(path)) was not written by Bellows, or is shared by several repositories; add this line to it
        \(line)
      """
    case .notCounted(let name): "the attestation does not count \(shown(name)), which the next deploy requires"
    }
  }
}

extension AttestationProblem {
  fileprivate var sentence: String {
    switch self {
    case .notJSON: "this is not a JSON object; save the output of 'migrate verify --attest'"
    case .otherFormat(let format): "the format is '\(shown(format))', expected '\(Attestation.format)'"
    case .badMember(let path): "\"\(shown(path))\" is missing or invalid"
    }
  }
}
