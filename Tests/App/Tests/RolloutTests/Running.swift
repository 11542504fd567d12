// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// A built executable of this package, as a process of its own.
final class Running {
  private let process = Process()
  private let input = Pipe()
  private let output: URL
  private let name: String

  /// Starts it; what it prints goes to a file beside the database.
  init(_ program: String, _ arguments: [String], in folder: URL) throws {
    name = ([program] + arguments).joined(separator: " ")
    output = folder.appendingPathComponent("\(UUID().uuidString).output")
    try Data().write(to: output)
    process.executableURL = Self.products.appendingPathComponent(program)
    process.arguments = arguments
    process.standardInput = input
    let file = try FileHandle(forWritingTo: output)
    process.standardOutput = file
    process.standardError = file
    try process.run()
  }

  /// Whether it has not ended yet, by itself or otherwise.
  var isRunning: Bool { process.isRunning }

  /// Ends the process's input, waits until it has ended too, and gives what it printed.
  @discardableResult
  func finish(expecting status: Int32 = 0) throws -> String {
    try? input.fileHandleForWriting.close()
    return try wait(expecting: status)
  }

  /// Waits until it has ended by itself, and gives what it printed.
  func wait(expecting status: Int32) throws -> String {
    process.waitUntilExit()
    let text = try String(contentsOf: output, encoding: .utf8)
    try #require(process.terminationStatus == status, "\(name) ended with \(process.terminationStatus): \(text)")
    return text
  }

  // A test that failed leaves nothing running.
  deinit { if process.isRunning { process.terminate() } }

  /// Where SwiftPM puts what it builds.
  private static var products: URL {
    #if os(macOS)
      Bundle(for: Running.self).bundleURL.deletingLastPathComponent()
    #else
      Bundle.main.bundleURL
    #endif
  }
}
