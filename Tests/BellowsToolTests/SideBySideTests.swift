// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// Several plans under way: what `generate` refuses, what it lets begin later, and what functions get meanwhile.
@Suite struct SideBySideTests {
  private static func schema(_ fields: String...) -> String {
    "target sqlite\n\ntable users {\n  email: string\n\(fields.map { "  \($0)\n" }.joined())}\n"
  }

  /// A package whose main branch has a rename of `nick` in two commits, at the first of them.
  private func renaming() throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.write("schemas/app.schema", Self.schema("nick: string?", "age: int?"))
    #expect(try sandbox.bellows("generate", "--adopt").status == 0)
    try sandbox.commitAll()
    try sandbox.write("schemas/app.schema", Self.schema("nick: int? @was(nick)", "age: int?"))
    try sandbox.plan("convert", Self.schema("nick: int?", "age: int?"))
    let (deploy, count) = try sandbox.stage(of: "convert")
    #expect(deploy < count)
    try sandbox.commitAll()
    return sandbox
  }

  @Test("A function gets its row without what another plan changes")
  func hiddenColumns() throws {
    let sandbox = try renaming()
    try sandbox.plan("add-locale", Self.schema("nick: int?", "age: int?", "locale: string"))
    let swift = try sandbox.read("Sources/Migrations/add-locale/AddLocale.generated.swift")
    let row = try #require(swift.components(separatedBy: "struct UsersBefore").dropFirst().first)
    #expect(row.contains("var email: String") && row.contains("var age: Int64?"), "\(row)")
    #expect(!row.contains("nick"), "the other plan changes it: \(row)")
    #expect(try sandbox.read("Migrations/add-locale/plan.json").contains("\"without\""))
    try sandbox.passes()
    try sandbox.commitAll()
    try sandbox.passes("--base", "main~1")
    #expect(try sandbox.bellows("status").output.contains("add-locale"))
  }

  @Test("A function that names its fields lets other plans change the rest")
  func declaredReads() throws {
    let sandbox = try Sandbox()
    try sandbox.write("schemas/app.schema", Self.schema("nick: string", "age: int?"))
    #expect(try sandbox.bellows("generate", "--adopt").status == 0)
    try sandbox.commitAll()
    let goal = Self.schema("nick: string", "age: int?", "locale: string")
    try sandbox.plan("add-locale", goal)
    try sandbox.commitAll()
    // The function gets the whole row, so that `nick` must stay.
    let narrowed = Self.schema("nick: \"a\" | \"b\"", "age: int?", "locale: string")
    try sandbox.write("schemas/app.schema", narrowed)
    let refused = try sandbox.bellows("generate", "narrow")
    #expect(refused.status == 1 && refused.errors.contains("plans-meet"), "\(refused)")
    #expect(refused.errors.contains("users.nick"), "\(refused.errors)")
    let command = "bellows generate add-locale --reads users.email,users.age"
    #expect(refused.errors.contains("only a hand-written function of add-locale may read it"), "\(refused.errors)")
    #expect(
      refused.errors.contains("before it was merged, this would have kept it free: '\(command)'"), "\(refused.errors)")

    try sandbox.git("reset", "--quiet", "--hard", "HEAD~1")
    try sandbox.write("schemas/app.schema", goal)
    let unknown = try sandbox.bellows("generate", "add-locale", "--reads", "users.mail")
    #expect(unknown.status == 2 && unknown.errors.contains("users.mail"), "\(unknown)")
    #expect(try sandbox.bellows("generate", "add-locale", "--reads", "users.email").status == 0)
    try sandbox.git("add", "--all")
    try sandbox.commitAll()
    try sandbox.plan("narrow", narrowed)
    try sandbox.passes()
    #expect(!(try sandbox.read("Migrations/narrow/plan.json").contains("after")))
  }

  @Test("A plan that is not merged, and whose function may read what another one changes, is told what to declare")
  func advisedReads() throws {
    let sandbox = try Sandbox()
    try sandbox.write("schemas/app.schema", Self.schema("nick: string", "age: int?"))
    #expect(try sandbox.bellows("generate", "--adopt").status == 0)
    try sandbox.commitAll()
    try sandbox.git("checkout", "--quiet", "-b", "feature")
    let goal = Self.schema("nick: string", "age: int?", "locale: string")
    try sandbox.plan("add-locale", goal)
    try sandbox.commitAll()
    // On the branch, the other change is refused beside it.
    let narrowed = Self.schema("nick: \"a\" | \"b\"", "age: int?", "locale: string")
    try sandbox.write("schemas/app.schema", narrowed)
    let refused = try sandbox.bellows("generate", "narrow")
    let command = "bellows generate add-locale --reads users.email,users.age"
    #expect(refused.status == 1 && refused.errors.contains("it is not merged yet"), "\(refused)")
    #expect(
      refused.errors.contains("take this change out of schemas/app.schema, '\(command)', put it back"), "\(refused)")

    // The same if it is merged meanwhile.
    try sandbox.git("checkout", "--quiet", "--force", "main")
    try sandbox.plan("narrow", Self.schema("nick: \"a\" | \"b\"", "age: int?"))
    try sandbox.commitAll()
    try sandbox.git("checkout", "--quiet", "feature")
    _ = try sandbox.tryGit(["merge", "--quiet", "--no-commit", "main"])
    try sandbox.write("schemas/app.schema", narrowed)
    let meeting = try sandbox.bellows("sync")
    #expect(
      meeting.status == 1 && meeting.errors.contains("if it does not need it, before a merge: '\(command)'"),
      "\(meeting)")
    try sandbox.git("merge", "--abort")
    try sandbox.git("clean", "--quiet", "-d", "--force")
    #expect(try sandbox.bellows("generate", "add-locale", "--reads", "users.email,users.age").status == 0)
    try sandbox.commitAll()
    _ = try sandbox.tryGit(["merge", "--quiet", "--no-commit", "main"])
    try sandbox.write("schemas/app.schema", narrowed)
    let synced = try sandbox.bellows("sync")
    #expect(synced.status == 0 && !synced.output.contains("no plan makes"), "\(synced)")
    try sandbox.git("add", "--all")
    try sandbox.passes()
    #expect(!(try sandbox.read("Migrations/add-locale/plan.json").contains("after")))
  }

  @Test("A doc comment, a deprecation and history that are tidied beside a plan under way do not meet it")
  func tidiedComments() throws {
    let sandbox = try renaming()
    let nick = ["/// What friends say.", "@deprecated(\"use name\")"]
    let tidied = Self.schema(
      "/// What friends say.", "nick: int? @deprecated(\"use name\")", "age: int?", "city: string?")
    try sandbox.plan("add-city", tidied)
    #expect(!(try sandbox.read("Migrations/add-city/plan.json").contains("after")))
    try sandbox.passes()
    try sandbox.commitAll()
    try sandbox.advance("convert", from: 1)
    try sandbox.passes()
    try sandbox.commitAll()
    while try sandbox.stage(of: "convert").deploy < sandbox.stage(of: "convert").count {
      try sandbox.advance("convert", from: try sandbox.stage(of: "convert").deploy)
      try sandbox.passes()
      try sandbox.commitAll()
    }
    let current = try sandbox.read("Migrations/current.schema")
    #expect(nick.allSatisfy(current.contains), "\(current)")
    #expect(try sandbox.bellows("plan", "Migrations/current.schema", "schemas/app.schema").output == "no change\n")
  }

  @Test("A repair in SQL is generated beside a plan that moves another column, and after it if it names that one")
  func repairsBeside() throws {
    let sandbox = try Sandbox()
    try sandbox.write("schemas/app.schema", Self.schema("nick: string", "age: int?"))
    #expect(try sandbox.bellows("generate", "--adopt").status == 0)
    try sandbox.commitAll()
    try sandbox.plan("rename", Self.schema("handle: string @was(nick)", "age: int?"))
    try sandbox.commitAll()
    let beside = try sandbox.bellows("generate", "--data", "lower", "users", "--set", "email = lower(email)")
    #expect(beside.status == 0, "\(beside)")
    try sandbox.git("add", "--all")
    try sandbox.passes()
    try sandbox.commitAll()
    #expect(!(try sandbox.read("Migrations/lower/plan.json").contains("rename")))
    let naming = try sandbox.bellows("generate", "--data", "shout", "users", "--set", "email = email || handle")
    #expect(naming.status == 0 && naming.output.contains("It begins after deploy 3 of plan rename."), "\(naming)")
  }

  @Test("A plan begins after one that is past what they share")
  func edges() throws {
    let sandbox = try Sandbox()
    try sandbox.write("schemas/app.schema", Self.schema("nick: string?"))
    #expect(try sandbox.bellows("generate", "--adopt").status == 0)
    try sandbox.commitAll()
    try sandbox.plan("add-age", Self.schema("nick: string?", "age: int?"))
    try sandbox.commitAll()
    try sandbox.plan("index-age", Self.schema("nick: string?", "age: int?", "", "index by_age (age)"))
    #expect(try sandbox.read("Migrations/index-age/plan.json").contains(#""after": ["add-age, deploy 1"]"#))
    let swift = try sandbox.read("Sources/Migrations/index-age/IndexAge.generated.swift")
    #expect(swift.contains(#"after: [PlanEdge("add-age", deploy: 1)],"#), "\(swift)")
    try sandbox.passes()
    try sandbox.commitAll()
    // Neither goes while the other one begins after it.
    let dropped = try sandbox.bellows("drop", "add-age")
    #expect(dropped.status == 1 && dropped.errors.contains("plan index-age begins after plan add-age"), "\(dropped)")
    // A database would wait for a plan that is gone.
    try sandbox.git("rm", "--quiet", "-r", "Migrations/add-age", "Sources/Migrations/add-age")
    let gone = try sandbox.bellows("check")
    #expect(
      gone.output.contains("plan index-age begins after plan add-age, which is gone [predecessor-gone]"), "\(gone)")
    #expect(gone.output.contains("restore Migrations/add-age from the branch that has it"), "\(gone)")
    try sandbox.write("Migrations/retired", "add-age\n")
    try sandbox.git("add", "--all")
    let retired = try sandbox.bellows("check")
    #expect(!retired.output.contains("predecessor-gone"), "\(retired)")
  }

  @Test("A plan is given up commit by commit, beside another one")
  func givenUp() throws {
    let sandbox = try renaming()
    try sandbox.advance("convert", from: 1)
    try sandbox.commitAll()
    try sandbox.plan("add-city", Self.schema("nick: int?", "age: int?", "city: string?"))
    try sandbox.commitAll()
    let early = try sandbox.bellows("drop", "convert")
    #expect(early.status == 1 && early.errors.contains("bellows back convert"), "\(early)")
    let back = try sandbox.bellows("back", "convert")
    #expect(back.status == 0 && back.output.contains("migrate rollback convert"), "\(back)")
    #expect(try sandbox.stage(of: "convert").deploy == 1)
    try sandbox.git("add", "--all")
    try sandbox.passes()
    try sandbox.commitAll()
    #expect(try sandbox.bellows("back", "convert").errors.contains("the one of its first commit"))
    try sandbox.write("schemas/app.schema", Self.schema("nick: string?", "age: int?", "city: string?"))
    #expect(try sandbox.bellows("drop", "convert").status == 0)
    try sandbox.git("add", "--all")
    try sandbox.passes()
    let current = try sandbox.read("Migrations/current.schema")
    #expect(current.contains("nick: string?\n") && current.contains("city: string?\n"), "\(current)")
  }
}
