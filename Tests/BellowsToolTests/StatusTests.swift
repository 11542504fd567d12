// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// What `init`, `plan` and `status` say of a package with plans under way.
@Suite struct StatusTests {
  @Test("`status` lists the databases that attested a deploy in the order of their names")
  func attested() throws {
    let sandbox = try Sandbox.planned()
    var attestation = try sandbox.attestation(of: 1, plan: "add-age")
    for (environment, database) in [
      ("staging", "eu-west"), ("staging", "eu"), ("test", "b"), ("staging", "a"), ("qa", "z"),
    ] {
      (attestation["environment"], attestation["database"]) = (environment, database)
      try sandbox.write("attested.json", try JSONSerialization.data(withJSONObject: attestation))
      #expect(try sandbox.bellows("advance", "attested.json").status == 0)
    }
    let status = try sandbox.bellows("status")
    #expect(status.output.contains("  qa/z, staging/a, staging/eu, staging/eu-west, test/b  "), "\(status)")
    #expect(status.output.contains("\n0 finished plans\n"), "\(status)")
  }

  @Test("`plan` shows the only plan under way again; of several, that the goal is reached")
  func plansUnderWay() throws {
    let sandbox = try Sandbox.planned()
    try sandbox.commitAll()
    let one = try sandbox.bellows("plan")
    #expect(one.output.contains("field-added-required") && one.output.contains("users.age"), "\(one)")
    #expect(one.errors == "note: plan add-age is under way, at deploy 1 of 2\n")
    try sandbox.write("schemas/app.schema", Schemas.usersWithAge.replacing("age: int\n", with: "age: int\n  x: int?\n"))
    let beside = try sandbox.bellows("plan").output
    #expect(beside.contains("users.x") && !beside.contains("users.age"), "\(beside)")
    try sandbox.plan("add-size", Schemas.usersWithAge.replacing("age: int\n", with: "age: int\n  size: int\n"))
    try sandbox.commitAll()
    let two = try sandbox.bellows("plan")
    #expect(two.output == "no change\n" && two.status == 0, "\(two)")
    #expect(
      two.errors
        == "note: plan add-age is under way, at deploy 1 of 2\nnote: plan add-size is under way, at deploy 1 of 2\n")
    try sandbox.write(
      "schemas/app.schema", Schemas.usersWithAge.replacing("age: int\n", with: "age: int\n  size: int\n  x: int?\n"))
    let more = try sandbox.bellows("plan").output
    #expect(more.contains("users.x") && !more.contains("users.size") && !more.contains("users.age"), "\(more)")
  }

  @Test(
    "`init` adds what is missing to .gitattributes on lines of its own, and keeps the others",
    arguments: [
      nil, "", "*.md text", "*.md text\n", "\n*.md text", "*.md text\r\n", "\n",
      "Migrations/current.schema -diff\n*.md text",
    ])
  func attributes(_ text: String?) throws {
    let sandbox = try Sandbox()
    if let text { try sandbox.write(".gitattributes", text) }
    #expect(try sandbox.bellows("init").status == 0)
    let written = try sandbox.read(".gitattributes")
    let own = [
      "Migrations/current.schema", "Migrations/*/*.schema", "Migrations/*/plan.json",
      "Sources/Migrations/**/*.generated.swift",
    ].filter { !(text ?? "").contains($0) }
    let before = text ?? ""
    let end = before.isEmpty || before.utf8.last == UInt8(ascii: "\n") ? "" : "\n"
    #expect(written == before + end + own.map { "\($0) linguist-generated\n" }.joined())
    #expect(try sandbox.bellows("init").status == 0)
    #expect(try sandbox.read(".gitattributes") == written)
  }
}
