// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// Programs of this package, as the build of the tests made them.
enum BuiltProgram {
  /// Where they are: beside what runs the tests.
  static let folder: URL = {
    // On Linux the tests are the program; on macOS they are a bundle that Xcode's tool loads.
    let bundles = Bundle.allBundles.map(\.bundleURL) + [URL(fileURLWithPath: CommandLine.arguments[0])]
    let found = bundles.first { $0.pathExtension == "xctest" } ?? Examples.root.appendingPathComponent(".build/debug/x")
    return found.deletingLastPathComponent()
  }()

  /// The compiled interfaces of this package's modules.
  static var modules: URL { folder.appendingPathComponent("Modules") }

  /// Runs one to its end: what it printed, its exit status, and the signal that ended it, if one did.
  static func run(
    _ name: String, _ arguments: [String], in current: URL? = nil
  ) throws -> (output: String, status: Int32, signal: Int32?) {
    try Running(name, arguments, in: current).wait()
  }

  /// A program that runs beside the test.
  final class Running {
    private let process = Process()
    private let pipe = Pipe()

    /// - Parameter name: A path is that of any other program.
    init(_ name: String, _ arguments: [String], in current: URL? = nil) throws {
      process.executableURL = name.hasPrefix("/") ? URL(fileURLWithPath: name) : folder.appendingPathComponent(name)
      if let current { process.currentDirectoryURL = current }
      process.arguments = arguments
      process.standardOutput = pipe
      process.standardError = pipe
      try process.run()
    }

    /// The system's number for it.
    var id: Int32 { process.processIdentifier }

    /// Whether it has not ended.
    var isRunning: Bool { process.isRunning }

    func kill() { Foundation.kill(id, SIGKILL) }

    func wait() -> (output: String, status: Int32, signal: Int32?) {
      let output = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      let text = String(decoding: output, as: UTF8.self).trimmingCharacters(in: .newlines)
      let status = process.terminationStatus
      return (text, status, process.terminationReason == .uncaughtSignal ? status : nil)
    }
  }
}

extension BuiltProgram {
  /// The object files of modules of this package.
  static func objects(of modules: [String]) throws -> [String] {
    try modules.flatMap { module in
      let folder = folder.appendingPathComponent("\(module).build")
      return try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".o") }.sorted()
        .map { folder.appendingPathComponent($0).path }
    }
  }
}
