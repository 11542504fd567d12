// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// `Migrations/baseline.sql` in a package.
struct BaselineFileTests {
  @Test("`sync` puts Migrations/baseline.sql into the build, and takes it out again")
  func synced() throws {
    let sandbox = try Sandbox.adopted()
    let file = "Sources/Migrations/Baseline.generated.swift"
    let list = "Sources/Migrations/Plans.generated.swift"
    let before = try sandbox.files()
    try sandbox.write("Migrations/baseline.sql", "CREATE VIEW v AS\n  SELECT \"a\" FROM users;\n")
    try sandbox.bellows("sync")
    #expect(try sandbox.read(file).contains("SELECT \"a\" FROM users;"))
    #expect(try sandbox.read(list).contains("baseline: Baseline.sql,"))
    try FileManager.default.removeItem(at: sandbox.root.appendingPathComponent("Migrations/baseline.sql"))
    try sandbox.bellows("sync")
    #expect(try sandbox.files() == before)
  }
}
