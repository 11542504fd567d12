// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// A folder of its own for one test, in which the built tool runs as a person would run it.
final class Sandbox {
  /// Where the folder is.
  let root: URL

  init() throws {
    root = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("bellows-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
  }

  deinit {
    // A test may have left a folder that nobody can write to.
    for path in (try? FileManager.default.subpathsOfDirectory(atPath: root.path)) ?? [] {
      let values = try? root.appendingPathComponent(path).resourceValues(forKeys: [.isDirectoryKey])
      if values?.isDirectory == true { allowWriting(path) }
    }
    try? FileManager.default.removeItem(at: root)
  }

  /// What a program printed, and how it ended.
  struct Result {
    var status: Int32
    var output: String
    var errors: String
  }

  /// Runs `bellows` in the folder.
  @discardableResult
  func bellows(_ arguments: String..., environment: [String: String] = [:]) throws -> Result {
    try run(Self.tool, arguments, environment: environment)
  }

  /// Runs `git` in the folder, and fails the test when it ends otherwise than expected.
  func git(_ arguments: String..., endsWith status: Int32 = 0) throws {
    let result = try tryGit(arguments)
    try #require(result.status == status, "git \(arguments): \(result.output)\(result.errors)")
  }

  /// Runs `git` in the folder, whatever comes of it.
  func tryGit(_ arguments: [String]) throws -> Result {
    let identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "core.editor=true"]
    return try run(URL(fileURLWithPath: "/usr/bin/env"), ["git"] + identity + arguments)
  }

  /// Runs any program in the folder.
  func run(_ program: URL, _ arguments: [String], environment: [String: String] = [:]) throws -> Result {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = root
    // A repository that the tests themselves run in, as in a hook, is not the sandbox's.
    var variables = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("GIT_") }
    variables["GIT_CONFIG_NOSYSTEM"] = "1"
    variables["GIT_CONFIG_GLOBAL"] = "/dev/null"
    variables["GIT_CEILING_DIRECTORIES"] = root.deletingLastPathComponent().path
    variables.merge(environment) { $1 }
    process.environment = variables
    process.standardInput = FileHandle.nullDevice
    // Files, and not pipes: nothing has to be read while the program runs.
    let output = root.appendingPathExtension("output")
    let errors = root.appendingPathExtension("errors")
    defer { for file in [output, errors] { try? FileManager.default.removeItem(at: file) } }
    for file in [output, errors] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }

  /// Writes a file, and the folders that it needs.
  func write(_ path: String, _ text: String) throws { try write(path, Data(text.utf8)) }

  /// Writes a file, and the folders that it needs.
  func write(_ path: String, _ data: Data) throws {
    let file = root.appendingPathComponent(path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }

  /// The text of a file.
  func read(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  func remove(_ path: String) throws { try FileManager.default.removeItem(at: root.appendingPathComponent(path)) }

  /// Every file with its text (those of git and of builds aside), by path: two of these are equal when nothing changed.
  func files() throws -> [String: String] {
    var files: [String: String] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: root.path)
    where !path.hasPrefix(".git/") && !path.hasPrefix(".build") {
      let values = try root.appendingPathComponent(path).resourceValues(forKeys: [.isDirectoryKey])
      files[path] = values.isDirectory == true ? "folder" : (try? read(path)) ?? "unreadable"
    }
    return files
  }

  /// Takes the right to write into a folder away; `false` where that means nothing, as it does to root.
  func forbidWriting(_ path: String) -> Bool {
    chmod(root.appendingPathComponent(path).path, 0o555)
    return geteuid() != 0
  }

  func allowWriting(_ path: String) { chmod(root.appendingPathComponent(path).path, 0o755) }

  /// The tool, which SwiftPM puts beside the tests.
  static let tool: URL = {
    #if os(macOS)
      Bundle(for: Sandbox.self).bundleURL.deletingLastPathComponent().appendingPathComponent("bellows")
    #else
      Bundle.main.bundleURL.appendingPathComponent("bellows")
    #endif
  }()

  /// The root of the package that is tested.
  static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
}

extension Sandbox {
  /// The deploy that the code is for, and the number of deploys.
  func stage(of plan: String) throws -> (deploy: Int, count: Int) {
    let match = try #require(try read("Migrations/\(plan)/deploy").wholeMatch(of: /(\d+) of (\d+)\n/))
    return (try #require(Int(match.1)), try #require(Int(match.2)))
  }
}
