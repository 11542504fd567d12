// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// Plans are made again from the changed tables in their folder and from the current schema.
struct PlanFolderTests {
  private static let schema = "target sqlite\n\ntable a {\n  x: int\n}\n\ntable b {\n  y: int\n}\n"

  /// A package with a committed plan that changes `a`, on a branch.
  private func planned(_ arguments: String...) throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.write("schemas/app.schema", Self.schema)
    #expect(try sandbox.bellows("generate", "--adopt").status == 0)
    try sandbox.commitAll()
    try sandbox.git("checkout", "--quiet", "-b", "feature")
    try sandbox.write("schemas/app.schema", Self.schema.replacing("x: int", with: "x: string"))
    #expect(try sandbox.run(Sandbox.tool, ["generate", "retype"] + arguments).status == 0)
    try sandbox.commitAll()
    return sandbox
  }

  @Test(
    "Without the tables before it, or with other ones, nothing is planned", arguments: [nil, "x: string", "x: bool"])
  func anotherBase(_ field: String?) throws {
    let sandbox = try planned()
    let path = "Migrations/retype/base.schema"
    if let field {
      try sandbox.write(path, try sandbox.read(path).replacing("x: int", with: field))
    } else {
      try sandbox.remove(path)
    }
    let before = try sandbox.contents()
    for arguments in [["plan"], ["generate", "retype"]] {
      let result = try sandbox.run(Sandbox.tool, arguments)
      #expect(result.status == 2 && result.errors.contains(path), "\(arguments): \(result.output)\(result.errors)")
    }
    #expect(try sandbox.contents() == before)
  }

  @Test("A plan that is made again keeps its rollout")
  func keepsItsOptions() throws {
    let sandbox = try planned("--rollout", "offline")
    let before = try sandbox.contents()
    #expect(try sandbox.bellows("generate", "retype").output.contains("Nothing to do"))
    #expect(try sandbox.contents() == before)
    #expect(try sandbox.bellows("generate", "retype", "--rollout", "rolling").status == 0)
    #expect(try sandbox.read("Migrations/retype/plan.json").contains("rolling"))
  }

  @Test("No plan is called like the folder of the row types", arguments: ["rows", "Rows", "ROWS"])
  func rows(_ name: String) throws {
    let sandbox = try planned()
    let before = try sandbox.contents()
    let result = try sandbox.bellows("generate", name)
    #expect(result.status == 2 && result.errors.contains("'rows' is taken"), "\(result.errors)")
    #expect(try sandbox.contents() == before)
  }

  @Test("Comments and the order of fields make no other plan, once it is merged")
  func comments() throws {
    let sandbox = try planned()
    try sandbox.git("branch", "--force", "main")
    let goal = try sandbox.read("schemas/app.schema")
    try sandbox.write("schemas/app.schema", goal.replacing("table a", with: "/// Letters.\ntable a"))
    #expect(try sandbox.bellows("plan").status == 0)
    #expect(try sandbox.bellows("generate", "retype").output.contains("Nothing to do"))
  }

  @Test("A plan whose folder was never there cannot skip its releases")
  func skippedReleases() throws {
    let sandbox = try planned()
    let mark = try sandbox.read("Migrations/current.schema").prefix { $0 != "\n" }
    let count = try #require(mark.split(separator: " ").last)
    try sandbox.git("reset", "--quiet", "--soft", "main")
    let current = try sandbox.read("Migrations/current.schema")
    let end = try #require(current.range(of: ", deploy "))
    let rest = current[(current.firstIndex(of: "\n") ?? current.endIndex)...]
    try sandbox.write("Migrations/current.schema", current[..<end.upperBound] + "\(count) of \(count)" + rest)
    try sandbox.remove("Migrations/retype")
    try sandbox.git("add", "--all")
    #expect(try sandbox.bellows("check").status == 1)
  }

  @Test("Line ends of another system in the files of an older plan are no edit")
  func lineEnds() throws {
    let sandbox = try Sandbox()
    try sandbox.write("schemas/app.schema", Self.schema)
    #expect(try sandbox.bellows("init").status == 0)
    #expect(try sandbox.bellows("generate", "first").status == 0)
    try sandbox.commitAll()
    try sandbox.write("schemas/app.schema", Self.schema.replacing("y: int", with: "y: int\n  z: int?"))
    #expect(try sandbox.bellows("generate", "second").status == 0)
    try sandbox.commitAll()
    for file in ["Migrations/first/goal.schema", "Migrations/first/plan.json"] {
      try sandbox.write(file, try sandbox.read(file).replacing("\n", with: "\r\n"))
    }
    try sandbox.git("add", "--all")
    let result = try sandbox.bellows("check")
    #expect(result.status == 0, "\(result.output)")
  }
}
