// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaLanguage
import Testing

/// Schemas that nobody should have written: a clear error with a place, exit 2, and nothing written.
struct BadInputTests {
  /// A file that is no schema, the line and column of the first error, and what the error is called.
  struct Bad: CustomTestStringConvertible {
    var name: String
    var place: String
    var id: String
    var bytes: Data

    var testDescription: String { name }

    init(_ name: String, at place: String, _ id: String, _ bytes: Data) {
      self.name = name
      self.place = place
      self.id = id
      self.bytes = bytes
    }

    init(_ name: String, at place: String, _ id: String, _ text: String) {
      self.init(name, at: place, id, Data(text.utf8))
    }
  }

  /// A type in as many brackets as nobody can type.
  private static func nested(_ open: String, _ close: String) -> String {
    "table t {\n  f: " + String(repeating: open, count: 100_000) + "string" + String(repeating: close, count: 100_000)
      + "\n}\n"
  }

  static let bad = [
    Bad("no UTF-8", at: "2:6", "not-utf8", Data("table t {\n  a: ".utf8) + [0xE9] + Data("\n}\n".utf8)),
    Bad("UTF-16", at: "1:1", "not-utf8", Data([0xFF, 0xFE, 0x74, 0x00])),
    Bad("a NUL", at: "1:10", "nul-character", "table t {\0 a: string }\n"),
    Bad("nested arrays", at: "2:206", "nesting-too-deep", nested("[", "]")),
    Bad("nested parentheses", at: "2:206", "nesting-too-deep", nested("(", ")")),
    Bad("nested objects", at: "2:1006", "nesting-too-deep", nested("{ a: ", " }")),
    Bad("nested without an end", at: "2:206", "nesting-too-deep", nested("[", "")),
    Bad(
      "named types in a chain", at: "99745:15", "type-too-deep",
      (0..<100_000).map { "type T\($0) = [T\($0 + 1)]\n" }.joined() + "type T100000 = string\n"),
    Bad("a line break in a name", at: "2:3", "unterminated-name", "table t {\n  `a\nb`: string\n}\n"),
    Bad("a quote that does not end", at: "2:6", "unterminated-string", "table t {\n  a: \"x\n}\n"),
    Bad("a table twice", at: "2:7", "duplicate-table", "table t { a: string }\ntable t { a: string }\n"),
    Bad("a reserved name", at: "1:7", "reserved-name", "table _bellows_ledger { a: string }\n"),
  ]

  @Test("Input that is not a schema is refused by each command", arguments: bad) func isRefusedByEachCommand(_ bad: Bad)
    throws
  {
    let sandbox = try Sandbox.adopted()
    try sandbox.write("schemas/app.schema", bad.bytes)
    let before = try sandbox.contents()
    for arguments in [["plan"], ["generate", "a-b"], ["format"], ["format", "--check"]] {
      // What means nothing can still have a form.
      let isOfForm = !["type-too-deep", "duplicate-table", "reserved-name"].contains(bad.id)
      guard arguments[0] != "format" || isOfForm else { continue }
      let result = try sandbox.run(Sandbox.tool, arguments)
      #expect(result.status == 2, "\(arguments): \(result.errors.prefix(300))")
      #expect(result.output.isEmpty)
      let first = result.errors.split(separator: "\n").first ?? ""
      #expect(first.hasPrefix("schemas/app.schema:\(bad.place): error: "), "\(arguments): \(first)")
      #expect(first.hasSuffix(" [\(bad.id)]"), "\(arguments): \(first)")
      #expect(try sandbox.contents() == before)
    }
  }

  /// Names that would break out of SQL, Swift, Markdown or a shell if anything took them as they are.
  static let odd = [
    "select", "order by", "class", "self", "init", "Type", "a\"b", "a'b", "a`b", "a\\b", "a;--", "*/", "//", "\\(x)",
    "$0", "🎉", "é", "e\u{301}", "\u{202E}abc", "a\nb", "a\tb", "| b", "<!-- x", "#warning", "1", " ", "_", "a.b", "[]",
  ]

  @Test("Names with unusual characters work in every command")
  func oddNamesAreNamesEverywhere() throws {
    let sandbox = try Sandbox.adopted()
    var fields = ""
    for name in Self.odd { fields += "  `\(Self.escaped(name))`: string?\n" }
    let tables = ["drop table users; --", "class", "🎉", "a\nb"].map { "table `\(Self.escaped($0))` {\n\(fields)}\n" }
    let goal =
      "target document\n\ntable users {\n  email: string\n  name: string\n}\n\n" + tables.joined(separator: "\n")
    try sandbox.write("schemas/app.schema", goal)
    let result = try sandbox.bellows("generate", "odd-names")
    #expect(result.status == 0, "\(result.errors)")
    let files = try sandbox.files()
    for (path, text) in files where path.hasPrefix("Migrations/") || path.hasSuffix(".swift") {
      // A line of its own that begins with the rest of a name would be read as something else.
      #expect(!text.split(separator: "\n").contains { $0.hasPrefix("b") && !$0.hasPrefix("break") }, "\(path)")
      #expect(!text.unicodeScalars.contains("\u{202E}"), "\(path)")
    }
    for path in files.keys where path.hasSuffix(".schema") && path.hasPrefix("Migrations/") {
      #expect(try sandbox.bellows("plan", path, path).output == "no change\n", "\(path) is a schema")
    }
    #expect(try sandbox.bellows("plan").output == "no change\n")
    #expect(try sandbox.bellows("format").status == 0)
    #expect(try sandbox.bellows("plan").output == "no change\n")
  }

  private static func escaped(_ name: String) -> String {
    name.replacing("\\", with: "\\\\").replacing("`", with: "\\`").replacing("\n", with: "\\n")
      .replacing("\t", with: "\\t").replacing("\u{202E}", with: "\\u{202E}")
  }

  @Test("The largest file that is read is refused within seconds")
  func aFileOfTheSizeThatIsStillReadIsRefusedInTime() throws {
    let sandbox = try Sandbox.adopted()
    // No file that people write: one word, as long as a file may be.
    try sandbox.write("big.schema", Data(repeating: UInt8(ascii: "x"), count: 10_000_000))
    let before = try sandbox.contents()
    let start = ContinuousClock.now
    let result = try sandbox.bellows("plan", "schemas/app.schema", "big.schema")
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("big.schema:1:1: error: "))
    #expect(result.errors.utf8.count < 10_000, "what is wrong is said in a few lines")
    #expect(ContinuousClock.now - start < .seconds(30))
    #expect(try sandbox.contents() == before)
  }

  @Test("Thousands of errors on one line do not hang")
  func thousandsOfErrorsOnOneLineAreNoHang() throws {
    let sandbox = try Sandbox.adopted()
    let members = String(repeating: "\"x\" | ", count: 15_000)
    try sandbox.write("line.schema", "table t {\n  a: \(members)\"y\"\n}\n")
    let start = ContinuousClock.now
    let result = try sandbox.bellows("plan", "schemas/app.schema", "line.schema")
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("line.schema:2:"))
    #expect(result.errors.contains(" [too-many-errors]\n"))
    #expect(ContinuousClock.now - start < .seconds(30))
  }

  @Test("A named pipe or a folder in place of a schema is refused at once")
  func whatIsNoFileIsNotWaitedFor() throws {
    let sandbox = try Sandbox.adopted()
    try sandbox.write("folder/app.schema/x", "")
    #expect(mkfifo(sandbox.root.appendingPathComponent("pipes.schema").path, 0o600) == 0)
    try FileManager.default.createDirectory(
      at: sandbox.root.appendingPathComponent("pipes"), withIntermediateDirectories: true)
    #expect(mkfifo(sandbox.root.appendingPathComponent("pipes/app.schema").path, 0o600) == 0)
    let folder = try sandbox.bellows("plan", "folder", "schemas/app.schema")
    #expect(folder.status == 2)
    #expect(folder.errors == "error: folder/app.schema: cannot be read: it is a folder\n")
    let pipe = try sandbox.bellows("plan", "pipes", "schemas/app.schema")
    #expect(pipe.status == 2)
    #expect(pipe.errors == "error: pipes/app.schema: cannot be read: it is not a regular file\n")
    try sandbox.remove("schemas/app.schema")
    try sandbox.write("schemas/app/a.schema/x", "")
    #expect(try sandbox.bellows("generate", "a-b").status == 2)
  }
}

extension Sandbox {
  /// Every file with its bytes, and every folder, by path.
  func contents() throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) {
      contents[path] = FileManager.default.contents(atPath: root.appendingPathComponent(path).path) ?? Data()
    }
    return contents
  }
}
