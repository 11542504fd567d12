// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// How the developers of a team bring commits together.
extension Team {
  /// Ends a merge, cherry-pick, revert or step of a rebase as the documentation says: the goal by hand, the rest by
  /// `bellows sync`.
  ///
  /// - Returns: Whether the result can be committed; `false` if two plans meet, which the caller then undoes.
  func resolve(_ what: String) throws -> Bool {
    let conflicts = Set(try lines("diff", "--name-only", "--diff-filter=U"))
    count(conflicts.isEmpty ? "clean \(what)" : "\(what) with conflicts")
    note("conflicts: \(conflicts.sorted())")
    if conflicts.contains("schemas/app.schema") {
      try mergeGoal()
    } else {
      // Both sides may have added one element at different places.
      let goal = try goal
      let repaired = goal.applying(from: goal, to: goal)
      if repaired.text != goal.text { try sandbox.write("schemas/app.schema", repaired.text) }
    }
    let before = try changes()
    var result = try bellows("sync")
    if result.status != 0, try changes() != before { throw fault("a refused sync changed files: \(before[0])") }
    if result.status == 0, result.output.contains("no plan makes") {
      let own = try ownPlans().first ?? "p\(next())"
      note("the goal: \(try sandbox.read("schemas/app.schema"))")
      result = try bellows("generate", own)
      if result.status == 0 { result = try bellows("sync") }
    }
    if result.status != 0 {
      try requireLegal(result, "sync after \(what)")
      return false
    }
    let left = try sandbox.tryGit(["grep", "-l", "--untracked", "^<<<<<<< "]).output
    if !left.isEmpty { throw fault("sync leaves conflicts in \(left)") }
    try requireSynced()
    try writeFunctions()
    return true
  }

  /// The changed files, and what changed in them.
  private func changes() throws -> [String] {
    try [["status", "--porcelain", "--untracked-files=all"], ["diff", "HEAD"]].map { try sandbox.tryGit($0).output }
  }

  /// Resolves a conflict in the goal: both sides' elements.
  private func mergeGoal() throws {
    func version(_ stage: Int) throws -> TeamSchema? {
      let result = try sandbox.tryGit(["show", ":\(stage):schemas/app.schema"])
      return result.status == 0 ? TeamSchema(result.output) : nil
    }
    guard let base = try version(1), let ours = try version(2), let theirs = try version(3) else {
      throw fault("the goal has no three versions")
    }
    try sandbox.write("schemas/app.schema", ours.applying(from: base, to: theirs).text)
  }

  /// Throws unless a refusal is one that a developer has to expect.
  func requireLegal(_ result: Sandbox.Result, _ what: String, besides other: String? = nil) throws {
    let known =
      ["plans-meet: ", "plan-waits: ", "begins after plan", "schemas/app.schema:"]
      + [other].compactMap { $0 }
    guard result.status != 0, let reason = known.first(where: { result.errors.contains($0) }) else {
      throw fault("\(what) failed: \(result.output)\(result.errors)")
    }
    count("\(what): \(reason)")
    note(result.errors.split(separator: "\n").prefix(3).joined(separator: " / "))
  }

  /// Merges the main branch into a branch.
  func update(_ branch: String) throws {
    try git("switch", "--quiet", branch)
    _ = try tryGit("merge", "--no-ff", "--no-commit", "main")
    guard try tryGit("rev-parse", "--quiet", "--verify", "MERGE_HEAD") else { return }
    if try resolve("merge of main") {
      try commit("Merge main into \(branch)")
    } else {
      try abort("merge")
      try giveUp(on: branch)
    }
  }

  /// Rebases a branch onto the main branch.
  func rebase(_ branch: String) throws {
    try git("switch", "--quiet", branch)
    if try tryGit("merge-base", "--is-ancestor", "main", "HEAD") { return }
    let head = try git("rev-parse", "HEAD").trimmed
    var isDone = try tryGit("rebase", "main")
    if isDone { count("clean rebase") }
    while !isDone {
      guard try resolve("rebase") else {
        try abort("rebase")
        return try giveUp(on: branch)
      }
      try git("add", "--all")
      isDone = try tryGit("rebase", "--continue")
      if isDone { break }
      // A commit may have become empty.
      let conflicts = try lines("diff", "--name-only", "--diff-filter=U")
      if conflicts.isEmpty, try lines("status", "--porcelain").isEmpty { isDone = try tryGit("rebase", "--skip") }
    }
    // Commits that git took over as they were may need it, too.
    var result = try bellows("sync")
    if result.status == 0, result.output.contains("no plan makes") {
      result = try bellows("generate", try ownPlans().first ?? "p\(next())")
      if result.status == 0 { try writeFunctions() }
    }
    if result.status != 0 {
      try requireLegal(result, "sync after rebase")
      try git("reset", "--quiet", "--hard", head)
      return try giveUp(on: branch)
    }
    if !(try lines("status", "--porcelain").isEmpty) {
      count("rebase with a last sync")
      return try commit("Sync \(branch)")
    }
    try checkBranch()
  }

  /// Merges a branch into the main branch, with all its commits or as one.
  func land(_ branch: String) throws {
    try git("switch", "--quiet", "main")
    let plans = try plans(in: branch).filter { !self.plans.contains($0) }
    let isSquashed = random.happens(30)
    if isSquashed {
      _ = try tryGit("merge", "--squash", branch)
    } else {
      _ = try tryGit("merge", "--no-ff", "--no-commit", branch)
      guard try tryGit("rev-parse", "--quiet", "--verify", "MERGE_HEAD") else {
        branches.removeAll { $0 == branch }
        return
      }
    }
    guard try resolve(isSquashed ? "squash" : "merge into main") else {
      try forget()
      return try giveUp(on: branch)
    }
    try commit("Merge \(branch)")
    commits.append((try git("rev-parse", "HEAD").trimmed, plans, !isSquashed))
    branches.removeAll { $0 == branch }
    try git("branch", "--quiet", "-D", branch)
  }

  /// Takes a commit of another branch over.
  func cherryPick(onto branch: String) throws {
    try git("switch", "--quiet", branch)
    let there = Set(plans)
    let choices = commits.filter { !$0.plans.isEmpty && there.isDisjoint(with: $0.plans) }
    guard !choices.isEmpty else { return }
    let chosen = random.pick(choices)
    let mainline = chosen.isMerge ? ["--mainline", "1"] : []
    _ = try sandbox.tryGit(["cherry-pick", "--no-commit"] + mainline + [chosen.id])
    note("git cherry-pick \(chosen)")
    guard try resolve("cherry-pick") else { return try forget() }
    try commit("Cherry-pick \(chosen.plans)")
    count("cherry-picked")
  }

  /// Takes a commit of this branch back, if its plans are still at their first deploy.
  func revert(on branch: String) throws {
    try git("switch", "--quiet", branch)
    let here = Set(plans)
    let attested = Set(
      try lines("ls-files", "Migrations").filter { $0.contains("-attested-") }.map { $0.split(separator: "/")[1] })
    let choices = commits.filter { commit in
      guard let plan = commit.plans.first, here.contains(plan), !attested.contains(plan[...]) else { return false }
      return (try? sandbox.tryGit(["merge-base", "--is-ancestor", commit.id, "HEAD"]).status) == 0
        && commit.plans.allSatisfy(here.contains)
    }
    guard !choices.isEmpty else { return }
    let chosen = random.pick(choices)
    let mainline = chosen.isMerge ? ["--mainline", "1"] : []
    _ = try sandbox.tryGit(["revert", "--no-commit"] + mainline + [chosen.id])
    note("git revert \(chosen)")
    guard try resolve("revert") else { return try forget() }
    takenBack.formUnion(chosen.plans)
    try commit("Revert \(chosen.plans)", isBack: true)
    count("reverted")
  }

  /// Ends what git began, as the documentation says: git leaves files that `sync` restored or that a plan got meanwhile.
  private func abort(_ what: String) throws {
    try git(what, "--abort")
    try git("clean", "--quiet", "-d", "--force", "Migrations", "Sources/Migrations")
  }

  /// Ends what git began, without a trace.
  private func forget() throws {
    try git("reset", "--quiet", "--hard")
    try git("clean", "--quiet", "-fd")
  }

  /// Deletes a branch whose changes meet those of the main branch, sometimes.
  private func giveUp(on branch: String) throws {
    let changed = try lines("status", "--porcelain")
    if !changed.isEmpty { throw fault("files are left after an abort: \(changed)") }
    count("waits for another plan")
    guard random.happens(30) else { return }
    try git("switch", "--quiet", "main")
    try git("branch", "--quiet", "-D", branch)
    branches.removeAll { $0 == branch }
  }
}

extension String {
  /// Without the line break at its end.
  var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
