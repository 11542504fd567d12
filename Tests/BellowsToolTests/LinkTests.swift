// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// Symbolic links in a package: they are followed for reading, and for writing only inside the package.
struct LinkTests {
  /// A place in a package, and the commands that write there.
  struct Case: CustomTestStringConvertible, Sendable {
    /// What becomes a link.
    var link: String
    var commands: [[String]]
    var testDescription: String { link }
  }

  private static let generate = [["generate", "add-size"]]
  static let cases = [
    Case(link: "Migrations", commands: generate), Case(link: "Migrations/current.schema", commands: generate),
    Case(link: "Sources", commands: generate), Case(link: "Sources/Migrations", commands: generate),
    Case(link: "Sources/Migrations/Rows", commands: generate),
    Case(link: "Sources/Migrations/Rows/users.row.generated.swift", commands: generate),
    Case(link: "Sources/Migrations/Plans.generated.swift", commands: generate + [["drop", "add-age"]]),
    Case(link: "Migrations/add-age", commands: [["drop", "add-age"], ["generate", "add-age"]]),
    Case(link: "Migrations/add-age/plan.md", commands: [["generate", "add-age"]]),
    Case(link: "schemas", commands: [["format"]]), Case(link: "schemas/app.schema", commands: [["format"]]),
    Case(link: ".gitattributes", commands: [["init"]]),
  ]

  /// A package with a plan, a goal for more, and one place moved away, with a link to it.
  private func linked(_ link: String, to destination: (Sandbox) -> URL) throws -> Sandbox {
    let sandbox = try Sandbox.planned()
    if link == ".gitattributes" { try sandbox.write(link, "*.md text\n") }
    let goal = Schemas.usersWithAge.replacing("age: int", with: "age: int\n\n\n  size: int?")
    try sandbox.write("schemas/app.schema", goal)
    let place = sandbox.root.appendingPathComponent(link)
    let destination = destination(sandbox)
    try FileManager.default.createDirectory(
      at: destination.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.moveItem(at: place, to: destination)
    try FileManager.default.createSymbolicLink(atPath: place.path, withDestinationPath: destination.path)
    return sandbox
  }

  @Test(
    "A command that would write through a link out of the package names the link, and writes nothing", arguments: cases)
  func leaving(_ item: Case) throws {
    let outside = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-outside-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: outside) }
    let sandbox = try linked(item.link) { _ in outside.appendingPathComponent("moved") }
    func contents() throws -> [String: String] {
      var contents: [String: String] = [:]
      for name in try FileManager.default.subpathsOfDirectory(atPath: outside.path) {
        contents[name] = (try? String(contentsOf: outside.appendingPathComponent(name), encoding: .utf8)) ?? ""
      }
      return contents
    }
    let before = (try sandbox.files(), try contents())
    for command in item.commands {
      let result = try sandbox.run(Sandbox.tool, command)
      #expect(result.status == 2, "\(command): \(result)")
      #expect(
        result.errors.contains(item.link) && result.errors.contains("is a symbolic link that leads out of the package"),
        "\(command): \(result.errors)")
      #expect(try contents() == before.1, "\(command)")
      #expect(try sandbox.files() == before.0, "\(command)")
    }
    // Reading follows the link.
    #expect(try sandbox.bellows("plan").status == 0)
  }

  @Test("A link inside the package stays, and its destination changes", arguments: cases)
  func inside(_ item: Case) throws {
    let sandbox = try linked(item.link) { $0.root.appendingPathComponent("elsewhere/moved") }
    for command in item.commands.prefix(1) {
      let result = try sandbox.run(Sandbox.tool, command)
      #expect(result.status == 0, "\(command): \(result)")
    }
    let path = sandbox.root.appendingPathComponent(item.link).path
    if !item.commands[0].contains("drop") {
      #expect((try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil)
    }
  }

  @Test("A folder is not created through a link to nothing")
  func dangling() throws {
    let sandbox = try Sandbox.committed()
    try sandbox.write("schemas/app.schema", Schemas.usersWithAge)
    let path = sandbox.root.appendingPathComponent("Migrations/add-age").path
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/nowhere/at/all")
    let result = try sandbox.bellows("generate", "add-age")
    #expect(result.status == 2 && result.errors.contains("Migrations/add-age is a symbolic link"), "\(result)")
  }

  @Test("Hooks are not written through a link out of the repository")
  func hooks() throws {
    let sandbox = try Sandbox.committed()
    let outside = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-hooks-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: outside, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: outside) }
    let hooks = sandbox.root.appendingPathComponent(".git/hooks")
    try? FileManager.default.removeItem(at: hooks)
    try FileManager.default.createSymbolicLink(at: hooks, withDestinationURL: outside)
    let result = try sandbox.bellows("init", "--hook")
    #expect(result.status == 1 && result.errors.contains("shared by several repositories"), "\(result)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: outside.path).isEmpty)
  }
}

/// Links that single files are written through.
@Suite struct LinkedFileTests {
  private static let unformatted = "target document\ntable users { email: string }\n"

  /// A folder with a link to another one, in which a schema is that `format` changes.
  private func linked(_ link: String, to destination: String, file: String) throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.write("package/notes.txt", "x")
    try sandbox.write(file, Self.unformatted)
    let place = sandbox.root.appendingPathComponent(link)
    try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: place.path, withDestinationPath: destination)
    return sandbox
  }

  private func run(_ sandbox: Sandbox, _ command: String) throws -> Sandbox.Result {
    try sandbox.run(URL(fileURLWithPath: "/bin/sh"), ["-c", "cd package && exec '\(Sandbox.tool.path)' \(command)"])
  }

  @Test(
    "A file is not written through a link out of the package",
    arguments: [
      ("package/schemas", "../outside", "outside/app.schema", "schemas"),
      ("package/schemas/app.schema", "../../outside.schema", "outside.schema", "schemas/app.schema"),
      ("package/schemas/app.schema", "../../package2.schema", "package2.schema", "schemas/app.schema"),
    ])
  func leaving(_ link: String, _ destination: String, _ file: String, _ named: String) throws {
    let sandbox = try linked(link, to: destination, file: file)
    let result = try run(sandbox, "format schemas/app.schema")
    #expect(result.status == 2, "\(result)")
    let message = "is a symbolic link that leads out of the package"
    #expect(result.errors.contains(named) && result.errors.contains(message), "\(result.errors)")
    #expect(try sandbox.read(file) == Self.unformatted)
  }

  @Test(
    "A file is written through a link inside the package, and where the user names a path outside",
    arguments: [
      ("package/schemas", "real", "package/real/app.schema", "schemas/app.schema"),
      ("package/schemas/app.schema", "../real.schema", "package/real.schema", "schemas/app.schema"),
      ("other", "outside", "outside/app.schema", "../other/app.schema"),
    ])
  func staying(_ link: String, _ destination: String, _ file: String, _ named: String) throws {
    let sandbox = try linked(link, to: destination, file: file)
    let result = try run(sandbox, "format \(named)")
    #expect(result.status == 0 && result.output == "formatted \(named)\n", "\(result)")
    #expect(try sandbox.read(file).contains("table users {\n  email: string\n}\n"))
    let path = sandbox.root.appendingPathComponent(link).path
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == destination)
  }

  @Test("A file replaces a link to nothing, and a folder is not created through one")
  func dangling() throws {
    for (link, isWritten) in [("package/.gitattributes", true), ("package/schemas", false)] {
      let sandbox = try linked(link, to: "../nothing/at/all", file: "unused.schema")
      let result = try run(sandbox, "init")
      #expect((result.status == 0) == isWritten, "\(result)")
      #expect(isWritten || result.errors.contains("schemas is a symbolic link"), "\(result.errors)")
      if isWritten { #expect(try sandbox.read(link).contains("linguist-generated")) }
      #expect(!FileManager.default.fileExists(atPath: sandbox.root.path + "/nothing"))
    }
  }
}
