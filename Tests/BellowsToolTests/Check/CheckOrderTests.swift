// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// `bellows check` of plans that were made again, that came from another branch, or that were taken back.
@Suite struct CheckOrderTests {
  @Test("A plan of a branch that is made again may begin at a later deploy")
  func aPlanThatIsMadeAgain() throws {
    let sandbox = try Sandbox()
    let users = Schemas.users.replacing("document", with: "sqlite")
    try sandbox.write("schemas/app.schema", users)
    #expect(try sandbox.bellows("generate", "--adopt").status == 0)
    try sandbox.commitAll()
    try sandbox.git("switch", "--quiet", "--create", "feature")
    try sandbox.plan("change", users.replacing("name: string\n", with: "name: string\n  age: int\n"))
    let before = try sandbox.stage(of: "change")
    #expect(before.deploy < before.count)
    try sandbox.commitAll()
    try sandbox.plan("change", users.replacing("name: string", with: "fullName: string @was(name)"))
    #expect(try sandbox.stage(of: "change").deploy > before.deploy, "a rename on SQLite is one commit")
    try sandbox.passes()
    try sandbox.commitAll()
    try sandbox.passes("--base", "main")
    let rules = try sandbox.refusals("--base", "HEAD~1")
    #expect(rules.contains("plan-changed"), "a branch with the plan may not change it: \(rules)")
  }

  @Test("A plan that came to main by a cherry-pick may be advanced on its branch, with attestations")
  func aCherryPickedPlan() throws {
    let sandbox = try Sandbox.committed()
    try sandbox.git("switch", "--quiet", "--create", "feature")
    try sandbox.plan("add-age", Schemas.usersWithAge)
    try sandbox.commitAll()
    try sandbox.git("switch", "--quiet", "main")
    try sandbox.write("notes.txt", "x")
    try sandbox.commitAll()
    try sandbox.git("cherry-pick", "feature")
    try sandbox.git("switch", "--quiet", "feature")
    try sandbox.advance("add-age", from: 1)
    try sandbox.passes()
    try sandbox.commitAll()
    try sandbox.passes("--base", "main")
    #expect(try sandbox.refusals("--base", "main~1") == ["deploy-out-of-order"], "main had no plan there")
    try sandbox.git("switch", "--quiet", "--create", "other", "main~1")
    try sandbox.plan("add-age", Schemas.usersWithAge.replacing("age: int", with: "age: int\n  size: int"))
    try sandbox.commitAll()
    try sandbox.git("switch", "--quiet", "feature")
    #expect(try sandbox.refusals("--base", "other") == ["deploy-out-of-order"], "that is another plan")
    try sandbox.remove("Migrations/add-age/1-attested-production-app.json")
    try sandbox.commitAll()
    #expect(try sandbox.refusals("--base", "main") == ["attestation-missing"])
  }

  @Test("A plan that is not merged may be advanced with an attestation, and not in the commit that brings it to main")
  func anAdvancedPlan() throws {
    let sandbox = try Sandbox.committed()
    try sandbox.git("switch", "--quiet", "--create", "feature")
    try sandbox.plan("add-age", Schemas.usersWithAge)
    try sandbox.commitAll()
    try sandbox.advance("add-age", from: 1)
    try sandbox.passes()
    try sandbox.commitAll()
    #expect(try sandbox.refusals("--base", "main") == ["deploy-out-of-order"])
    try sandbox.git("switch", "--quiet", "main")
    try sandbox.git("merge", "--quiet", "--squash", "feature")
    #expect(try sandbox.refusals() == ["deploy-out-of-order"])
  }

  @Test("A merge may take a plan back that one side took back deploy by deploy, and no other one")
  func aPlanThatIsTakenBack() throws {
    let sandbox = try Sandbox.planned()
    try sandbox.commitAll()
    try sandbox.advance("add-age", from: 1)
    try sandbox.commitAll()
    try sandbox.git("switch", "--quiet", "--create", "feature")
    #expect(try sandbox.bellows("back", "add-age").status == 0)
    try sandbox.commitAll()
    try sandbox.write("schemas/app.schema", Schemas.users)
    #expect(try sandbox.bellows("drop", "add-age").status == 0)
    try sandbox.git("add", "--all")
    try sandbox.passes()
    try sandbox.commitAll()
    try sandbox.git("switch", "--quiet", "main")
    try sandbox.write("notes.txt", "x")
    try sandbox.commitAll()
    try sandbox.git("merge", "--quiet", "--no-ff", "--no-commit", "feature")
    try sandbox.passes()
    try sandbox.git("merge", "--abort")

    // The same files, as one commit of main, or as the merge of a branch that has the plan.
    try sandbox.git("branch", "late", "main~1")
    for branch in ["main", "late"] {
      try sandbox.git("switch", "--quiet", branch)
      if branch == "late" {
        try sandbox.write("late.txt", "x")
        try sandbox.commitAll()
        try sandbox.git("merge", "--quiet", "--no-ff", "--no-commit", "main")
      }
      try sandbox.git("checkout", "feature", "--", ".")
      try sandbox.git("rm", "-r", "--quiet", "--force", "Migrations/add-age", "Sources/Migrations/add-age")
      let rules = try sandbox.refusals()
      #expect(rules.contains("plan-lost"), "\(branch): \(rules)")
      try sandbox.git("reset", "--quiet", "--hard")
    }
  }

  @Test("What a goal lacks without a plan is shown where the current schema has it")
  func removedElements() throws {
    let sandbox = try Sandbox()
    let tables =
      "target document\n\ntable users {\n  email: string\n  name: string\n}\n\ntable teams {\n  title: string\n}\n"
    try sandbox.write("schemas/app.schema", tables)
    #expect(try sandbox.bellows("generate", "--adopt").status == 0)
    try sandbox.write("schemas/app.schema", "target document\n\ntable users {\n  email: string\n  nick: string?\n}\n")
    try sandbox.git("init", "--quiet")
    try sandbox.git("add", "--all")
    let result = try sandbox.bellows("check")
    let lines = try sandbox.read("Migrations/current.schema").split(separator: "\n", omittingEmptySubsequences: false)
    let (field, table) = (lines.firstIndex(of: "  name: string"), lines.firstIndex(of: "table teams {"))
    for (place, path) in [
      ("Migrations/current.schema:\(try #require(field) + 1):3", "users.name"),
      ("Migrations/current.schema:\(try #require(table) + 1):7", "teams"), ("schemas/app.schema:5:3", "users.nick"),
    ] {
      #expect(result.output.contains("\(place): error: no plan contains this change: \(path) "), "\(result.output)")
    }
  }

  @Test("A file of a plan that is deleted is missed, apart from its report and attestations", arguments: [false, true])
  func deletedFiles(isFinished: Bool) throws {
    let sandbox = try Sandbox.planned()
    try sandbox.commitAll()
    if isFinished {
      try sandbox.advance("add-age", from: 1)
      try sandbox.commitAll()
    }
    let paths = try sandbox.files().keys.sorted().filter { path in
      (path.hasPrefix("Migrations/add-age/") || path.hasPrefix("Sources/Migrations/add-age/"))
        && !path.hasSuffix("AddAge.swift")
    }
    #expect(paths.count == (isFinished ? 7 : 6), "\(paths)")
    for path in paths {
      try sandbox.remove(path)
      try sandbox.git("add", "--all")
      if path.hasSuffix("plan.md") || path.contains("-attested-") {
        try sandbox.passes()
      } else {
        let rules = try sandbox.refusals()
        let wanted = path.hasSuffix(".schema") ? "generated-file-edited" : "generated-file-missing"
        #expect(rules.contains(wanted), "\(path): \(rules)")
      }
      try sandbox.git("reset", "--quiet", "--hard")
    }
  }

  @Test("The check starts git as often for three plans as for one")
  func processes() throws {
    let sandbox = try Sandbox.adopted()
    try sandbox.git("init", "--quiet")
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let git = try #require(
      path.split(separator: ":").map { "\($0)/git" }.first { FileManager.default.isExecutableFile(atPath: $0) })
    try sandbox.write(".build/bin/git", "#!/bin/sh\necho \"$*\" >> .build/log\nexec '\(git)' \"$@\"\n")
    let script = sandbox.root.appendingPathComponent(".build/bin/git").path
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
    try sandbox.write(".gitignore", ".build\n")
    var counts: [Int] = []
    // Each plan has a table of its own, in a file of its own.
    try sandbox.remove("schemas/app.schema")
    try sandbox.write("schemas/app/users.schema", Schemas.users)
    for plan in ["one", "two", "three"] {
      try sandbox.write("schemas/app/\(plan).schema", "table \(plan) {\n  name: string\n}\n")
      #expect(try sandbox.bellows("generate", plan).status == 0)
      try sandbox.git("add", "--all")
      let folder = sandbox.root.appendingPathComponent(".build/bin").path
      let result = try sandbox.bellows("check", environment: ["PATH": "\(folder):\(path)"])
      #expect(result.status == 0, "\(result)")
      counts.append(try sandbox.read(".build/log").split(separator: "\n").count)
      try sandbox.remove(".build/log")
    }
    #expect(Set(counts).count == 1, "\(counts)")
  }
}
