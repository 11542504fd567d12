// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// A plan of a Convex project that goes forward and back.
@Suite struct ConvexBackTests {
  @Test("Each `back` leads to the push before, and a plan with a settled default is no change")
  func pushes() throws {
    let sandbox = try ConvexSandbox()
    try sandbox.editGoal("  legacy: string\n", "  legacy: string\n  locale: string = \"en\"\n")
    #expect(try sandbox.bellows("generate", "locale").status == 0)
    var schemas = [try sandbox.read("convex/schema.ts")]
    for deploy in 1...2 {
      #expect(try sandbox.bellows("advance").status == 0)
      #expect(try sandbox.stage(of: "locale") == (deploy, 2))
      schemas.append(try sandbox.read("convex/schema.ts"))
    }
    #expect(Set(schemas).count == 3)
    #expect(try sandbox.bellows("plan").output == "no change\n", "the goal still has the default")
    for deploy in [1, 0] {
      let result = try sandbox.bellows("back", "locale")
      #expect(result.status == 0, "\(result)")
      #expect(try sandbox.stage(of: "locale") == (deploy, 2))
      #expect(try sandbox.read("convex/schema.ts") == schemas[deploy])
    }
    #expect(try sandbox.bellows("back", "locale").errors.contains("before its first push"))
  }

  @Test(
    "The migrations of a push go with the next one from a file with any line breaks, and the rest of it stays",
    arguments: ["\n", "\r\n"], ["export const own = 1;", "import x from \"y\";\n\nexport const own = 1;\n"])
  func lineBreaks(_ lineBreak: String, _ own: String) throws {
    let sandbox = try ConvexSandbox()
    // A file of one line has no line breaks of its own.
    let file = (own + (lineBreak == "\n" ? "" : "\n")).replacing("\n", with: lineBreak)
    try sandbox.write("convex/migrations.ts", file)
    try sandbox.editGoal("bio: string?", "bio: string")
    #expect(try sandbox.bellows("generate", "bio").status == 0)
    #expect(try sandbox.bellows("advance").status == 0)
    #expect(try sandbox.migrations() == ["usersBio"])
    let text = try sandbox.read("convex/migrations.ts")
    #expect(text.contains("// bellows: migrations of bio, deploy 1; "))
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
    #expect(lines.allSatisfy { ($0.last == UInt8(ascii: "\r")) == (lineBreak == "\r\n") }, "\(text)")
    #expect(try sandbox.bellows("advance").status == 0)
    let ended = file.utf8.last == UInt8(ascii: "\n") ? file : file + lineBreak
    #expect(try sandbox.read("convex/migrations.ts") == ended)
    #expect(try sandbox.bellows("back", "bio").status == 0)
    #expect(try sandbox.read("convex/migrations.ts") == text)
  }

  @Test("The migrations of a plan stay beside those of another one whose name begins or ends like its own")
  func alikeNames() throws {
    let sandbox = try ConvexSandbox()
    for (name, old, new) in [
      ("bio-age", "age: string", "age: double"), ("bio", "bio: string?", "bio: string"),
      ("my-bio", "  legacy: string\n", "  legacy: string\n  locale: string = \"en\"\n"),
    ] {
      try sandbox.editGoal(old, new)
      #expect(try sandbox.bellows("generate", name).status == 0)
      let result = try sandbox.bellows("advance", name)
      // The values of the last one are no question to a person.
      #expect(result.status == 0 && result.output.contains("TODO") == (name != "my-bio"), "\(result)")
    }
    #expect(try sandbox.migrations() == ["usersAge", "usersBio", "usersLocale"])
    #expect(try sandbox.bellows("advance", "bio").status == 0)
    #expect(try sandbox.migrations() == ["usersAge", "usersLocale"])
    #expect(try sandbox.bellows("back", "bio").status == 0)
    #expect(Set(try sandbox.migrations()) == ["usersAge", "usersBio", "usersLocale"])
  }
}
