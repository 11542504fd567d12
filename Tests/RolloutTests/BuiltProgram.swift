// Part of Bellows. MIT licence: see LICENSE.
import Bellows
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
  ///
  /// Unchecked: `Process` and `Pipe` are not Sendable on Linux; one test starts it, and one thread waits for its end.
  final class Running: @unchecked Sendable {
    private let process = Process()
    private let output = Locked(Data())
    private let isRead = DispatchSemaphore(value: 0)

    /// - Parameter name: A path is that of any other program.
    init(_ name: String, _ arguments: [String], in current: URL? = nil) throws {
      process.executableURL = name.hasPrefix("/") ? URL(fileURLWithPath: name) : folder.appendingPathComponent(name)
      if let current { process.currentDirectoryURL = current }
      process.arguments = arguments
      let pipe = Pipe()
      process.standardOutput = pipe
      process.standardError = pipe
      try process.run()
      // Read at once: a program would stop when it has filled the pipe.
      let (output, isRead) = (output, isRead)
      Thread.detachNewThread {
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        output.with { $0 = data }
        isRead.signal()
      }
    }

    /// The system's number for it.
    var id: Int32 { process.processIdentifier }

    /// Whether it has not ended.
    var isRunning: Bool { process.isRunning }

    func kill() { Foundation.kill(id, SIGKILL) }

    /// Waits for its end without holding one of the few threads on which tests, and what they run, are executed.
    func ended() async -> (output: String, status: Int32, signal: Int32?) {
      await withCheckedContinuation { continuation in
        Thread.detachNewThread { continuation.resume(returning: self.wait()) }
      }
    }

    func wait() -> (output: String, status: Int32, signal: Int32?) {
      isRead.wait()
      isRead.signal()
      process.waitUntilExit()
      let text = String(decoding: output.with { $0 }, as: UTF8.self).trimmingCharacters(in: .newlines)
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
