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

/// What `bellows drop` leaves of a plan.
struct DroppedTemplateTests {
  @Test("`drop` deletes a file for functions in which nothing was written, and keeps one with a function")
  func template() throws {
    let sandbox = try Sandbox.adopted()
    let before = try sandbox.files()
    try sandbox.write("schemas/app.schema", Schemas.users.replacingOccurrences(of: "}", with: "  bio: string\n}"))
    let file = "Sources/Migrations/2026-03-01-add-bio/AddBio.swift"
    #expect(try sandbox.bellows("generate", "2026-03-01-add-bio").status == 0)
    let text = try sandbox.read(file)
    #expect(try sandbox.bellows("drop", "2026-03-01-add-bio").status == 0)
    try sandbox.write("schemas/app.schema", Schemas.users)
    #expect(try sandbox.files() == before)
    try sandbox.write("schemas/app.schema", Schemas.users.replacingOccurrences(of: "}", with: "  bio: string\n}"))
    try sandbox.bellows("generate", "2026-03-01-add-bio")
    try sandbox.write(file, text + "// mine\n")
    let dropped = try sandbox.bellows("drop", "2026-03-01-add-bio")
    #expect(dropped.output.contains("kept     \(file)"), "\(dropped)")
    #expect(try sandbox.read(file) == text + "// mine\n")
  }
}
