// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// `bellows sync` after merges by hand: what it takes from which side.
@Suite struct SyncMergeTests {
  /// A main branch with the plan for an age, and a branch from it.
  private func shared() throws -> Sandbox {
    let sandbox = try Sandbox.planned()
    try sandbox.commitAll()
    try sandbox.git("switch", "--quiet", "--create", "feature")
    return sandbox
  }

  /// A branch into which a plan of the main branch is merged, before the commit.
  private func merging() throws -> Sandbox {
    let sandbox = try Sandbox.committed()
    try sandbox.git("switch", "--quiet", "--create", "feature")
    try sandbox.write("notes.txt", "x")
    try sandbox.commitAll()
    try sandbox.git("switch", "--quiet", "main")
    try sandbox.plan("add-age", Schemas.usersWithAge)
    try sandbox.commitAll()
    try sandbox.git("switch", "--quiet", "feature")
    try sandbox.git("merge", "--quiet", "--no-commit", "main")
    return sandbox
  }

  /// Runs `sync`, which must succeed.
  private func sync(_ sandbox: Sandbox) throws {
    let result = try sandbox.bellows("sync")
    #expect(result.status == 0, "\(result)")
  }

  @Test("A plan that the main branch does not have stays as it is")
  func ownPlan() throws {
    let sandbox = try Sandbox.committed()
    try sandbox.git("switch", "--quiet", "--create", "feature")
    try sandbox.plan("add-age", Schemas.usersWithAge)
    try sandbox.commitAll()
    let before = try sandbox.files()
    #expect(try sandbox.bellows("sync").output.hasPrefix("Nothing to do"))
    #expect(try sandbox.files() == before)
  }

  @Test("A plan that the main branch has otherwise becomes the one of the main branch")
  func otherPlan() throws {
    let sandbox = try shared()
    let goal = try sandbox.read("Migrations/add-age/goal.schema")
    try sandbox.git("reset", "--quiet", "--hard", "HEAD~1")
    try sandbox.plan("add-age", Schemas.usersWithAge.replacing("age: int", with: "age: int\n  size: int"))
    try sandbox.commitAll()
    try sandbox.git("merge", "--quiet", "--strategy", "ours", "main")
    #expect(try sandbox.read("Migrations/add-age/goal.schema") != goal)
    let result = try sandbox.bellows("sync")
    #expect(result.status == 0 && result.output.contains("has changes that no plan makes"), "\(result)")
    #expect(try sandbox.read("Migrations/add-age/goal.schema") == goal)
    let current = try sandbox.read("Migrations/current.schema")
    #expect(current.contains("age: int?") && !current.contains("size"), "\(current)")
  }

  @Test("Of an attestation that both sides filed, the one of this side stays")
  func attestations() throws {
    let sandbox = try shared()
    let file = "Migrations/add-age/1-attested-production-app.json"
    for branch in ["main", "feature"] {
      try sandbox.git("switch", "--quiet", branch)
      try sandbox.advance("add-age", from: 1)
      if branch == "feature" {
        try sandbox.edit(file, "10:11:12", "22:11:12")
        try sandbox.edit("Migrations/add-age/plan.md", "#", "# Look:")
      }
      try sandbox.commitAll()
    }
    let before = try sandbox.files()
    #expect(try sandbox.tryGit(["merge", "main"]).status != 0)
    #expect(try sandbox.read(file).contains("<<<<<<< "))
    try sync(sandbox)
    #expect(try sandbox.files() == before)
    // What a person resolved otherwise stays so.
    let other = try #require(before[file]).replacing("22:11:12", with: "10:11:12")
    try sandbox.write(file, other)
    try sync(sandbox)
    #expect(try sandbox.read(file) == other)
    try sandbox.git("add", "--all")
    try sandbox.passes()
  }

  @Test("Of a stage that both sides moved, the later one stays")
  func stages() throws {
    let sandbox = try Sandbox.committed()
    try sandbox.plan("rename", Schemas.users.replacing("name: string", with: "fullName: string @was(name)"))
    try sandbox.commitAll()
    try sandbox.git("branch", "feature")
    for (branch, count) in [("main", 1), ("feature", 2)] {
      try sandbox.git("switch", "--quiet", branch)
      for _ in 0..<count { try sandbox.advance("rename", from: try sandbox.stage(of: "rename").deploy) }
      try sandbox.commitAll()
    }
    let before = try sandbox.files()
    #expect(try sandbox.tryGit(["merge", "main"]).status != 0)
    #expect(try sandbox.read("Migrations/rename/deploy").contains("<<<<<<< "))
    try sync(sandbox)
    #expect(try sandbox.files() == before)
    #expect(try sandbox.stage(of: "rename") == (4, 4))
  }

  @Test("Of a plan that two branches made, or made again, the one of this branch stays", arguments: [false, true])
  func madeTwice(isAgain: Bool) throws {
    let sandbox = try Sandbox.committed()
    try sandbox.git("switch", "--quiet", "--create", "feature")
    if isAgain { try sandbox.plan("more", Schemas.usersWithAge) }
    try sandbox.write("notes.txt", "x")
    try sandbox.commitAll()
    try sandbox.git("branch", "other")
    for (branch, field) in [("other", "size"), ("feature", "rank")] {
      try sandbox.git("switch", "--quiet", branch)
      try sandbox.plan("more", Schemas.users.replacing("  name: string\n", with: "  name: string\n  \(field): int\n"))
      try sandbox.commitAll()
    }
    let before = try sandbox.files()
    #expect(try sandbox.tryGit(["merge", "other"]).status != 0)
    try sandbox.write("schemas/app.schema", try #require(before["schemas/app.schema"]))
    try sync(sandbox)
    // A conflict in hand-written functions is left to a person.
    let changed = try sandbox.files().filter { before[$0.key] != $0.value }.map(\.key)
    #expect(changed.allSatisfy { $0 == "Sources/Migrations/more/More.swift" }, "\(changed)")
    #expect(try before.keys.allSatisfy(sandbox.files().keys.contains))
  }

  @Test("A report of a plan that a merge brings may be edited")
  func editedReport() throws {
    let sandbox = try merging()
    try sandbox.edit("Migrations/add-age/plan.md", "#", "# Look:")
    let before = try sandbox.files()
    try sync(sandbox)
    #expect(try sandbox.files() == before)
  }

  @Test("The retired plans are those of both sides; a list without a conflict is not touched")
  func retired() throws {
    let sandbox = try Sandbox.committed()
    for (text, wanted) in [
      ("one\r\ntwo\r\none\r\n", nil), ("# Old ones:\none\n", nil),
      ("zero\n<<<<<<< ours\none\ntwo\n=======\ntwo\nthree\n>>>>>>> theirs\n", "zero\none\ntwo\nthree\n"),
      ("<<<<<<< ours\r\none\r\n=======\r\ntwo\r\n>>>>>>> theirs\r\n", "one\ntwo\n"),
    ] {
      try sandbox.write("Migrations/retired", text)
      try sync(sandbox)
      #expect(try sandbox.read("Migrations/retired") == wanted ?? text)
    }
  }

  @Test("A conflict in hand-written functions is left to a person, and the plan stays as it is")
  func handWritten() throws {
    let sandbox = try shared()
    let file = "Sources/Migrations/add-age/AddAge.swift"
    try sandbox.edit(file, "not be overwritten", "be edited here")
    try sandbox.edit("Migrations/add-age/plan.md", "#", "# Look:")
    try sandbox.commitAll()
    try sandbox.git("switch", "--quiet", "main")
    try sandbox.edit(file, "not be overwritten", "be edited there")
    try sandbox.commitAll()
    try sandbox.git("switch", "--quiet", "feature")
    #expect(try sandbox.tryGit(["merge", "main"]).status != 0)
    let before = try sandbox.files()
    #expect(before[file]?.contains("<<<<<<< ") == true)
    #expect(before["Migrations/add-age/plan.md"]?.contains("# Look:") == true)
    try sync(sandbox)
    #expect(try sandbox.files() == before)
  }

  @Test(
    "In a merge, a plan that one side has is as that side has it, whatever git put into its files",
    arguments: [
      ("goal.schema", "age: int", "age: string"), ("base.schema", "email", "mail"), ("deploy", "1 of 2", "2 of 2"),
    ])
  func mixtures(_ name: String, _ old: String, _ new: String) throws {
    let sandbox = try merging()
    let before = try sandbox.files()
    let path = "Migrations/add-age/\(name)"
    try sandbox.edit(path, old, new)
    try sync(sandbox)
    #expect(try sandbox.read(path) == before[path])
    #expect(try sandbox.files() == before)
  }

  @Test("A conflict in the current schema is resolved with the elements of both sides, and indexes stay")
  func indexes() throws {
    let sandbox = try Sandbox()
    func goal(_ fields: String...) -> String {
      "target sqlite\n\ntable users {\n  email: string\n\(fields.map { "  \($0): string?\n" }.joined())\n"
        + "  unique by_email (email)\n}\n"
    }
    try sandbox.write("schemas/app.schema", goal())
    #expect(try sandbox.bellows("generate", "--adopt").status == 0)
    try sandbox.commitAll()
    for name in ["nick", "city"] {
      try sandbox.git("switch", "--quiet", "--create", name, "main")
      try sandbox.plan("add-\(name)", goal(name))
      try sandbox.commitAll()
    }
    // The main branch went on, so that its current schema says nothing of the branches.
    try sandbox.git("switch", "--quiet", "main")
    try sandbox.write("notes.txt", "x")
    try sandbox.commitAll()
    try sandbox.git("switch", "--quiet", "nick")
    #expect(try sandbox.tryGit(["merge", "city"]).status != 0)
    #expect(try sandbox.read("Migrations/current.schema").contains("<<<<<<< "))
    try sandbox.write("schemas/app.schema", goal("nick", "city"))
    let result = try sandbox.bellows("sync")
    #expect(result.status == 0 && !result.output.contains("no plan makes"), "\(result)")
    let current = try sandbox.read("Migrations/current.schema")
    for line in ["  nick: string?\n", "  city: string?\n", "  unique by_email (email)\n"] {
      #expect(current.contains(line), "\(current)")
    }
    try sandbox.git("add", "--all")
    try sandbox.passes()
  }

  @Test("A finished plan that a merge takes back, and a later plan changed, stays as the later one made it")
  func changedSince() throws {
    let sandbox = try Sandbox.planned()
    try sandbox.commitAll()
    try sandbox.git("switch", "--quiet", "--create", "feature")
    try sandbox.git("revert", "--no-edit", "HEAD")
    try sandbox.git("switch", "--quiet", "main")
    try sandbox.advance("add-age", from: 1)
    try sandbox.commitAll()
    try sandbox.plan("relax", Schemas.usersWithAge.replacing("age: int\n", with: "age: int?\n"))
    try sandbox.commitAll()
    while case let stage = try sandbox.stage(of: "relax"), stage.deploy < stage.count {
      try sandbox.advance("relax", from: stage.deploy)
      try sandbox.commitAll()
    }
    // Another branch, which lacks something of the main branch.
    try sandbox.git("switch", "--quiet", "--create", "release")
    try sandbox.git("switch", "--quiet", "main")
    try sandbox.write("notes.txt", "x")
    try sandbox.commitAll()
    try sandbox.git("switch", "--quiet", "release")
    let (goal, current) = try (sandbox.read("schemas/app.schema"), sandbox.read("Migrations/current.schema"))
    #expect(try sandbox.tryGit(["merge", "--no-commit", "feature"]).status != 0)
    try sandbox.write("schemas/app.schema", goal)
    try sync(sandbox)
    #expect(try sandbox.stage(of: "add-age") == (2, 2))
    #expect(try sandbox.read("Migrations/current.schema") == current)
  }
}
