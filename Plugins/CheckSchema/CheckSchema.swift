// Part of Bellows. MIT licence: see LICENSE.
import PackagePlugin

/// `swift package check-schema`: `bellows check` in the package's folder, reading only.
@main
struct CheckSchema: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) throws {
    try runBellows("check", arguments, context)
  }
}
