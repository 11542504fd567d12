// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

@testable import BellowsSQLite

// Unsafe: only the process of an exit test has one, which sets it before it ends.
nonisolated(unsafe) private var isAsExpected: () -> Bool = { false }

/// What becomes of the folders of copies when the process ends.
@Suite(.timeLimit(.minutes(5))) struct CopyCleanupTests {
  /// Looks at the folders after they were cleaned up, and ends the process with 0 if they are as expected.
  ///
  /// Functions that are registered earlier run later.
  private static func checkAtExit() {
    atexit { _exit(isAsExpected() ? 0 : 3) }
  }

  private static func makeFolder() throws -> String {
    let folder = FileManager.default.temporaryDirectory.path + "/bellows-cleanup-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test("The folder of a copy that is in use at the end of the process is deleted, also after many other copies")
  func manyCopies() async {
    await #expect(processExitsWith: .exitCode(0)) {
      Self.checkAtExit()
      let parent = try Self.makeFolder()
      isAsExpected = {
        let left = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? ["unreadable"]
        try? FileManager.default.removeItem(atPath: parent)
        return left.isEmpty
      }
      for _ in 1...200 { try CopyFolder(in: parent, of: "app.sqlite", mode: 0o600).remove() }
      let last = try CopyFolder(in: parent, of: "app.sqlite", mode: 0o600)
      try #require(FileManager.default.fileExists(atPath: last.file))
      withExtendedLifetime(last) { exit(1) }
    }
  }

  @Test("What is where the folder of a deleted copy was stays at the end of the process")
  func laterFolder() async {
    await #expect(processExitsWith: .exitCode(0)) {
      Self.checkAtExit()
      let parent = try Self.makeFolder()
      let copy = try CopyFolder(in: parent, of: "app.sqlite", mode: 0o600)
      copy.remove()
      try FileManager.default.createDirectory(
        atPath: folder(of: copy.file), withIntermediateDirectories: true)
      try Data().write(to: URL(fileURLWithPath: copy.file))
      isAsExpected = {
        defer { try? FileManager.default.removeItem(atPath: parent) }
        return FileManager.default.fileExists(atPath: copy.file)
      }
      exit(1)
    }
  }
}
