// Part of Bellows. MIT licence: see LICENSE.
import Testing

/// A name in `@was` that the old schema does not have: an error wherever a plan would lose it.
struct PreviousNamesTests {
  private static let misspelt = Schemas.users.replacing("name: string", with: "fullName: string @was(nmae)")
  private static let right = Schemas.users.replacing("name: string", with: "fullName: string @was(name)")

  @Test("plan and generate refuse an unknown name and write nothing")
  func planAndGenerate() throws {
    let sandbox = try Sandbox.adopted()
    try sandbox.write("schemas/app.schema", Self.misspelt)
    let before = try sandbox.files()
    try sandbox.write("old.schema", Schemas.users)
    for arguments in [["plan"], ["generate", "rename"], ["plan", "old.schema", "schemas/app.schema"]] {
      let result = try sandbox.run(Sandbox.tool, arguments)
      #expect(result.status == 1, "\(arguments): \(result.output)")
      #expect(result.output.isEmpty)
      #expect(result.errors.contains("did you mean 'name'? [previous-name-unknown]"), "\(result.errors)")
      #expect(result.errors.contains("fullName: string @was(name)\n"), "\(result.errors)")
    }
    try sandbox.remove("old.schema")
    #expect(try sandbox.files() == before)
    try sandbox.write("schemas/app.schema", Self.right)
    #expect(try sandbox.bellows("generate", "rename").status == 0)
    // It is history from now on.
    try sandbox.write("schemas/app.schema", Self.misspelt)
    #expect(try sandbox.bellows("plan", "Migrations/rename/goal.schema", "schemas/app.schema").status == 0)
  }

  @Test("check refuses an unknown name, and warns between revisions")
  func check() throws {
    let sandbox = try Sandbox.committed()
    try sandbox.write("schemas/app.schema", Self.misspelt)
    try sandbox.git("add", "--all")
    #expect(try sandbox.refusals().contains("previous-name-unknown"))
    let plan = try sandbox.bellows("plan", "--from", "HEAD")
    #expect(plan.status == 0, "\(plan.errors)")
    #expect(plan.errors.contains("warning: ") && plan.errors.contains("[previous-name-unknown]"), "\(plan.errors)")
    let other = try Sandbox()
    try other.write("schemas/app.schema", Schemas.users)
    try other.commitAll()
    try other.write("schemas/app.schema", Self.misspelt)
    try other.git("add", "--all")
    let linted = try other.bellows("check").output
    #expect(linted.contains("warning: ") && linted.contains("[previous-name-unknown]"), "\(linted)")
  }
}
