// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// A program that a shell script starts in a folder of its own, and ends when nothing uses it or the test process ends:
/// then the script's input is closed.
final class ServerProcess: Sendable {
  /// The folder, which the script gets as `$1`; the script deletes it.
  let folder: String
  private let standardInput = Pipe()
  private let process = Process()

  /// Whoever started the tests waits until nobody can write to their standard error any more.
  private static let ownErrors = "exec 2>>\"$1/log\"\n"

  /// Runs a script until it prints `ready`.
  ///
  /// - Parameters:
  ///   - what: What it starts, for an error: `the server of /usr/bin`.
  ///   - kind: A part of the folder's name.
  ///   - arguments: What the script gets as `$2` and so on.
  ///   - script: The script, given the folder.
  init(_ what: String, kind: String, arguments: [String], script: String) throws {
    // Short: the path of a socket has at most 103 bytes on macOS.
    var template = Array("/tmp/bellows-\(kind)-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw ServerMissing("/tmp cannot be written to") }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let output = Pipe()
    let command = try PostgreSQLServer.withoutRoot(
      ["/bin/sh", "-c", Self.ownErrors + script, "sh", folder] + arguments, folder: folder)
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    process.standardInput = standardInput
    process.standardOutput = output
    // Children of other tests must not hold the pipe open.
    for pipe in [standardInput, output] {
      for handle in [pipe.fileHandleForReading, pipe.fileHandleForWriting] {
        _ = fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC)
      }
    }
    try process.run()
    guard try PostgreSQLServer.bytes(of: output.fileHandleForReading, count: 6) == Data("ready\n".utf8) else {
      let log = (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? "without a log"
      throw ServerMissing("\(what) did not start: \(log.suffix(2000))")
    }
  }

  deinit { try? standardInput.fileHandleForWriting.close() }
}
