// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// Programs of the system that tests need.
public enum SystemProgram {
  /// Returns the path of a program.
  ///
  /// - Throws: `ServerMissing` where it is not installed: a test that needs it fails, and is not skipped.
  public static func path(of name: String) throws -> String {
    let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let folders = path + ["/usr/sbin", "/opt/homebrew/bin", "/usr/local/bin"]
    let found = folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let found else { throw ServerMissing("no folder has \(name): apt-get install \(name)") }
    return found
  }
}
