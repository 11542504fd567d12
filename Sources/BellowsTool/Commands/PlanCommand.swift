// Part of Bellows. MIT licence: see LICENSE.
import SchemaEmission
import SchemaEvolution
import SchemaLanguage

/// `bellows plan`: compares two schemas and prints the plan that leads from one to the other; writes nothing.
func plan(_ request: PlanRequest) throws(Failure) {
  let (old, new) = try request.comparison.read()
  let planned = try makePlan(from: old, to: new, rollout: request.rollout)
  let style = TextStyle(usesColour: Stream.output.takesColour, width: terminalWidth(of: .output))
  try output(report(planned.plan, format: request.format, oldFiles: old.files, newFiles: new.files, style: style))
  printNotes(planned.notes, old: old, new: new)
}

/// Plans the way between two schemas, in the way that the rollout allows.
func makePlan(from old: ReadSchema, to new: ReadSchema, rollout: Rollout) throws(Failure) -> PlannedMigration {
  do {
    return try planMigration(from: old.schema, to: new.schema, options: rollout.options)
  } catch {
    throw .unplannable(error.diagnostics, old: old.files, new: new.files)
  }
}

/// Prints what a person should look at beside the plan, such as a removal that may be a rename.
func printNotes(_ notes: [Diagnostic], old: ReadSchema, new: ReadSchema) {
  guard !notes.isEmpty else { return }
  Stream.error.print(render(notes, new: new.files, old: old.files, inColour: Stream.error.takesColour))
}

extension PlanRequest.Comparison {
  /// Reads both sides.
  fileprivate func read() throws(Failure) -> (old: ReadSchema, new: ReadSchema) {
    switch self {
    case .currentToGoal:
      let goal = try ReadSchema(at: try Layout.goalPath())
      return (try ReadSchema([try planBase(towards: goal.schema)]), goal)
    case .paths(let old, let new):
      return (try ReadSchema(at: old), try ReadSchema(at: new))
    case .revision(let revision, let path):
      let new = if let path { path } else { try Layout.goalPath() }
      return (try ReadSchema(try oldFiles(at: new, in: revision, isGoal: path == nil)), try ReadSchema(at: new))
    }
  }

  /// The files at a path as a revision has them.
  private func oldFiles(at path: String, in revision: String, isGoal: Bool) throws(Failure) -> [SourceFile] {
    let isFolder = kind(ofFileAt: path) == .folder
    let git = Git(folder: isFolder ? path : parent(of: path))
    do {
      return try git.schemaFiles(at: isFolder ? "." : lastPart(of: path), in: revision)
    } catch {
      // A goal that was split, or put together again, since then is still the goal.
      if isGoal, case .notInRevision = error {
        let other = path == Layout.goalFile ? Layout.goalFolder : Layout.goalFile
        if let files = try? Git(folder: ".").schemaFiles(at: other, in: revision) { return files }
      }
      throw .git(error)
    }
  }
}

/// The file that a plan from current begins with: the base of the plan that is under way, else current itself.
private func planBase(towards goal: Schema) throws(Failure) -> SourceFile {
  let current = try Current.read()
  guard case .plan(let own, let deploy, let count) = current.mark, deploy < count else { return current.file }
  let start = try startingPoint(of: own, from: current, to: goal, base: nil)
  Stream.error.print(
    start.isFixed
      ? "note: plan \(own) is under way, at deploy \(deploy) of \(count)\n"
      : "note: this takes the place of plan \(own), which nobody else has yet: bellows generate \(own)\n")
  return SourceFile(path: PlanFolder(own).file(PlanFolder.baseName), bytes: start.base)
}
