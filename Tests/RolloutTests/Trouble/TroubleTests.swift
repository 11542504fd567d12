// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsSQLite
import EverythingMigrations
import Foundation
import TestSupport
import Testing

/// Processes on real files without space, without permission to write, and beside another process.
@Suite(.serialized, .timeLimit(.minutes(Thorough.minutes))) struct TroubleTests {
  /// Limits the size of files: each run with too little space reports it and leaves the file intact, and the first run
  /// with enough space completes the plan.
  @Test("A run without disk space fails, and a run with enough space completes the plan", arguments: ["wal", "delete"])
  func noRoom(journal: String) async throws {
    let folder = try await RolloutFolder(journal: journal)
    let (wanted, _) = try folder.undisturbed()
    let file = try folder.copy(to: "small")
    let size = try #require(
      try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? NSNumber
    ).intValue
    var refusals = 0
    for room in Swift.stride(from: 0, through: 4 << 20, by: Thorough.isOn ? 1024 : 8192) {
      let result = try folder.run(file, "most", String(size + room))
      let raw = try RawDatabase(path: file.path)
      #expect(try raw.texts("PRAGMA integrity_check") == ["ok"])
      guard Int(result.output) == nil else { break }
      #expect(result.signal == nil && result.output.contains("free space"), "\(room): \(result.output)")
      refusals += 1
    }
    let differences = differences(try KillSample.contents(of: file.path), wanted)
    #expect(refusals > 3 && differences.isEmpty, "\(differences)")
    print("no room: \(journal), refused \(refusals) times, then done")
  }

  @Test("A run without permission to write names the file, and changes nothing", arguments: ["wal", "delete"])
  func noRightToWrite(journal: String) async throws {
    let folder = try await RolloutFolder(journal: journal)
    let file = try folder.copy(to: "closed")
    let before = try KillSample.contents(of: file.path)
    let files = FileManager.default
    try files.setAttributes([.posixPermissions: 0o444], ofItemAtPath: file.path)
    // First the file alone is closed, then its folder, too, which holds the lock file.
    for (mode, index) in [(0o777, "closed.sqlite: "), (0o555, "cannot open the lock file")] {
      try files.setAttributes([.posixPermissions: mode], ofItemAtPath: folder.path.path)
      defer { try? files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path.path) }
      let result = try folder.run(file, "as", "65534")
      #expect(result.signal == nil && result.output.contains("error: "), "\(result.output)")
      #expect(result.output.contains(index) && result.output.contains("owner and mode"), "\(result.output)")
    }
    try files.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
    #expect(try KillSample.contents(of: file.path) == before)
    #expect(Int(try folder.run(file).output) != nil)
  }

  /// While one process runs the plan, another is refused and names it; then the first one ends or is killed.
  @Test("A second process is refused until the first one ends or is killed", arguments: [true, false])
  func twoProcesses(isKilled: Bool) async throws {
    let folder = try await RolloutFolder(journal: "wal")
    let (wanted, statements) = try folder.undisturbed()
    let file = try folder.copy(to: "shared")
    let first = try BuiltProgram.Running("RolloutProcess", [file.path, "hold", String(statements / 2)])
    try await appears(file.path + "-held")
    let second = try folder.run(file)
    #expect(second.output.contains("process \(first.id)"), "\(second.output)")
    if isKilled {
      first.kill()
      #expect(await first.ended().signal == SIGKILL)
      // The system lets go of what a dead process held.
      let third = try folder.run(file)
      #expect(Int(third.output) != nil, "\(third.output)")
    } else {
      _ = FileManager.default.createFile(atPath: file.path + "-go", contents: nil)
      let output = await first.ended().output
      #expect(Int(output) != nil, "\(output)")
    }
    let differences = differences(try KillSample.contents(of: file.path), wanted)
    #expect(differences.isEmpty, "\(differences)")
  }

  /// Waits for a file that another process makes.
  private func appears(_ path: String) async throws {
    for _ in 0..<3000 where !FileManager.default.fileExists(atPath: path) {
      try await Task.sleep(for: .milliseconds(10))
    }
    try #require(FileManager.default.fileExists(atPath: path))
  }
}
