// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

@testable import BellowsSQLite

/// Where a copy of a database is made.
@Suite struct CopyPlaceTests {
  private static let temporary = FileManager.default.temporaryDirectory.path

  @Test(
    "A copy is made beside the database, unless only the folder for temporary files has space for it",
    arguments: [
      (0, 0, true), (0, -1, true), (-1, 0, false), (-1, -1, true), (Int.max, 0, true), (Int.max, -1, true),
      (Int.min, Int.max, false),
    ])
  func order(besideMore: Int, temporaryMore: Int, isBeside: Bool) throws {
    let folder = Self.temporary + "/bellows-place-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/app.sqlite"
    try Data(repeating: 0, count: 3000).write(to: URL(fileURLWithPath: path))
    try Data(repeating: 0, count: 500).write(to: URL(fileURLWithPath: path + "-wal"))
    // A step may copy every table, so there must be space for two files.
    func size(_ more: Int) -> Int { more == .max ? .max : more == .min ? 0 : 7000 + more }
    let sizes = [canonicalPath(folder): size(besideMore), Self.temporary: size(temporaryMore)]
    let parents = SQLite(path: path).copyParents { sizes[$0] ?? -1 }
    let both = [canonicalPath(folder), Self.temporary]
    #expect(parents == (isBeside ? both : both.reversed()))
  }

  @Test("A copy of a database in memory is made in the folder for temporary files")
  func memory() {
    #expect(SQLite(path: ":memory:").copyParents { _ in 0 } == [Self.temporary])
  }

  @Test("The free space of a folder is that of its file system, and unlimited if that is unknown")
  func freeSpace() throws {
    let attributes = try FileManager.default.attributesOfFileSystem(forPath: Self.temporary)
    let whole = try #require((attributes[.systemSize] as? NSNumber)?.intValue)
    let free = freeSize(of: Self.temporary)
    #expect(free > 0 && free <= whole)
    #expect(freeSize(of: Self.temporary + "/\(UUID().uuidString)") == .max)
  }
}
