// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The names that the migrations of a plan have in `convex/migrations.ts`.
package struct ConvexNames {
  /// What the name of a runner of several migrations begins with.
  var runner: String
  /// The names of other migrations: one that was done once is never done again.
  var taken: Set<String>

  package init(runner: String = "deploy", taken: Set<String> = []) {
    self.runner = runner
    self.taken = taken
  }
}

/// What a team with a Convex project does for a plan.
package struct ConvexPlan {
  /// What is done once before the first migration; empty if the plan has none.
  package var setup: [String]
  package var deploys: [ConvexDeploy]
  /// What the code must respect as long as the plan is under way.
  var duties: [String]

  /// Creates it for plans on Convex; `nil` for others.
  package init?(_ plan: Plan, _ named: ConvexNames = ConvexNames()) {
    guard plan.goal.target == .convex || plan.base.target == .convex else { return nil }
    var names = named.taken
    var earlier: [String] = []
    deploys = []
    for index in plan.deploys.indices {
      let deploy = ConvexDeploy(plan, at: index, taken: &names, earlier: earlier, runner: named.runner)
      earlier = deploy.migrations.map(\.name)
      deploys.append(deploy)
    }
    let hasMigrations = deploys.contains { !$0.migrations.isEmpty }
    setup = hasMigrations ? Self.setup : []
    duties =
      deploys.isEmpty
      ? []
      : (hasMigrations ? [Self.nameDuty] : []) + [
        "Functions that are scheduled run the version that is deployed when they start: they must accept the arguments "
          + "that older code gave them.",
        "Public functions are called by clients of older versions: keep their arguments and results compatible.",
      ]
  }

  private static let nameDuty =
    "A migration runs once for its name: choose another name if the project had one of this name before."

  private static let setup = [
    "npm install @convex-dev/migrations",
    "convex/convex.config.ts: app.use(migrations), with migrations from \"@convex-dev/migrations/convex.config\"",
    "convex/migrations.ts: import { Migrations } from \"@convex-dev/migrations\"; import { components, internal } from "
      + "\"./_generated/api\"; import schema from \"./schema\"; "
      + "export const migrations = new Migrations(components.migrations, { schema }); "
      + "export const run = migrations.runner();",
  ]
}

/// A push to Convex, and the work before the next one.
package struct ConvexDeploy {
  struct EditedTable {
    var name: String
    /// The new text in `convex/schema.ts`; `nil` for a table that is removed.
    var lines: [String]?
  }

  package var number: Int
  var total: Int
  var kind: String
  var tables: [EditedTable]
  package var migrations: [ConvexMigration]
  /// What the code of this push does.
  package var duties: [String]
  /// The migrations of the deploy before, which would not typecheck any more.
  var removed: [String]
  package var commands: [String]
  /// The same for each deployment of a developer.
  var developmentCommands: [String]

  /// Whether the next deploy deletes values.
  private var backsUp: Bool
  /// The name of the constant that runs several migrations.
  var runner: String

  fileprivate init(_ plan: Plan, at index: Int, taken: inout Set<String>, earlier: [String], runner: String) {
    let deploy = plan.deploys[index]
    number = deploy.number
    total = plan.deploys.count
    kind = deploy.phase.rawValue
    let before = index == 0 ? plan.base : plan.deploys[index - 1].schema
    tables = deploy.schema.tables(changedSince: before).compactMap { old, new in
      guard old != new else { return nil }
      guard let new else { return old.map { EditedTable(name: $0.name.text, lines: nil) } }
      let next = plan.deploys[(index + 1)...].map { ($0.number, $0.schema.table(new.name)) }
      return EditedTable(name: new.name.text, lines: ConvexSchemaText.table(new, next: next))
    }
    var migrations: [ConvexMigration] = []
    for backfill in plan.backfills where backfill.after == deploy.number {
      migrations.append(ConvexMigration(backfill, of: plan, in: deploy.schema, taken: &taken))
    }
    self.migrations = migrations
    duties = DeployFacts(plan, at: index).groups.filter { $0.action.wording.actor == .code }.map { group in
      "\(group.action.wording.phrase): \(group.subjects.map(\.text).joined(separator: ", "))"
    }
    removed = earlier
    let next = plan.deploys.indices.contains(index + 1) ? plan.deploys[index + 1] : nil
    backsUp = next?.gates.contains { if case .backup = $0 { true } else { false } } ?? false
    self.runner = runner + String(deploy.number)
    (commands, developmentCommands) = ([], [])
    let names = migrations.map(\.name)
    commands = commands(names, runner: self.runner)
    developmentCommands = commands(names, runner: self.runner, isProduction: false)
  }

  /// The commands of the deploy, with the names that its migrations have.
  package func commands(_ names: [String], runner: String, isProduction: Bool = true) -> [String] {
    let flag = isProduction ? " --prod" : ""
    var commands = [isProduction ? "npx convex deploy" : "npx convex dev --once"]
    if backsUp, isProduction { commands.append("npx convex export --prod --path before-deploy-\(number + 1).zip") }
    if names.isEmpty { return commands }
    if isProduction { commands += names.map { "npx convex run migrations:\($0) '{\"dryRun\": true}' --prod" } }
    // They run in this order, and stop at the first that fails.
    commands.append("npx convex run migrations:\(names.count > 1 ? runner : names[0])\(flag)")
    commands.append("npx convex run --component migrations lib:getStatus --watch\(flag)")
    return commands
  }
}
