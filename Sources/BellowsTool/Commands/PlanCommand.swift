// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import Reports
import SchemaLanguage
import SchemaModel

/// `bellows plan`: prints the plan between two schemas; writes no file.
func plan(_ request: PlanRequest) throws(Failure) {
  let sides = try request.comparison.read()
  let (old, new) = (sides.old, sides.new)
  var options = (sides.rolloutMode ?? request.rolloutMode).options()
  options.spansPlans = sides.areRevisions
  let planned = try makePlan(from: old, to: new, options: options)
  if !new.notes.isEmpty { Stream.error.print(render(new.notes, new: new.files, inColour: Stream.error.takesColour)) }
  let subject = PlanReport(planned.plan, oldFiles: old.files, newFiles: new.files, notes: planned.notes)
  let style = TextStyle(usesColour: Stream.output.takesColour, width: terminalWidth(of: .output))
  try output(report(subject, format: request.format, style: style))
  printNotes(planned.notes, old: old, new: new)
}

/// Plans the change between two schemas.
func makePlan(from old: ReadSchema, to new: ReadSchema, options: PlanOptions) throws(Failure) -> PlannedMigration {
  do {
    return try planMigration(from: old.schema, to: new.schema, options: options)
  } catch {
    throw .unplannable(error.diagnostics, old: old.files, new: new.files)
  }
}

/// Plans a repair of rows.
func makePlan(_ repair: Repair, in schema: ReadSchema) throws(Failure) -> Plan {
  do {
    return try planRepair(repair, in: schema.schema)
  } catch {
    throw .unreadable(error.diagnostics, schema.files)
  }
}

/// Prints the notes of a plan, such as a removal that may be a rename.
func printNotes(_ notes: [Diagnostic], old: ReadSchema, new: ReadSchema) {
  guard !notes.isEmpty else { return }
  // More than three are shortened to one line each.
  let shown = notes.count > 3 ? notes.map(\.brief) : notes
  Stream.error.print(render(shown, new: new.files, old: old.files, inColour: Stream.error.takesColour))
}

/// The two sides of a comparison.
private struct Sides {
  var old: ReadSchema
  var new: ReadSchema
  /// The deploy mode of the plan in progress, if that plan is shown.
  var rolloutMode: RolloutMode?
  /// Whether the old side is a git revision, so that several plans may lie between the two.
  var areRevisions = false
}

extension PlanRequest.Comparison {
  /// Reads both sides.
  fileprivate func read() throws(Failure) -> Sides {
    switch self {
    case .currentToGoal:
      let goal = try ReadSchema(at: try Layout.goalPath())
      return try readCurrent(towards: goal)
    case .paths(let old, let new):
      let old = try ReadSchema(at: old)
      return Sides(old: old, new: try ReadSchema(at: new, beside: old))
    case .revision(let revision, let path):
      let new = if let path { path } else { try Layout.goalPath() }
      let old = try oldSchema(at: new, in: revision, isGoal: path == nil)
      return Sides(
        old: old, new: try ReadSchema(at: new, beside: old), areRevisions: true)
    }
  }

  /// Reads what is planned and the goal.
  ///
  /// If they are the same, the only plan under way is shown; if this branch has a plan of its own that is not merged, it is
  /// made again with the goal.
  private func readCurrent(towards goal: ReadSchema) throws(Failure) -> Sides {
    let workspace = try Workspace()
    if workspace.current.convex != nil { return try readConvex(workspace, towards: goal) }
    let underWay = try workspace.underWay()
    let unfinished = underWay.filter { !$0.stage.isLast }
    for plan in unfinished { Stream.error.print("note: plan \(plan.name) is under way, at deploy \(plan.stage)\n") }
    let current = workspace.current.schema
    let planned = underWay.planned(from: current)
    let isPlanned = goal.schema.isSame(asPlanned: planned)
    let own = try workspace.ownPlans()
    if own.count == 1, let name = own.first, let entry = workspace.entry(name), try entry.folder.state().repair == nil,
      let draft = try? PlanDraft(dropping: entry, in: workspace)
    {
      if !isPlanned {
        Stream.error.print(
          "note: plan \(name) is not merged yet; 'bellows generate \(name)' replaces it with this plan\n")
      }
      if !isPlanned || !entry.stage.isLast {
        return Sides(
          old: try draft.readBase(towards: goal.schema), new: goal,
          rolloutMode: try entry.folder.state().isOffline ? .offline : nil)
      }
    }
    if isPlanned, unfinished.count == 1, let plan = unfinished.first, let entry = workspace.entry(plan.name) {
      return Sides(
        old: try entry.folder.base(beside: workspace.current.read),
        new: try entry.folder.goal(beside: workspace.current.read),
        rolloutMode: plan.plan.isOffline ? .offline : .rolling)
    }
    if underWay.isEmpty { return Sides(old: try ReadSchema([workspace.current.file], beside: goal), new: goal) }
    return Sides(
      old: try ReadSchema(
        [SourceFile(path: Layout.current, text: printSchemaWithTypes(planned.arranged(like: goal.schema)))],
        beside: goal), new: goal)
  }

  /// Reads what is planned in a Convex project, and the goal.
  private func readConvex(_ workspace: Workspace, towards goal: ReadSchema) throws(Failure) -> Sides {
    let underWay = try workspace.underWay()
    for plan in underWay { Stream.error.print("note: plan \(plan.name) is under way, at deploy \(plan.stage)\n") }
    let planned = underWay.planned(from: workspace.current.schema)
    let old =
      underWay.isEmpty
      ? workspace.current.read
      : try ReadSchema([SourceFile(path: Layout.convexGoal, text: printSchema(planned.inForce))])
    return Sides(old: old, new: goal.replacing(goal.schema.withoutSettledDefaults(since: old.schema)))
  }

  /// Reads the schema at a path in a revision.
  private func oldSchema(at path: String, in revision: String, isGoal: Bool) throws(Failure) -> ReadSchema {
    guard try convexSchema(at: path, in: .disk) != nil else {
      return try ReadSchema(try oldFiles(at: path, in: revision, isGoal: isGoal))
    }
    do {
      // A schema of Convex may import any file of the project.
      let isFolder = kind(ofFileAt: path) == .folder
      let inside = Git(folder: isFolder ? path : parent(of: path))
      let commit = try inside.commit(revision)
      let git = Git(folder: try inside.root())
      let tree = try git.tree(of: commit, called: revision, below: ["."], store: BlobStore(git))
      let prefix = try inside.prefix()
      return try ReadSchema(
        at: isFolder ? prefix : join(prefix, lastPart(of: path)), in: .git(tree), of: revision)
    } catch let problem as GitProblem {
      throw .git(problem)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw .git(.failed(output: revision))
    }
  }

  /// Reads the files at a path in a revision.
  private func oldFiles(at path: String, in revision: String, isGoal: Bool) throws(Failure) -> [SourceFile] {
    let isFolder = kind(ofFileAt: path) == .folder
    // The folder may be in a submodule. In a hook, GIT_DIR is relative to the working directory.
    let isHook = environment("GIT_DIR") != nil
    let git = Git(folder: isHook ? "." : isFolder ? path : parent(of: path))
    do {
      return try git.schemaFiles(at: isHook ? path : isFolder ? "." : lastPart(of: path), in: revision)
    } catch {
      // The goal may have been split into several files, or merged into one, since then.
      if isGoal, case .notInRevision = error {
        let other = path == Layout.goalFile ? Layout.goalFolder : Layout.goalFile
        if let files = try? Git(folder: ".").schemaFiles(at: other, in: revision) { return files }
      }
      throw .git(error)
    }
  }
}

extension Diagnostic {
  /// The message with the additions of its fix-its.
  fileprivate var brief: Diagnostic {
    var result = self
    let additions = fixIts.map { "'" + $0.replacement.drop { $0 == " " } + "'" }
    if !additions.isEmpty { result.message += ": " + additions.joined(separator: " or ") }
    result.notes = []
    result.fixIts = []
    return result
  }
}
