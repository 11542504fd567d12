// Part of Bellows. MIT licence: see LICENSE.
import Testing
import TestSupport

/// How often git cannot merge the plans of two branches by itself: the files of plans are made so that it seldom happens.
@Suite(.timeLimit(.minutes(Thorough.minutes)))
struct TeamMergeTests {
  /// What two branches with an edit each came to.
  private struct Count {
    var pairs = 0
    var conflicts = 0
    /// Merges whose conflicts are only in the list of plans, where two neighbours were added.
    var inList = 0
    /// Merges with a conflict in the goal, where two developers edited neighbouring lines.
    var inGoal = 0
    var meet = 0
  }

  private static let edits: [TeamEdit] = [
    .addOptional, .addRequired, .addDefaulted, .rename, .remove, .widen, .require, .relax, .addIndex,
  ]

  @Test("Plans for different tables merge without a conflict but in the list; plans for one table after one sync")
  func independentPairs() throws {
    let wanted = Thorough.count(sample: 4, whole: 200)
    var (different, same) = (Count(), Count())
    let team = try Team(seed: Thorough.seed)
    do {
      try addPlans(to: team)
      for _ in 0..<wanted {
        try merge(["labels", "users"], of: team, &different)
        try merge(["notes", "notes"], of: team, &same)
      }
    } catch let fault as TeamFault {
      Issue.record("\(fault)")
    }
    for (count, what) in [(different, "different tables"), (same, "one table")] {
      print(
        "team: seed \(Thorough.seed), \(count.pairs) merges of two plans for \(what): \(count.conflicts) with conflicts, "
          + "\(count.inList) only in the list of plans, \(count.inGoal) also in the goal; \(count.meet) pairs meet")
    }
    #expect(different.meet == 0 && different.inGoal == 0)
    #expect(different.conflicts == different.inList && different.conflicts * 3 <= wanted)
    #expect(different.pairs == wanted)
  }

  /// Adds finished plans, as a project has them.
  private func addPlans(to team: Team) throws {
    for number in 1...8 {
      var goal = try team.goal
      goal.tables.append(TeamSchema.Table(name: "a\(number)", lines: [TeamSchema.Line(name: "x", text: "x: int")]))
      try team.sandbox.write("schemas/app.schema", goal.text)
      try team.require(try team.bellows("generate", "2026-01-0\(number)-add"))
    }
    try team.commit("Plans")
  }

  /// Plans an edit on each of two branches of one commit, and merges them.
  private func merge(_ tables: [String], of team: Team, _ count: inout Count) throws {
    let start = try team.git("rev-parse", "main").trimmed
    for (branch, table) in zip(["one", "other"], tables) {
      try team.git("switch", "--quiet", "--create", branch, start)
      var isPlanned = false
      while !isPlanned {
        var goal = try team.goal
        let number = team.next()
        guard let edit = goal.make(team.random.pick(Self.edits), number, in: table, &team.random) else { continue }
        team.note("edit: \(edit)")
        try team.sandbox.write("schemas/app.schema", goal.text)
        isPlanned = try team.bellows("generate", "p\(number)-\(table)").status == 0
        if !isPlanned { try team.git("reset", "--quiet", "--hard") }
      }
      try team.writeFunctions()
      try team.commit("Plan \(table)")
    }
    count.pairs += 1
    _ = try team.tryGit("merge", "--no-ff", "--no-commit", "one")
    let conflicts = try team.lines("diff", "--name-only", "--diff-filter=U")
    let list = "Sources/Migrations/Plans.generated.swift"
    if !conflicts.isEmpty { count.conflicts += 1 }
    if conflicts == [list] { count.inList += 1 }
    if conflicts.contains("schemas/app.schema") { count.inGoal += 1 }
    let derived = ["Migrations/current.schema", "schemas/app.schema", list, "Sources/Migrations/Rows/"]
    if let other = conflicts.first(where: { path in !derived.contains { path.hasPrefix($0) } }) {
      throw team.fault("a conflict in \(other)")
    }
    if try team.resolve("merge") {
      try team.commit("Merge one")
    } else {
      count.meet += 1
      try team.git("merge", "--abort")
    }
    try team.git("switch", "--quiet", "main")
    for branch in ["one", "other"] { try team.git("branch", "--quiet", "-D", branch) }
  }
}
