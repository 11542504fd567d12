// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

@testable import BellowsTool

/// Writing files when a system call fails.
@Suite struct FileWritingTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "bellows-write-\(UUID().uuidString)")

  /// A change of every kind: a file that changes, one that is deleted, one in new folders, one that stays, and a link.
  private func prepare() throws -> [FileEdit] {
    try? FileManager.default.removeItem(at: folder)
    for (name, text) in ["changed": "old", "old/deleted": "old", "same": "same", "target": "old"] {
      let url = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    try FileManager.default.createSymbolicLink(
      atPath: folder.appendingPathComponent("link").path, withDestinationPath: "target")
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    return [
      FileEdit(path("changed"), "new"), FileEdit(path("new/folder/file"), "new"), FileEdit(path("same"), "same"),
      FileEdit(removing: path("old/deleted")), FileEdit(path("link"), "new"), FileEdit(path("last"), "new"),
    ]
  }

  /// The paths in the folder with the texts of files.
  private func contents() throws -> [String: String] {
    var contents: [String: String] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      let url = folder.appendingPathComponent(name)
      let values = try url.resourceValues(forKeys: [.isDirectoryKey, .isSymbolicLinkKey])
      contents[name] =
        values.isSymbolicLink == true
        ? "link" : values.isDirectory == true ? "folder" : try String(contentsOf: url, encoding: .utf8)
    }
    return contents
  }

  @Test(
    "Whichever system call fails, all files are written or none, and the next run completes them",
    arguments: [EIO, ENOSPC])
  func everyCallFails(code: Int32) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let counting = CallFaults()
    let edits = try prepare()
    let before = try contents()
    try write(edits, faults: counting)
    let after = try contents()
    #expect(after["new/folder/file"] == "new" && after["old/deleted"] == nil && after["target"] == "new")
    #expect(counting.count > 15)

    for number in 1...counting.count {
      let edits = try prepare()
      do {
        try write(edits, faults: CallFaults(failing: number, code: code))
        // What is not needed any more may stay: a backup whose deletion failed, or an empty folder.
        var left = try contents().filter { !$0.key.contains(".bellows-") }
        if after["old"] == nil, left["old"] == "folder" { left["old"] = nil }
        #expect(left == after, "call \(number)")
      } catch let error as FileProblem {
        #expect(try contents() == before, "call \(number)")
        #expect(error.path.contains(folder.lastPathComponent), "call \(number): \(error.path)")
        #expect(error.reason == .system(code), "call \(number)")
      }
      try write(edits)
      let left = try contents().filter { !$0.key.contains(".bellows-") && $0.key != "old" }
      #expect(left == after.filter { $0.key != "old" }, "call \(number)")
    }
  }

  @Test("What is written are the paths that change: what is as it should be is not touched")
  func changedPaths() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let edits = try prepare()
    let others = ["none", "none/at/all", "old/none"].map { FileEdit(removing: folder.path + "/" + $0) }
    func names(_ paths: [String]) -> [String] { paths.map { String($0.dropFirst(folder.path.count + 1)) } }
    #expect(names(try write(edits + others)) == ["changed", "new/folder/file", "old/deleted", "link", "last"])
    let after = try contents()
    #expect(try write(edits + others) == [])
    #expect(try contents() == after)
    // A folder that is empty stays if nothing in it is deleted.
    let empty = folder.appendingPathComponent("empty")
    try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
    #expect(try write([FileEdit(removing: empty.path + "/none")]) == [])
    #expect(try contents()["empty"] == "folder")
    #expect(throws: FileProblem(empty.path, .write, .isFolder)) { try write([FileEdit(removing: empty.path)]) }
    #expect(throws: FileProblem(empty.path, .write, .isFolder)) { try write([FileEdit(empty.path, "x")]) }
  }
}
