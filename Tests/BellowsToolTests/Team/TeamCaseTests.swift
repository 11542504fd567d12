// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// Single situations of teams, the same in every run: those that are not left to chance, and those that once failed.
struct TeamCaseTests {
  private let optional = ("  rank: int?\n", "  rank: int?\n  note: string?\n")
  private let required = ("  size: int\n", "  size: int\n  weight: int\n")

  @Test("A goal that is committed before its plan is refused until the plan is made")
  func aGoalBeforeItsPlan() throws {
    let team = try Team(seed: 1)
    try team.git("switch", "--quiet", "--create", "feature")
    try team.sandbox.edit("schemas/app.schema", required.0, required.1)
    #expect(try team.sandbox.refusals() == ["goal-without-plan"])
    try team.git("commit", "--quiet", "--message", "Goal")
    #expect(try team.bellows("sync").output.contains("has changes that no plan makes: bellows plan"))
    try team.require(try team.bellows("generate", "weight"))
    try team.commit("Plan")
  }

  @Test("Two plans on one branch, of which the second begins after the first, are merged and finished")
  func twoPlansOnOneBranch() throws {
    let team = try Team(seed: 1)
    try team.git("switch", "--quiet", "--create", "feature")
    try team.plan("b-note", optional)
    // By name it comes first, and it begins after the other one.
    try team.plan("a-index", ("  note: string?\n", "  note: string?\n\n  index by_note (note)\n"))
    #expect(try team.sandbox.read("Migrations/a-index/plan.json").contains("b-note, deploy 1"))
    #expect(try team.bellows("drop", "b-note").errors.contains("plan a-index begins after plan b-note"))
    try team.git("switch", "--quiet", "main")
    try team.plan("c-weight", required)
    try team.update("feature")
    team.branches = ["feature"]
    try team.finish()
  }

  @Test("Without a main branch, the plans of the last commit are the merged ones")
  func noBaseBranch() throws {
    let team = try Team(seed: 1)
    try team.git("branch", "--quiet", "--move", "trunk")
    try team.sandbox.edit("schemas/app.schema", required.0, required.1)
    for _ in 0..<2 { try team.require(try team.bellows("generate", "weight"), "generate before the commit") }
    try team.git("add", "--all")
    try team.require(try team.bellows("check"))
    try team.git("commit", "--quiet", "--message", "Plan")
    try team.requireSynced()
    try team.sandbox.edit("schemas/app.schema", "  weight: int\n", "")
    #expect(try team.bellows("generate", "weight").errors.contains("can no longer change; choose another name"))
    #expect(try team.bellows("sync", "--base", "nowhere").errors.contains("unknown git revision 'nowhere'"))
  }

  @Test("A shallow clone can sync and check, and says how to compare with a branch that it lacks")
  func aShallowClone() throws {
    let team = try Team(seed: 1)
    try team.plan("weight", required)
    try team.git("switch", "--quiet", "--create", "feature")
    try team.plan("note", optional)
    let clone = try Sandbox()
    try clone.git("clone", "--quiet", "--depth", "1", "file://\(team.sandbox.root.path)", ".")
    #expect(try clone.bellows("sync").output.hasPrefix("Nothing to do"))
    #expect(try clone.bellows("check").status == 0)
    try clone.git("fetch", "--quiet", "--depth", "1", "origin", "main:main")
    let result = try clone.bellows("check", "--base", "main")
    #expect(result.status == 2 && result.errors.contains("fetch-depth: 0"), "\(result)")
    #expect(try clone.bellows("sync").output.hasPrefix("Nothing to do"))
  }

  @Test("A plan is given up commit by commit, dropped, and can be merged no more")
  func aPlanIsGivenUp() throws {
    let team = try Team(seed: 1)
    try team.plan("weight", required)
    try team.git("branch", "--quiet", "late")
    try team.attest(["weight"])
    try team.commit("Advance")
    try team.git("branch", "--quiet", "advanced")
    #expect(try team.bellows("drop", "weight").errors.contains("bellows back weight"))
    try team.require(try team.bellows("back", "weight"))
    try team.commit("Back", isBack: true)
    #expect(try team.bellows("back", "weight").errors.contains("bellows drop weight"))
    try team.sandbox.edit("schemas/app.schema", required.1, required.0)
    try team.require(try team.bellows("drop", "weight"))
    try team.writeFunctions()
    try team.commit("Drop", isBack: true)
    for branch in ["late", "advanced"] {
      try team.git("switch", "--quiet", branch)
      try team.plan(branch, ("  rank: int?\n", "  rank: int?\n  note: string?\n"))
      try team.update(branch)
      #expect(team.plans == [branch])
    }
  }

  @Test("A retired plan stays retired in a merge with a branch that has it")
  func aPlanIsRetired() throws {
    let team = try Team(seed: 1)
    try team.plan("note", optional)
    try team.git("switch", "--quiet", "--create", "feature")
    try team.plan("weight", required)
    try team.git("switch", "--quiet", "main")
    try team.require(try team.bellows("retire", "note"))
    try team.commit("Retire", isBack: true)
    #expect(try team.bellows("generate", "note").errors.contains("plan note already exists"))
    try team.update("feature")
    #expect(team.plans == ["weight"])
    team.branches = ["feature"]
    try team.finish()
  }
}
