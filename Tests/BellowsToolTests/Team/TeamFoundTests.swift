// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// Situations in which simulated teams once found a fault, each as small as it can be.
struct TeamFoundTests {
  private let conversion = ("  size: int\n", "  size: string\n")
  private let required = ("  size: int\n", "  size: int\n  weight: int\n")

  @Test("A plan that is not merged may get another goal at the same deploy")
  func aPlanIsMadeAgain() throws {
    let team = try Team(seed: 1)
    try team.git("switch", "--quiet", "--create", "feature")
    try team.plan("fields", required)
    try team.plan("fields", ("  rank: int?\n", "  rank: int?\n  note: string?\n"))
    #expect(try team.sandbox.stage(of: "fields") == (1, 2))
  }

  @Test("A plan for what was merged meanwhile is removed by sync, and its functions stay")
  func othersDidTheSame() throws {
    let team = try Team(seed: 1)
    try team.git("switch", "--quiet", "--create", "feature")
    try team.plan("mine", conversion)
    try team.git("switch", "--quiet", "main")
    try team.plan("theirs", conversion)
    while try team.sandbox.stage(of: "theirs").deploy < 4 {
      try team.attest(["theirs"])
      try team.commit("Advance")
    }
    try team.update("feature")
    #expect(team.plans == ["theirs"])
  }

  @Test("A plan that meets a merged one is refused by sync with the deploy from which it works")
  func plansThatMeet() throws {
    let team = try Team(seed: 1)
    try team.git("switch", "--quiet", "--create", "feature")
    try team.plan("widen", ("\"red\" |", "\"blue\" | \"red\" |"))
    try team.git("switch", "--quiet", "main")
    try team.plan("narrow", ("\"red\" | ", ""))
    try team.git("switch", "--quiet", "feature")
    _ = try team.tryGit("merge", "--no-ff", "--no-commit", "main")
    try team.sandbox.write("schemas/app.schema", TeamSchema.first.text)
    let result = try team.bellows("sync")
    #expect(result.status == 1 && result.errors.contains("from its deploy 2 on it no longer does"), "\(result)")
  }

  @Test("A plan that the main branch advanced while a branch took it back stays")
  func aRevertOfAnAdvancedPlan() throws {
    let team = try Team(seed: 1)
    try team.plan("weight", required)
    try team.git("switch", "--quiet", "--create", "feature")
    try team.git("revert", "--no-edit", "HEAD")
    try team.git("switch", "--quiet", "main")
    try team.attest(["weight"])
    try team.commit("Advance")
    try team.git("switch", "--quiet", "feature")
    #expect(try !team.tryGit("merge", "--no-ff", "--no-commit", "main"))
    let result = try team.bellows("sync")
    #expect(result.status == 0 && result.output.contains("no plan makes"), "\(result)")
    #expect(team.plans == ["weight"])
    try team.require(try team.bellows("generate", "remove"))
    try team.writeFunctions()
    try team.commit("Merge main")
  }

  @Test("A finished plan that begins after an unfinished one stays under way until that one is finished")
  func aFinishedPlanAfterAnUnfinishedOne() throws {
    let team = try Team(seed: 1)
    try team.plan("first", ("  rank: int?\n", "  rank: int?\n  note: string?\n\n  index by_note (note)\n"))
    try team.plan("second", ("  text: string\n", ""))
    #expect(try team.sandbox.stage(of: "second").deploy == 1)
    try team.git("switch", "--quiet", "--create", "feature")
    try team.plan(
      "both", ("  size: int\n\n  index by_kind (kind)\n", "\n  index by_kind (kind)\n  index by_body (body)\n"))
    try team.plan("drop", ("  index by_body (body)\n", ""))
    #expect(try team.sandbox.read("Migrations/drop/plan.json").contains("both, deploy"))
    if try team.sandbox.stage(of: "drop") == (1, 1) {
      #expect(try team.bellows("retire", "drop").errors.contains("begins after plan both, which is under way"))
    }
    team.branches = ["feature"]
    try team.finish()
  }

  @Test("A plan that creates a table can be made again when another table refers to it")
  func aReferenceToATableThatIsBeingMade() throws {
    let team = try Team(seed: 1)
    try team.plan("table", ("table labels {\n", "table files {\n  path: string\n}\n\ntable labels {\n  weight: int\n"))
    try team.plan("reference", ("  title: string\n", "  title: string\n  file: id<files>? @onDelete(setNull)\n"))
    try team.finish()
  }

  @Test("A merge brings a plan that was begun and retired meanwhile")
  func aPlanThatWasRetiredMeanwhile() throws {
    let team = try Team(seed: 1)
    try team.git("branch", "--quiet", "feature")
    try team.plan("note", ("  rank: int?\n", "  rank: int?\n  note: string?\n"))
    try team.require(try team.bellows("retire", "note"))
    try team.commit("Retire", isBack: true)
    try team.git("switch", "--quiet", "feature")
    try team.plan("weight", required)
    try team.update("feature")
    #expect(team.plans == ["weight"])
  }

  @Test("A plan of a branch with the name of a merged plan that has fewer deploys gives way to it")
  func twoPlansOfOneName() throws {
    let team = try Team(seed: 1)
    try team.git("switch", "--quiet", "--create", "feature")
    try team.plan("one", required)
    try team.git("switch", "--quiet", "main")
    try team.plan("one", ("  rank: int?\n", "  rank: int?\n  note: string?\n"))
    try team.update("feature")
    #expect(try team.sandbox.stage(of: "one") == (1, 1))
    #expect(team.plans.count == 2)
    team.branches = ["feature"]
    try team.finish()
  }

  @Test("A branch that took a plan back at its first deploy takes it off main when it is merged")
  func aRevertThatIsMerged() throws {
    let team = try Team(seed: 1)
    try team.plan("weight", required)
    try team.git("switch", "--quiet", "--create", "feature")
    try team.git("revert", "--no-edit", "HEAD")
    team.takenBack = ["weight"]
    team.branches = ["feature"]
    try team.finish()
    #expect(team.plans.isEmpty)
  }

  @Test("A branch whose index relies on a field that is removed on main is made again without it")
  func anIndexOfARemovedField() throws {
    let team = try Team(seed: 1)
    try team.git("switch", "--quiet", "--create", "feature")
    try team.plan("index", ("  size: int\n\n  index by_kind", "  size: int\n\n  index by_size (size)\n  index by_kind"))
    try team.git("switch", "--quiet", "main")
    try team.plan("remove", ("  size: int\n", ""))
    while try team.sandbox.stage(of: "remove").deploy < team.sandbox.stage(of: "remove").count {
      try team.attest(["remove"])
      try team.commit("Advance")
    }
    try team.update("feature")
    #expect(team.plans == ["remove"])
  }

  @Test("A plan that removes an index which a plan under way added is generated beside other plans")
  func anIndexOfAPlanUnderWayIsRemoved() throws {
    let team = try Team(seed: 1)
    try team.plan(
      "table", ("  rank: int?\n}\n", "  rank: int?\n  weight: int\n}\n\ntable files {\n  path: string\n}\n"))
    try team.plan("index", ("  path: string\n", "  path: string\n\n  index by_path (path)\n"))
    try team.plan("remove", ("  path: string\n\n  index by_path (path)\n", "  path: string\n"))
    try team.finish()
  }

  @Test("A plan that drops a table stays under way beside the plan that made it")
  func aTableOfAPlanUnderWayIsRemoved() throws {
    let team = try Team(seed: 1)
    try team.plan(
      "table", ("  size: int\n", "  size: int\n  weight: int\n\n  index by_weight (weight)\n"))
    try team.plan("files", ("table users {\n", "table files {\n  path: string\n}\n\ntable users {\n  height: int\n"))
    try team.plan("none", ("table files {\n  path: string\n}\n\n", ""))
    #expect(try team.sandbox.read("Migrations/current.schema").hasSuffix("gone:\n  // none, deploy 2 of 2\n"))
    try team.finish()
  }

  @Test("A plan that drops a table is generated beside the plans that made it and a reference in it")
  func aTableWithAReferenceIsRemoved() throws {
    let team = try Team(seed: 1)
    try team.plan(
      "table", ("  rank: int?\n}\n", "  rank: int?\n  weight: int\n}\n\ntable files {\n  path: string\n}\n"))
    try team.plan("reference", ("  path: string\n", "  path: string\n  label: id<labels>? @onDelete(setNull)\n"))
    try team.plan(
      "none", ("\ntable files {\n  path: string\n  label: id<labels>? @onDelete(setNull)\n}\n", ""))
    try team.finish()
  }

  @Test("A revert of the first commit of a plan that got more changes since takes all of them back")
  func aRevertOfAPlanThatGrew() throws {
    let team = try Team(seed: 1)
    try team.git("switch", "--quiet", "--create", "feature")
    try team.plan("weight", required)
    let first = try team.git("rev-parse", "HEAD").trimmed
    try team.plan("weight", ("  text: string\n", "  text: string?\n"))
    // The record of the base branch does not tell, as this branch lacks some of it.
    try team.git("switch", "--quiet", "main")
    try team.plan("note", ("  rank: int?\n", "  rank: int?\n  note: string?\n"))
    try team.git("switch", "--quiet", "feature")
    #expect(try !team.tryGit("revert", "--no-commit", first))
    #expect(try team.resolve("revert"))
    try team.commit("Revert")
    // The rest of the goal has a plan of its own.
    #expect(team.plans.count == 1 && team.plans != ["weight"])
  }

  @Test("A finished plan that a later one changed stays as that one made it, whatever deploy a branch has")
  func aBranchFromBeforeALaterPlan() throws {
    let team = try Team(seed: 1)
    try team.plan("weight", required)
    try team.git("branch", "--quiet", "feature")
    try team.attest(["weight"])
    try team.commit("Advance")
    try team.plan("relax", ("  weight: int\n", "  weight: int?\n"))
    try team.attest(["relax"])
    try team.commit("Advance")
    try team.git("switch", "--quiet", "feature")
    try team.plan("note", ("  weight: int\n", "  weight: int\n  note: string\n"))
    try team.git("switch", "--quiet", "main")
    _ = try team.tryGit("merge", "--no-ff", "--no-commit", "feature")
    let goal = TeamSchema.first.text.replacing(required.0, with: "  size: int\n  weight: int?\n  note: string\n")
    try team.sandbox.write("schemas/app.schema", goal)
    let result = try team.bellows("sync")
    #expect(result.status == 0 && !result.output.contains("no plan makes"), "\(result)")
    try team.commit("Merge")
    #expect(try team.sandbox.read("Migrations/current.schema").contains("  weight: int?\n"))
    #expect(team.plans == ["note", "relax", "weight"])
  }

  @Test("A plan begins after finished plans of tables that it refers to, or that referred to the table that it drops")
  func referencesOfFinishedPlans() throws {
    let team = try Team(seed: 1)
    try team.plan("files", ("table users {\n", "table files {\n  path: string\n}\n\ntable users {\n"))
    try team.plan("reference", ("  title: string\n", "  title: string\n  file: id<files>? @onDelete(setNull)\n"))
    #expect(try team.sandbox.read("Migrations/reference/plan.json").contains("files, deploy 1"))
    try team.plan("remove", ("  file: id<files>? @onDelete(setNull)\n", ""))
    try team.plan("drop", ("table files {\n  path: string\n}\n\n", ""))
    #expect(try team.sandbox.read("Migrations/drop/plan.json").contains("remove, deploy"))
    try team.finish()
  }

  @Test("A plan of a branch that came to main by a cherry-pick is advanced on the branch")
  func aCherryPickedPlanIsAdvanced() throws {
    let team = try Team(seed: 1)
    try team.git("switch", "--quiet", "--create", "feature")
    try team.plan("weight", required)
    try team.git("switch", "--quiet", "main")
    try team.plan("note", ("  rank: int?\n", "  rank: int?\n  note: string?\n"))
    _ = try team.tryGit("cherry-pick", "--no-commit", "feature")
    #expect(try team.resolve("cherry-pick"))
    try team.commit("Cherry-pick")
    try team.git("switch", "--quiet", "feature")
    try team.attest(["weight"])
    try team.commit("Advance")
    team.branches = ["feature"]
    try team.finish()
  }

  @Test("A plan beside a finished renaming of its branch, which comes later by name, stays as it is")
  func aPlanBesideARenaming() throws {
    let team = try Team(seed: 1)
    try team.git("switch", "--quiet", "--create", "feature")
    try team.plan("b-rename", ("  text: string\n", "  r7: string @was(text)\n"))
    try team.plan("a-widen", ("\"red\" |", "\"blue\" | \"red\" |"))
    #expect(try !team.sandbox.read("Migrations/a-widen/plan.json").contains("after"))
    team.branches = ["feature"]
    try team.finish()
  }

  @Test("A plan keeps its stage if git takes its files for those of a dropped plan that a branch advanced")
  func aStageThatGitMixes() throws {
    let team = try Team(seed: 1)
    team.takenBack = ["one"]
    try team.plan("one", required)
    try team.git("branch", "--quiet", "feature")
    try team.git("revert", "--no-edit", "HEAD")
    try team.plan("two", ("  age: int\n", "  age: int\n  height: int\n"))
    try team.git("switch", "--quiet", "feature")
    try team.attest(["one"])
    try team.commit("Advance")
    try team.git("revert", "--no-edit", "HEAD")
    try team.plan("note", ("  rank: int?\n", "  rank: int?\n  note: string?\n"))
    try team.git("switch", "--quiet", "main")
    _ = try team.tryGit("merge", "--squash", "feature~2")
    if try team.resolve("squash") {
      #expect(try team.sandbox.stage(of: "two") == (1, 2))
      try team.git("reset", "--quiet", "--hard")
      try team.git("clean", "--quiet", "-d", "--force")
    }
    #expect(team.plans == ["two"])
  }

  @Test("A squash in which git takes files of a dropped plan for those of two others keeps each plan whole")
  func filesThatGitMixes() throws {
    let team = try Team(seed: 1)
    team.takenBack = ["one"]
    try team.plan("one", required)
    try team.git("branch", "--quiet", "feature")
    try team.git("revert", "--no-edit", "HEAD")
    try team.plan("two", ("  age: int\n", "  age: int\n  height: int\n"))
    try team.git("switch", "--quiet", "feature")
    try team.git("revert", "--no-edit", "HEAD")
    try team.plan("three", ("  size: int\n", "  size: int\n  height: int\n"))
    try team.git("switch", "--quiet", "main")
    _ = try team.tryGit("merge", "--squash", "feature")
    #expect(try team.resolve("squash"))
    try team.commit("Squash")
    #expect(try team.handWritten().count == 2)
    #expect(team.plans == ["three", "two"])
    try team.finish()
  }

  @Test("An advanced plan stays if a squash takes it back and git takes its files for those of another plan")
  func anAdvancedPlanThatGitRenames() throws {
    let team = try Team(seed: 1)
    try team.plan("one", required)
    try team.git("switch", "--quiet", "--create", "feature")
    try team.git("revert", "--no-edit", "HEAD")
    try team.plan("two", ("  size: int\n", "  size: int\n  height: int\n"))
    try team.git("switch", "--quiet", "main")
    try team.attest(["one"])
    try team.commit("Advance")
    _ = try team.tryGit("merge", "--squash", "feature")
    #expect(!team.plans.contains("one"))
    try team.require(try team.bellows("sync"))
    #expect(team.plans == ["one", "two"])
    #expect(try team.sandbox.stage(of: "one") == (2, 2))
    #expect(try team.sandbox.read("Migrations/current.schema").contains("weight"))
  }
}

extension TeamFoundTests {
  @Test(
    "A cherry-picked plan of an index over a field that the branch does not have is refused by sync, with its reason")
  func anIndexWithoutItsField() throws {
    let team = try Team(seed: 1)
    try team.git("branch", "--quiet", "feature")
    try team.plan("note", ("  size: int\n", "  size: int\n  note: string?\n"))
    try team.plan("index", ("index by_kind (kind)", "index by_kind (kind)\n  index by_note (note)"))
    try team.git("switch", "--quiet", "feature")
    try team.plan("width", ("  size: int\n", "  size: int\n  width: int?\n"))
    _ = try team.tryGit("cherry-pick", "--no-commit", "main")
    try team.edit(("  index by_note (note)\n", ""))
    let result = try team.bellows("sync")
    #expect(result.status == 1 && result.errors.contains("begins after plan note"), "\(result)")
  }
}

extension Team {
  /// Replaces a text of the goal.
  func edit(_ edit: (old: String, new: String)) throws {
    let goal = try sandbox.read("schemas/app.schema")
    try #require(goal.contains(edit.old))
    try sandbox.write("schemas/app.schema", goal.replacing(edit.old, with: edit.new, maxReplacements: 1))
  }

  /// Replaces a text of the goal, plans the change and commits, with all checks.
  func plan(_ name: String, _ edit: (old: String, new: String)) throws {
    try self.edit(edit)
    try require(try bellows("generate", name), "generate \(name)")
    try writeFunctions()
    try commit("Plan \(name)")
  }
}
