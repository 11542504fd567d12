// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// `bellows sync` after merges in which a person or git made something of the files that Bellows writes.
struct SyncTests {
  private static func schema(_ lines: [String]) -> String {
    "target document\n\ntable users {\n\(lines.map { "  \($0)\n" }.joined())}\n"
  }

  /// The names of the fields and indexes in `current.schema`, in their order.
  private func elements(_ sandbox: Sandbox) throws -> [String] {
    try sandbox.read("Migrations/current.schema").matches(of: /\n  (?:index )?(\w+)[:\s]/).map { String($0.1) }
  }

  // MARK: - The current schema

  @Test(
    "The current schema has its fields and indexes in the order of the merged goal, whatever that is",
    arguments: [
      ["email", "age", "nickname", "name", "by_age", "by_nickname"],
      ["email", "nickname", "age", "name", "by_nickname", "by_age"],
      ["nickname", "name", "email", "age", "by_age", "by_nickname"],
      ["age", "name", "email", "nickname", "by_nickname", "by_age"],
    ])
  func order(_ names: [String]) throws {
    let lines = [
      "email": "email: string", "name": "name: string", "age": "age: int?", "nickname": "nickname: string?",
      "by_age": "index by_age (age)", "by_nickname": "index by_nickname (nickname)",
    ]
    func goal(_ names: [String]) -> String { Self.schema(names.compactMap { lines[$0] }) }
    let sandbox = try Sandbox.committed()
    try sandbox.git("branch", "--quiet", "feature")
    try sandbox.plan("add-nickname", goal(["email", "nickname", "name", "by_nickname"]))
    try sandbox.commitAll()
    try sandbox.git("switch", "--quiet", "feature")
    try sandbox.plan("add-age", goal(["email", "age", "name", "by_age"]))
    try sandbox.commitAll()
    _ = try sandbox.tryGit(["merge", "--quiet", "--no-commit", "main"])
    try sandbox.write("schemas/app.schema", goal(names))
    let result = try sandbox.bellows("sync")
    #expect(result.status == 0, "\(result)")
    #expect(try elements(sandbox) == names)
    try sandbox.git("add", "--all")
    try sandbox.passes()
  }

  @Test(
    "A current schema that has only one side after a merge gets the finished plans of the base branch and those of this one",
    arguments: ["--ours", "--theirs"], [true, false])
  func oneSide(_ side: String, isStaged: Bool) throws {
    let sandbox = try Sandbox.committed()
    try sandbox.git("branch", "--quiet", "feature")
    try sandbox.plan("add-nickname", Schemas.usersWithNickname)
    #expect(try sandbox.stage(of: "add-nickname") == (1, 1))
    try sandbox.commitAll()
    try sandbox.git("switch", "--quiet", "feature")
    try sandbox.plan("add-age", Schemas.usersWithAge)
    try sandbox.commitAll()
    #expect(try sandbox.tryGit(["merge", "--quiet", "--no-commit", "main"]).status != 0)
    try sandbox.git("checkout", "--quiet", side, "--", "Migrations/current.schema")
    try sandbox.write(
      "schemas/app.schema", Schemas.usersWithAge.replacing("age: int\n", with: "age: int\n  nickname: string?\n"))
    if isStaged { try sandbox.git("add", "Migrations/current.schema", "schemas") }
    let result = try sandbox.bellows("sync")
    #expect(result.status == 0 && !result.output.contains("no plan makes"), "\(result)")
    #expect(try Set(elements(sandbox)) == ["email", "name", "age", "nickname"])
    #expect(try sandbox.read("Migrations/current.schema").contains("add-age, deploy 1 of 2"))
    try sandbox.git("add", "--all")
    try sandbox.passes()
    try sandbox.commitAll()
    try sandbox.passes("--base", "main")
    #expect(try sandbox.bellows("sync").output.hasPrefix("Nothing to do"))
  }

  // MARK: - Plans and attestations

  @Test("Of two attestations of one deploy in conflict, the one of this branch is kept; one that a person chose stays")
  func attestations() throws {
    let sandbox = try Sandbox.planned()
    try sandbox.commitAll()
    try sandbox.git("branch", "--quiet", "feature")
    let file = "Migrations/add-age/1-attested-production-app.json"
    var texts: [String] = []
    for (branch, time) in [("main", "2026-03-02T10:11:12Z"), ("feature", "2026-03-03T00:00:00Z")] {
      try sandbox.git("switch", "--quiet", branch)
      var members = try sandbox.attestation(of: 1, plan: "add-age")
      members["time"] = time
      try sandbox.write("attested.json", try JSONSerialization.data(withJSONObject: members, options: .sortedKeys))
      #expect(try sandbox.bellows("advance", "attested.json").status == 0)
      try sandbox.remove("attested.json")
      try sandbox.commitAll()
      texts.append(try sandbox.read(file))
    }
    #expect(texts[0] != texts[1])
    #expect(try sandbox.tryGit(["merge", "--quiet", "--no-commit", "main"]).status != 0)
    #expect(try sandbox.read(file).contains("<<<<<<<"))
    #expect(try sandbox.bellows("sync").status == 0)
    #expect(try sandbox.read(file) == texts[1])
    // Git still has it as a conflict.
    try sandbox.write(file, texts[0])
    let again = try sandbox.bellows("sync")
    #expect(again.output.hasPrefix("Nothing to do"), "\(again)")
    #expect(try sandbox.read(file) == texts[0])
    try sandbox.git("add", "--all")
    try sandbox.passes()
  }

  @Test("Of two plans of one name in conflict, of which none is merged, the one of this branch is kept")
  func plansOfOneName() throws {
    let sandbox = try Sandbox.committed()
    try sandbox.git("branch", "--quiet", "other")
    try sandbox.git("switch", "--quiet", "--create", "feature")
    try sandbox.plan("one", Schemas.usersWithAge)
    try sandbox.commitAll()
    try sandbox.git("switch", "--quiet", "other")
    try sandbox.plan("one", Schemas.usersWithAge.replacing("age: int", with: "size: int"))
    try sandbox.commitAll()
    try sandbox.git("switch", "--quiet", "feature")
    let before = try sandbox.files().filter { $0.key.hasPrefix("Migrations/one/") }
    #expect(try sandbox.tryGit(["merge", "--quiet", "--no-commit", "other"]).status != 0)
    #expect(try sandbox.read("Migrations/one/goal.schema").contains("<<<<<<<"))
    try sandbox.write("schemas/app.schema", Schemas.usersWithAge)
    for path in try sandbox.files().keys where path.hasSuffix("/One.swift") {
      try sandbox.git("checkout", "--quiet", "--ours", "--", path)
    }
    let result = try sandbox.bellows("sync")
    #expect(result.status == 0 && !result.output.contains("no plan makes"), "\(result)")
    #expect(try sandbox.files().filter { $0.key.hasPrefix("Migrations/one/") } == before)
    #expect(try elements(sandbox) == ["email", "name", "age"])
    #expect(try sandbox.bellows("sync").output.hasPrefix("Nothing to do"))
    try sandbox.git("add", "--all")
    try sandbox.passes()
  }

  @Test(
    "An advanced plan stays if a branch took it back and git takes its files for those of a plan of that branch",
    arguments: [["--squash"], ["--no-ff", "--no-commit"]])
  func anAdvancedPlanThatGitRenames(options: [String]) throws {
    let sandbox = try Sandbox.planned()
    try sandbox.commitAll()
    try sandbox.git("switch", "--quiet", "--create", "feature")
    try sandbox.git("revert", "--no-edit", "HEAD")
    try sandbox.plan("add-size", Schemas.usersWithAge.replacing("age: int", with: "size: int"))
    try sandbox.commitAll()
    try sandbox.git("switch", "--quiet", "main")
    try sandbox.advance("add-age", from: 1)
    try sandbox.commitAll()
    _ = try sandbox.tryGit(["merge"] + options + ["feature"])
    #expect(try sandbox.files()["Migrations/add-age/plan.json"] == nil)
    let result = try sandbox.bellows("sync")
    #expect(result.status == 0, "\(result)")
    #expect(try sandbox.stage(of: "add-age") == (2, 2))
    #expect(try sandbox.stage(of: "add-size") == (1, 2))
    #expect(try sandbox.read("Migrations/current.schema").contains("  age: int\n"))
  }

  @Test("An attestation in the folder of another plan is deleted; its own and what is none stay")
  func strayAttestations() throws {
    let sandbox = try Sandbox.planned()
    try sandbox.commitAll()
    try sandbox.advance("add-age", from: 1)
    try sandbox.commitAll()
    try sandbox.plan(
      "add-size", Schemas.usersWithAge.replacing("age: int\n", with: "age: int\n  size: int\n"))
    try sandbox.commitAll()
    try sandbox.advance("add-size", from: 1)
    try sandbox.commitAll()
    let name = "1-attested-production-app.json"
    let texts = try ["add-age", "add-size"].map { try sandbox.read("Migrations/\($0)/\(name)") }
    try sandbox.write("Migrations/add-size/1-attested-production-other.json", texts[0])
    try sandbox.write("Migrations/add-size/1-attested-notes.json", "a note")
    let result = try sandbox.bellows("sync")
    #expect(result.status == 0, "\(result)")
    let files = try sandbox.files()
    #expect(files["Migrations/add-size/1-attested-production-other.json"] == nil)
    #expect(files["Migrations/add-size/1-attested-notes.json"] == "a note")
    #expect(files["Migrations/add-age/\(name)"] == texts[0])
    #expect(files["Migrations/add-size/\(name)"] == texts[1])
    #expect(try sandbox.bellows("sync").output.hasPrefix("Nothing to do"))
  }
}
