// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// A folder with a database under an old schema, and with copies on which the plan runs.
final class RolloutFolder {
  let path: URL
  private let template: URL

  init(journal: String) async throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-rollout-\(UUID().uuidString)")
    template = path.appendingPathComponent("template.sqlite")
    try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
    try await KillSample.write(to: template.path, journal: journal)
  }

  deinit { try? FileManager.default.removeItem(at: path) }

  func copy(to name: String) throws -> URL {
    let file = path.appendingPathComponent("\(name).sqlite")
    try FileManager.default.copyItem(at: template, to: file)
    return file
  }

  func remove(_ file: URL) {
    for suffix in ["", "-wal", "-shm", "-journal", "-bellows"] {
      try? FileManager.default.removeItem(atPath: file.path + suffix)
    }
  }

  /// Runs the plan in a process of its own, with a fault: see `RolloutProcess`.
  func run(_ file: URL, _ arguments: String...) throws -> (output: String, signal: Int32?) {
    let result = try BuiltProgram.run("RolloutProcess", [file.path] + arguments)
    return (result.output, result.signal)
  }

  /// Returns the contents of a file after an undisturbed run of the plan, and the number of statements.
  func undisturbed() throws -> (contents: [String], statements: Int) {
    let file = try copy(to: "whole")
    let result = try run(file)
    guard let statements = Int(result.output) else { throw RawDatabase.Failure(description: result.output) }
    return (try KillSample.contents(of: file.path), statements)
  }
}

/// Returns the first differences between the contents of two files.
func differences(_ found: [String], _ wanted: [String]) -> String {
  Set(found).symmetricDifference(wanted).sorted().prefix(8).joined(separator: "\n")
}
