// Part of Bellows. MIT licence: see LICENSE.
import PackagePlugin

/// `swift package plan-migration`: `bellows plan` in the package's folder, reading only.
@main
struct PlanMigration: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) throws {
    try runBellows("plan", arguments, context)
  }
}
