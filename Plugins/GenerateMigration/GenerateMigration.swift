// Part of Bellows. MIT licence: see LICENSE.
import PackagePlugin

/// `swift package generate-migration`: `bellows generate` in the package's folder.
@main
struct GenerateMigration: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) throws {
    try runBellows("generate", arguments, context)
  }
}
