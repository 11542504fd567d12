// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaLanguage
import Testing

/// `bellows check` in merges and rebases: two branches that each moved on.
struct CheckMergeTests {
  /// A branch with a plan for a nickname, on which one stands, and a main branch with the plan for an age.
  private func parted() throws -> Sandbox {
    let sandbox = try Sandbox.committed()
    try sandbox.git("switch", "--quiet", "--create", "feature")
    try sandbox.plan("add-nickname", Schemas.usersWithNickname)
    try sandbox.commitAll()
    try sandbox.git("switch", "--quiet", "main")
    try sandbox.plan("add-age", Schemas.usersWithAge)
    try sandbox.commitAll()
    try sandbox.advance("add-age", from: 1)
    try sandbox.commitAll()
    try sandbox.git("switch", "--quiet", "feature")
    return sandbox
  }

  private static let both = Schemas.usersWithAge.replacing("age: int\n", with: "age: int\n  nickname: string?\n")

  /// Ends a merge or a rebase in conflict as the documentation says: the goal by hand, the rest by `bellows sync`.
  private func resolve(_ sandbox: Sandbox) throws {
    try sandbox.write("schemas/app.schema", Self.both)
    let result = try sandbox.bellows("sync")
    #expect(result.status == 0, "\(result.errors)")
    try sandbox.git("add", "--all")
  }

  @Test("A merge without a conflict passes")
  func aMergeWithoutAConflictPasses() throws {
    let sandbox = try Sandbox.committed()
    try sandbox.git("switch", "--quiet", "--create", "feature")
    try sandbox.write("Sources/App/main.swift", "print(1)\n")
    try sandbox.commitAll()
    try sandbox.git("switch", "--quiet", "main")
    try sandbox.plan("add-age", Schemas.usersWithAge)
    try sandbox.commitAll()
    try sandbox.advance("add-age", from: 1)
    try sandbox.commitAll()
    // Two deploys further than the feature is, and nothing is wrong with that.
    try sandbox.git("switch", "--quiet", "feature")
    try sandbox.git("merge", "--quiet", "--no-commit", "main")
    try sandbox.passes()
    try sandbox.commitAll()
    try sandbox.passes("--base", "main")
  }

  @Test("A merge with a conflict passes after sync")
  func aMergeWithAConflictPassesOnceThePlanIsMadeAnew() throws {
    let sandbox = try parted()
    let merge = try sandbox.tryGit(["merge", "main"])
    #expect(merge.status != 0)
    #expect(merge.output.contains("CONFLICT (content): Merge conflict in Migrations/current.schema"), "\(merge.output)")
    try sandbox.git("add", "--all")
    #expect(try sandbox.bellows("check").status != 0, "the conflict itself")
    try resolve(sandbox)
    try sandbox.passes()
    try sandbox.commitAll()
    try sandbox.passes("--base", "main")
  }

  @Test("A merge that loses a plan is rejected")
  func aMergeThatLosesAPlanIsRefused() throws {
    let sandbox = try parted()
    _ = try sandbox.tryGit(["merge", "main"])
    // All as the feature had it.
    for path in ["Migrations/current.schema", "Sources/Migrations", "schemas"] {
      try sandbox.git("checkout", "feature", "--", path)
    }
    try sandbox.git("add", "--all")
    let rules = try sandbox.refusals()
    #expect(rules.contains("plan-lost"), "\(rules)")
    try sandbox.commitAll()
    let branch = try sandbox.refusals("--base", "main")
    #expect(branch.contains("change-without-plan"), "\(branch)")
  }

  @Test("A merge may drop a plan that is not on the base branch")
  func aMergeMayDropAPlanThatNobodyHas() throws {
    let sandbox = try parted()
    try sandbox.git("switch", "--quiet", "main")
    _ = try sandbox.tryGit(["merge", "feature"])
    try sandbox.git("checkout", "main", "--", "Migrations/current.schema", "Sources/Migrations", "schemas")
    try sandbox.git("rm", "-r", "--quiet", "--force", "Migrations/add-nickname", "Sources/Migrations/add-nickname")
    try sandbox.passes()
  }

  @Test("Row types that git merged line by line are rejected")
  func rowsMergedByLinesAreRefused() throws {
    let sandbox = try parted()
    _ = try sandbox.tryGit(["merge", "main"])
    try resolve(sandbox)
    try sandbox.git("checkout", "feature", "--", "Sources/Migrations/Rows/users.row.generated.swift")
    #expect(try sandbox.refusals() == ["generated-file-stale"])
  }

  @Test("A rebase passes after sync")
  func aRebasePassesOnceThePlanIsMadeAnew() throws {
    let sandbox = try parted()
    let rebase = try sandbox.tryGit(["rebase", "main"])
    #expect(rebase.status != 0)
    try resolve(sandbox)
    try sandbox.passes()
    try sandbox.git("rebase", "--continue")
    try sandbox.passes("--base", "main")
  }

  @Test(
    "A plan of a branch may be a deploy further than on the base branch if it came there by a cherry-pick, and not if it is new there",
    arguments: [true, false])
  func aPlanThatWasCherryPicked(isPicked: Bool) throws {
    let sandbox = try Sandbox.committed()
    try sandbox.git("switch", "--quiet", "--create", "feature")
    try sandbox.plan("add-age", Schemas.usersWithAge)
    try sandbox.commitAll()
    try sandbox.git("switch", "--quiet", "main")
    try sandbox.write("Sources/App/main.swift", "print(1)\n")
    try sandbox.commitAll()
    if isPicked { try sandbox.git("cherry-pick", "feature") }
    try sandbox.git("switch", "--quiet", "feature")
    try sandbox.passes("--base", "main")
    try sandbox.advance("add-age", from: 1)
    try sandbox.commitAll()
    if isPicked {
      try sandbox.passes("--base", "main")
      // The attestation is needed there as well.
      try sandbox.remove("Migrations/add-age/1-attested-production-app.json")
      try sandbox.commitAll()
      #expect(try sandbox.refusals("--base", "main") == ["attestation-missing"])
    } else {
      #expect(try sandbox.refusals("--base", "main") == ["deploy-out-of-order"])
    }
  }

  @Test("A branch that is behind its base passes")
  func aBranchThatIsBehindPasses() throws {
    let sandbox = try parted()
    try sandbox.passes("--base", "main")
  }
}
