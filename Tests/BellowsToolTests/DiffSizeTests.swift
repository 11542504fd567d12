// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// What a reviewer sees of a change: the lines that `generate` adds, for a schema of five tables and beside 200 others.
struct DiffSizeTests {
  /// A change, and the largest numbers of lines that it may add: in all files, and outside those marked as generated.
  struct Change: CustomTestStringConvertible {
    var name: String
    var arguments: [String] = []
    var old = ""
    var new = ""
    var all: Int
    var read: Int

    var testDescription: String { name }
  }

  static let changes = [
    Change(
      name: "optional field", old: "  title: string\n", new: "  title: string\n  notes: string?\n", all: 150, read: 70),
    Change(
      name: "required field", old: "  title: string\n", new: "  title: string\n  priority: int\n", all: 300, read: 110),
    Change(
      name: "rename", old: "  name: string\n  role", new: "  fullName: string @was(name)\n  role", all: 300, read: 130),
    Change(name: "repair", arguments: ["tasks", "--data"], all: 140, read: 60),
    Change(
      name: "repair in SQL",
      arguments: ["tasks", "--data", "--set", "title = trim(title)", "--where", "title <> trim(title)"],
      all: 70, read: 60),
  ]

  static let schema = """
    target sqlite

    /// A person who can sign in.
    table users {
      email: string
      name: string
      role: "member" | "admin"
      address: { street: string, city: string, zip: string? }?
      tags: [string] = []
      createdAt: timestamp = now

      unique by_email (email)
    }

    table teams {
      name: string
      owner: id<users>
      plan: "free" | "paid" = "free"
    }

    table memberships {
      user: id<users> @key @onDelete(cascade)
      team: id<teams> @key @onDelete(cascade)
      since: date
    }

    table tasks {
      team: id<teams> @onDelete(cascade)
      title: string
      done: bool = false
      assignee: id<users>? @onDelete(setNull)
      due: date?
      price: decimal?

      index by_team (team, done)
    }

    table comments {
      task: id<tasks> @onDelete(cascade)
      author: id<users>
      text: string
      at: timestamp = now
    }

    """

  @Test("A change adds few lines, whatever other tables there are", arguments: changes)
  func addsFewLines(_ change: Change) throws {
    var sizes: [Int] = []
    for others in [0, 200] {
      let sandbox = try Sandbox.generated(change, beside: others)
      let added = try sandbox.addedLines()
      let read = added.filter { !$0.isGenerated }.map(\.lines).reduce(0, +)
      let all = added.map(\.lines).reduce(0, +)
      print("\(change.name) beside \(others) other tables: \(all) lines, \(read) to read")
      #expect(all <= change.all, "\(added)")
      #expect(read <= change.read, "\(added)")
      sizes.append(all)
    }
    #expect(sizes[0] == sizes[1])
  }
}

extension Sandbox {
  /// A package in which a change is generated and staged.
  static func generated(_ change: DiffSizeTests.Change, beside others: Int = 0) throws -> Sandbox {
    let sandbox = try Sandbox()
    let schema = schema(besides: others)
    try sandbox.git("init", "--quiet")
    #expect(try sandbox.bellows("init").status == 0)
    try sandbox.write("schemas/app.schema", schema)
    #expect(try sandbox.bellows("generate", "2026-01-01-start").status == 0)
    try sandbox.commitAll()
    let count = change.old.isEmpty ? 0 : 1
    try sandbox.write("schemas/app.schema", schema.replacing(change.old, with: change.new, maxReplacements: count))
    let result = try sandbox.run(Sandbox.tool, ["generate", "2026-01-02-change"] + change.arguments)
    #expect(result.status == 0, "\(result.errors)")
    try sandbox.git("add", "--all")
    return sandbox
  }

  /// The schema with other tables, each of which refers to a user.
  private static func schema(besides count: Int) -> String {
    DiffSizeTests.schema
      + (0..<count).map { number in
        "\ntable other\(number) {\n  owner: id<users>\n" + (1...9).map { "  field\($0): string\n" }.joined() + "}\n"
      }.joined()
  }

  /// The lines that the staged changes add to each file, and whether the file is marked as generated.
  func addedLines() throws -> [(path: String, lines: Int, isGenerated: Bool)] {
    try tryGit(["diff", "--cached", "--numstat"]).output.split(separator: "\n").map { line in
      let parts = line.split(separator: "\t")
      let path = String(parts[2])
      let attribute = try tryGit(["check-attr", "linguist-generated", "--", path]).output
      return (path, try #require(Int(parts[0])), attribute.hasSuffix(": set\n"))
    }
  }
}
