// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Reports
import SchemaModel
import SwiftEmitter

/// Why a command was refused in a Convex project.
enum ConvexRefusal: Hashable {
  case nothingUnderWay
  case severalUnderWay([MigrationName])
  case complete(MigrationName)
  /// `back` before the first push.
  case notBegun(MigrationName)
  /// `drop` or `generate` of a plan of which a push is made.
  case pushed(MigrationName, PlanStage)
  /// Tables that are not written out as `defineTable({ … })`.
  case byHand(MigrationName, Int, [TableName])
  case noSuchOption
  case otherTarget(String)
}

extension ConvexRefusal {
  var sentence: String {
    switch self {
    case .nothingUnderWay:
      """
      no plan is under way
        'bellows generate NAME' plans the changes of \(Layout.convexGoal)
      """
    case .severalUnderWay(let plans):
      """
      several plans are under way: \(list(plans.map(\.text), "and"))
        name one: 'bellows advance \(plans[0])'
      """
    case .complete(let plan):
      """
      plan \(plan) is at its last push
        'bellows retire \(plan)' deletes its files when every deployment has it
      """
    case .notBegun(let plan):
      """
      plan \(plan) is before its first push
        'bellows drop \(plan)' removes it
      """
    case .pushed(let plan, let stage):
      """
      plan \(plan) is at deploy \(stage)
        'bellows back \(plan)' edits the schema for the push before; or plan further changes under another name
      """
    case .byHand(let plan, let deploy, let tables):
      """
      the \(tables.count == 1 ? "table" : "tables") \(shown(list(tables.map(\.text), "and"))) cannot be edited in place: the \
      fields are computed, or in a package
        write the text of deploy \(deploy) in \(PlanFolder(plan).file(PlanFolder.reportName)), then run this command again
      """
    case .noSuchOption:
      """
      a Convex project has no ledger and no Swift: --adopt, --data and --reads are for databases with a driver
        'bellows generate NAME' plans the changes of \(Layout.convexGoal)
      """
    case .otherTarget(let target):
      """
      \(Layout.convexGoal) is for the target '\(shown(target))'
        begin it with 'target convex'
      """
    }
  }
}

extension WorkspaceProblem {
  /// The message about a Convex project; empty for others.
  var convexSentence: String {
    switch self {
    case .noConvexSchema:
      """
      convex/schema.ts does not exist
        run bellows in the folder of package.json; 'functions' of convex.json names another folder than convex
      """
    case .convexConflict(let file):
      """
      \(shown(file)) contains a merge conflict
        resolve it in the file, then run 'bellows sync'
      """
    case .otherPush(let plan, let stage, let actual, let file):
      if let actual {
        actual == stage.deploy + 1
          ? """
          \(shown(file)) is at deploy \(actual) of plan \(plan), and \(PlanFolder(plan).file(PlanFolder.stageName)) says \(stage)
            'bellows advance \(plan)' records the push
          """
          : """
          \(shown(file)) is at deploy \(actual) of plan \(plan), and \(PlanFolder(plan).file(PlanFolder.stageName)) says \(stage)
            take both from one commit, or restore the schema: 'git restore \(shown(file))'
          """
      } else {
        """
        \(shown(file)) does not have plan \(plan) at deploy \(stage): what the plan changes was edited otherwise
          restore these lines ('git diff \(shown(file))'), and edit \(Layout.convexGoal) instead
        """
      }
    case .noGoal, .unstaged, .twoGoals, .noSchemaFile, .noCurrent, .lostCurrent, .lostRecord, .conflict, .lostConflict,
      .editedCurrent, .unprintedCurrent, .planFileMissing, .planFileEdited:
      ""
    }
  }
}

/// The output of `init` in a Convex project.
func convexInitSummary(_ schema: String, changed: [String], kept: [String]) -> String {
  """
  \(fileList(changed: changed, kept: kept))
  \(schema) is the schema in force; \(Layout.convexGoal) is the goal.

  Next:
    1. Edit \(Layout.convexGoal), and review: bellows plan
    2. Plan the change (choose any name): bellows generate 2026-03-01-add-locale
    3. In each clone, to check every commit: bellows init --hook

  """
}

/// The output of `generate` in a Convex project.
func convexGenerateSummary(
  _ plan: PlanUnderWay, _ patches: PushPatches, changed: [String], kept: [String]
) -> String {
  guard !changed.isEmpty else { return "Nothing to do: plan \(plan.name) is up to date.\n" }
  let count = plan.plan.deploys.count
  let breaking = plan.plan.assessments.contains { $0.verdict == .breaking } ? "breaking" : "safe"
  var text = "Plan \(plan.name): \(breaking), \(counted(count, "deploy"))"
  let backfills = plan.plan.backfills.count
  text += backfills == 0 ? ".\n" : ", \(counted(backfills, "migration")).\n"
  for edge in plan.after { text += "It begins after deploy \(edge.deploy) of plan \(edge.plan).\n" }
  text += fileList(changed: changed, kept: kept)
  for (deploy, tables) in patches.left.sorted(by: { $0.key < $1.key }) {
    text +=
      "Deploy \(deploy): write \(shown(list(tables.map(\.text), "and"))) by hand, as in \(PlanFolder.reportName).\n"
  }
  var steps = ["Read \(PlanFolder(plan.name).file(PlanFolder.reportName))."]
  let open = convexMigrations(plan.plan).filter { $0.text.contains("// TODO") }.map {
    ConvexMigrationsFile.name($0.deploy)
  }
  if !open.isEmpty {
    steps.append("Decide the values marked TODO in \(list(open, "and")) of \(PlanFolder(plan.name).path).")
  }
  steps.append("Edit the schema for the first push: bellows advance \(plan.name)")
  return text + "\n" + numbered(steps)
}

/// What `advance` and `back` did in a Convex project.
struct ConvexPushSummary {
  var plan: PlanUnderWay
  var stage: PlanStage
  var changed: [String]
  /// The path of the migrations.
  var migrations: String
  /// The names of the migrations, and of the constant that runs several.
  var names: (names: [String], runner: String)
  /// Whether the project had no migrations before.
  var needsSetup: Bool
  /// Whether a value in the migrations is to be decided.
  var isOpen: Bool

  var text: String {
    var text = "Plan \(plan.name): deploy \(stage).\n" + fileList(changed: changed, kept: [])
    guard let convex = ConvexPlan(plan.plan), let deploy = convex.deploys.first(where: { $0.number == stage.deploy })
    else { return text }
    var steps: [String] = []
    if needsSetup {
      let lines = convex.setup.filter { !$0.hasPrefix("convex/migrations.ts") }.map { "       \($0)\n" }
      steps.append("If the project has no migrations yet:\n" + lines.joined().dropLast())
    }
    if !deploy.duties.isEmpty {
      steps.append("Adapt the code:\n" + deploy.duties.map { "       - \($0)\n" }.joined().dropLast())
    }
    if isOpen { steps.append("Decide the values marked TODO in \(migrations).") }
    steps.append(
      "Commit all changes, and push:\n"
        + deploy.commands(names.names, runner: names.runner).map { "       \($0)\n" }.joined().dropLast())
    if stage.isLast {
      steps.append("When every deployment has it: bellows retire \(plan.name)")
    } else {
      let wait = names.names.isEmpty ? "When it is deployed" : "When the migrations are done"
      steps.append("\(wait), for deploy \(stage.deploy + 1): bellows advance \(plan.name)")
    }
    text += "\n" + numbered(steps)
    return text
  }

  var backText: String {
    """
    Plan \(plan.name): back at deploy \(stage).
    \(fileList(changed: changed, kept: []))
    Next:
      1. Commit all changes, and push: npx convex deploy
         Convex refuses the push, and changes nothing, if a document no longer fits.
      \(stage.deploy == 0 ? "2. To give the plan up: bellows drop \(plan.name)" : "2. To go back further: bellows back \(plan.name)")

    """
  }
}

/// The output of `drop` in a Convex project.
func convexDropSummary(_ name: MigrationName, changed: [String]) -> String {
  """
  Plan \(name) was removed.
  \(fileList(changed: changed, kept: []))
  Next:
    1. Take its changes out of \(Layout.convexGoal), unless another plan makes them: bellows plan
    2. Commit.

  """
}

/// The output of `sync` in a Convex project.
func convexSyncSummary(changed: [String], underWay: [PlanUnderWay], isPlanned: Bool) -> String {
  var text = changed.isEmpty ? "Nothing to do: all patches are up to date.\n" : fileList(changed: changed, kept: [])
  for plan in underWay { text += "Plan \(plan.name): deploy \(plan.stage).\n" }
  if !isPlanned { text += "\(Layout.convexGoal) has changes that no plan makes: bellows plan\n" }
  return text
}

/// The output of `status` in a Convex project.
func convexStatus(_ workspace: Workspace, _ underWay: [PlanUnderWay]) throws(Failure) -> String {
  var rows: [[String]] = []
  for plan in underWay {
    let tables = plan.tables.map(\.text).joined(separator: ", ")
    let isRunning = plan.plan.backfills.contains { $0.after == plan.deploy }
    let next = "bellows advance \(plan.name)"
    rows.append([plan.name.text, tables, plan.stage.description, isRunning ? "migrations, then \(next)" : next])
  }
  return statusTable(
    ["plan", "changes", "code", "next"], rows, finished: workspace.plans.count { $0.stage.isLast },
    retired: workspace.retired.count)
}
