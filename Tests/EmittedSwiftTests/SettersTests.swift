// Part of Bellows. MIT licence: see LICENSE.
import DeploysMigrations
import Testing

/// Generated row types on SQLite: no operation of an application leaves a column with a stale copy.
@Suite struct SettersTests {
  @Test("Three fields that are computed from one source are set with it") func siblings() async throws {
    var one = try DeployChecks(
      .siblings, deploy: 1, inserting: Siblings1.TWrite(n: 0, first: "-", last: "-", middle: "-", contact: "-")
    ) { (row: Siblings1.TRow) in Siblings1.TWrite(row) }
    try await one.check("set(first:last:middle:contact:)") { $0.set(first: "f", last: "l", middle: nil, contact: "c") }
    try await one.check("n") { $0.n = 8 }
    one.finish()

    var two = try DeployChecks(
      .siblings, deploy: 2,
      inserting: Siblings2.TWrite(n: 0, n2: "0", first: "-", last: "-", middle: "-", contact: "-")
    ) { (row: Siblings2.TRow) in Siblings2.TWrite(row) }
    try await two.check("set(first:last:middle:contact:)") { $0.set(first: "f", last: "l", middle: nil, contact: "c") }
    try await two.check("set(n:n2:)") { $0.set(n: 7, n2: "7") }
    two.finish()

    var three = try DeployChecks(
      .siblings, deploy: 3, inserting: Siblings3.TWrite(n: "0", first: "-", last: "-", middle: "-")
    ) { (row: Siblings3.TRow) in Siblings3.TWrite(row) }
    try await three.check("first") { $0.first = "f" }
    try await three.check("last") { $0.last = "l" }
    try await three.check("middle") { $0.middle = "m" }
    try await three.check("n") { $0.n = "8" }
    three.finish()
  }

  @Test("Two fields that are merged into one are set with it") func mergedFields() async throws {
    var one = try DeployChecks(
      .merge, deploy: 1, inserting: Merge1.UsersWrite(email: "-", name: "-", firstName: "-", lastName: "-")
    ) { (row: Merge1.UsersRow) in Merge1.UsersWrite(row) }
    try await one.check("set(name:firstName:lastName:)") { $0.set(name: "n", firstName: "f", lastName: "l") }
    try await one.check("email") { $0.email = "e" }
    one.finish()

    var two = try DeployChecks(
      .merge, deploy: 2, inserting: Merge2.UsersWrite(email: "-", name: "-", firstName: "-", lastName: "-")
    ) { (row: Merge2.UsersRow) in Merge2.UsersWrite(row) }
    try await two.check("set(name:firstName:lastName:)") { $0.set(name: "n", firstName: "f", lastName: "l") }
    try await two.check("email") { $0.email = "e" }
    two.finish()
  }

  @Test("A field that is split into two is set with them") func splitField() async throws {
    var one = try DeployChecks(
      .split, deploy: 1, inserting: Split1.UsersWrite(email: "-", firstName: "-", lastName: "-", name: "-")
    ) { (row: Split1.UsersRow) in Split1.UsersWrite(row) }
    try await one.check("set(firstName:lastName:name:)") { $0.set(firstName: "f", lastName: "l", name: "n") }
    try await one.check("email") { $0.email = "e" }
    one.finish()

    var two = try DeployChecks(
      .split, deploy: 2, inserting: Split2.UsersWrite(email: "-", firstName: "-", lastName: "-", name: "-")
    ) { (row: Split2.UsersRow) in Split2.UsersWrite(row) }
    try await two.check("set(firstName:lastName:name:)") { $0.set(firstName: "f", lastName: "l", name: "n") }
    try await two.check("email") { $0.email = "e" }
    two.finish()
  }

  @Test("Code that sets one member of a group does not compile") func membersOfAGroup() throws {
    let cases = [
      ("Siblings1", "TWrite", "first"), ("Merge1", "UsersWrite", "firstName"), ("Split2", "UsersWrite", "name"),
    ]
    for (deploy, row, member) in cases {
      let rows = try #require(DeployRows.files().first { $0.path.hasPrefix(deploy) }).contents
      let name = "\(deploy).\(row)"
      let found = try SwiftCompiler.findings([
        ("Rows.swift", rows),
        ("Assigns.swift", "func change(_ row: inout \(name)) { row.\(member) = \"x\" }"),
        ("Sets.swift", "func set(_ row: inout \(name)) { row.set(\(member): \"x\") }"),
      ])
      #expect(Set(found.filter(\.isError).map(\.file)) == ["Assigns.swift", "Sets.swift"], "\(found)")
    }
  }
}
