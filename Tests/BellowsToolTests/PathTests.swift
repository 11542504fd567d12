// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

@testable import BellowsTool

/// Paths as text, and the names in a folder.
@Suite struct PathTests {
  @Test(
    "A path is divided into its parent and its last component",
    arguments: [
      ("a", ".", "a"), ("a/b", "a", "b"), ("a/b/", "a", "b"), ("a/b//", "a", "b"), ("a/", ".", "a"), ("/a", "/", "a"),
      ("/", "/", "/"),
      ("//", "/", "/"), ("./a", ".", "a"), ("a.b/c.d", "a.b", "c.d"),
    ])
  func division(_ path: String, _ folder: String, _ name: String) {
    #expect(parent(of: path) == folder && lastPart(of: path) == name)
  }

  @Test("A folder and a name are joined with one slash; the current folder adds nothing")
  func joining() {
    #expect(join("", "a") == "a" && join(".", "a") == "a" && join("/", "a") == "/a")
    #expect(join("b", "a") == "b/a" && join("b/", "a") == "b/a" && join("../b", "a") == "../b/a")
  }

  @Test("The names in a folder are in the order of their bytes, however the disk lists them")
  func order() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-names-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let created = (0..<60).map { "n\($0 * 37 % 60)" } + ["B", "a", ".h", "ä", "z"]
    for name in created.shuffled() { try Data().write(to: folder.appendingPathComponent(name)) }
    let found = try names(inFolderAt: folder.path)
    #expect(found == created.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }
}
