// Part of Bellows. MIT licence: see LICENSE.
// One file for all plugins: the others have it as a symbolic link, since each plugin's folder is a module of its own.
import Foundation
import PackagePlugin

/// Finds the tool, passes the arguments, passes the status; no decision of its own.
func runBellows(_ command: String, _ arguments: [String], _ context: PluginContext) throws {
  let process = Process()
  process.executableURL = try context.tool(named: "BellowsTool").url
  process.currentDirectoryURL = context.package.directoryURL
  // SwiftPM takes this option before the verb, and passes it on when it stands behind.
  process.arguments = [command] + arguments.filter { $0 != "--allow-writing-to-package-directory" }
  try process.run()
  process.waitUntilExit()
  guard process.terminationReason == .exit else { throw BellowsEnded(signal: process.terminationStatus) }
  if process.terminationStatus != 0 { exit(process.terminationStatus) }
}

/// The tool was stopped from outside.
struct BellowsEnded: Error, CustomStringConvertible {
  var signal: Int32
  var description: String { "bellows was ended by signal \(signal)" }
}
