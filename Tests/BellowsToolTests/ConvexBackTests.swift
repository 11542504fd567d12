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
}
