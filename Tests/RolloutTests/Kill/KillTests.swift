// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsSQLite
import EverythingMigrations
import Foundation
import TestSupport
import Testing

/// A plan with every kind of step, killed at every statement in turn: the next run ends in the same bytes of data as one
/// that nobody interrupted, with no row done twice and none left out.
@Suite(.serialized) struct KillTests {
  @Test(arguments: ["wal", "delete"]) func everyStatement(journal: String) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-kill-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let template = folder.appendingPathComponent("template.sqlite")
    try await KillSample.write(to: template.path, journal: journal)

    let whole = try Self.copy(template, to: "whole", in: folder)
    let statements = try #require(Int(try Self.run(whole, []).output))
    let wanted = try KillSample.contents(of: whole.path)
    #expect(statements > 100)

    // A sample that begins elsewhere in each journal mode; whole, it is each statement, before and after.
    let stride = Thorough.isOn ? 1 : 61
    var killed = 0
    for moment in ["before", "after"] {
      for number in Swift.stride(from: journal == "wal" ? 1 : 31, through: statements, by: stride) {
        let file = try Self.copy(template, to: "\(moment)-\(number)", in: folder)
        defer { Self.remove(file) }
        let first = try Self.run(file, [moment, String(number)])
        // Not every statement that was begun comes to an end, so the last numbers may be past it.
        if first.signal == nil, moment == "after", Int(first.output) != nil { break }
        #expect(first.signal == SIGKILL, "\(moment) statement \(number): \(first.output)")
        let second = try Self.run(file, [])
        #expect(second.signal == nil && Int(second.output) != nil, "\(moment) statement \(number): \(second.output)")
        let found = try KillSample.contents(of: file.path)
        let differences = Set(found).symmetricDifference(wanted).sorted().prefix(8)
        #expect(differences.isEmpty, "\(moment) statement \(number): \(differences.joined(separator: "\n"))")
        killed += 1
      }
    }
    print("kill: \(journal), \(statements) statements, killed at \(killed) of \(statements * 2) moments")
  }

  /// Runs the plan in a process of its own.
  private static func run(_ file: URL, _ arguments: [String]) throws -> (output: String, signal: Int32?) {
    let result = try BuiltProgram.run("RolloutProcess", [file.path] + arguments)
    return (result.output, result.signal)
  }

  private static func copy(_ template: URL, to name: String, in folder: URL) throws -> URL {
    let file = folder.appendingPathComponent("\(name).sqlite")
    try FileManager.default.copyItem(at: template, to: file)
    return file
  }

  private static func remove(_ file: URL) {
    for suffix in ["", "-wal", "-shm", "-journal", "-bellows"] {
      try? FileManager.default.removeItem(atPath: file.path + suffix)
    }
  }
}
