// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// What the developers of a team do, apart from merging.
extension Team {
  /// A random step of a developer.
  func step() throws {
    if branches.isEmpty || branches.count < 4 && random.happens(25) { return try open() }
    let branch = random.pick(branches)
    switch random.number(below: 100) {
    case ..<30: try edit(on: branch)
    case ..<40: try update(branch)
    case ..<50: try rebase(branch)
    case ..<65: try land(branch)
    case ..<80: try advance(on: random.happens(80) ? "main" : branch)
    case ..<85: try cherryPick(onto: random.happens(30) ? "main" : branch)
    case ..<90: try revert(on: random.happens(60) ? "main" : branch)
    case ..<94: try back()
    case ..<97: try retire()
    case _: try edit(on: "main")
    }
  }

  /// Begins a branch.
  private func open() throws {
    let branch = "b\(next())"
    try git("switch", "--quiet", "--create", branch, "main")
    branches.append(branch)
    try edit(on: branch)
  }

  /// Edits the goal on a branch, and plans the change.
  func edit(on branch: String) throws {
    try git("switch", "--quiet", branch)
    var goal = try goal
    for _ in 0..<(random.happens(30) ? 2 : 1) {
      let edit = random.pick(TeamEdit.allCases)
      if let done = goal.make(edit, next(), &random) { note("edit: \(done)") }
    }
    try sandbox.write("schemas/app.schema", goal.text)
    if try lines("status", "--porcelain").isEmpty { return }
    // Some commit the goal first, although the check refuses it.
    let isGoalFirst = branch != "main" && random.happens(10)
    if isGoalFirst { try git("commit", "--quiet", "--all", "--message", "Goal") }
    let before = try lines("rev-parse", "HEAD")
    let own = try ownPlans()
    let name = !own.isEmpty && random.happens(30) ? random.pick(own) : "p\(next())"
    let result = try bellows("generate", name)
    if result.status != 0 {
      try requireLegal(result, "generate")
      let changed = try lines("status", "--porcelain")
      if changed.count > 1 { throw fault("a refused generate wrote files: \(changed)") }
      return try git("reset", "--quiet", "--hard", isGoalFirst ? "HEAD~1" : before[0]).discard()
    }
    count("planned")
    try writeFunctions()
    try commit("Plan \(name)")
    if plans.contains(name), !own.contains(name), !isGoalFirst {
      commits.append((try git("rev-parse", "HEAD").trimmed, [name], false))
    }
  }

  /// Moves plans to their next deploys, as production attests the ones that they are at.
  func advance(on branch: String) throws {
    try git("switch", "--quiet", branch)
    let merged = Set(try plans(in: "main"))
    let waiting = try plans.filter { plan in
      let stage = try sandbox.stage(of: plan)
      return stage.deploy < stage.count && merged.contains(plan)
    }
    let chosen = waiting.filter { _ in random.happens(60) }
    guard !chosen.isEmpty else { return }
    try attest(chosen)
    count("advanced")
    try commit("Advance \(chosen)")
  }

  /// Files an attestation of production for some plans at their deploys.
  func attest(_ plans: [String]) throws {
    var entries: [[String: Any]] = []
    var members: [String: Any] = [:]
    for plan in plans {
      members = try sandbox.attestation(of: try sandbox.stage(of: plan).deploy, plan: plan)
      entries.append(members.filter { ["plan", "deploy", "schema", "released", "counts"].contains($0.key) })
    }
    members = members.filter { ["environment", "database", "time"].contains($0.key) }
    members["format"] = "bellows-attestation/2"
    members["plans"] = entries
    let file = sandbox.root.appendingPathExtension("attested.json")
    defer { try? FileManager.default.removeItem(at: file) }
    try JSONSerialization.data(withJSONObject: members, options: .sortedKeys).write(to: file)
    let before = try plans.map { try sandbox.stage(of: $0).deploy }
    let result = try bellows("advance", file.path)
    try require(result, "bellows advance")
    for (plan, deploy) in zip(plans, before) where try sandbox.stage(of: plan).deploy <= deploy {
      throw fault("plan \(plan) stays at deploy \(deploy): \(result.output)")
    }
  }

  /// Gives a plan of the main branch up: back to its first commit, and dropped with its changes.
  private func back() throws {
    try git("switch", "--quiet", "main")
    guard !plans.isEmpty else { return }
    let plan = random.pick(plans)
    var result = try bellows("back", plan)
    while result.status == 0 {
      count("back")
      try commit("Back \(plan)", isBack: true)
      if random.happens(50) { return }
      result = try bellows("back", plan)
    }
    if !result.errors.contains("the one of its first commit") {
      return try requireLegal(result, "back", besides: "later plans changed")
    }
    guard random.happens(30) else { return }
    let (old, new) = try (schema(of: plan, "goal"), schema(of: plan, "base"))
    try sandbox.write("schemas/app.schema", try goal.applying(from: old, to: new).text)
    result = try bellows("drop", plan)
    if result.status != 0 {
      try requireLegal(result, "drop", besides: "later plans changed")
      return try git("reset", "--quiet", "--hard").discard()
    }
    count("dropped")
    try writeFunctions()
    try commit("Drop \(plan)", isBack: true)
  }

  private func schema(of plan: String, _ name: String) throws -> TeamSchema {
    TeamSchema((try? sandbox.read("Migrations/\(plan)/\(name).schema")) ?? "")
  }

  /// Retires a finished plan on the main branch.
  private func retire() throws {
    try git("switch", "--quiet", "main")
    let finished = try plans.filter { plan in
      let stage = try sandbox.stage(of: plan)
      return stage.deploy == stage.count
    }
    guard !finished.isEmpty else { return }
    let plan = random.pick(finished)
    let result = try bellows("retire", plan)
    if result.status != 0 { return try requireLegal(result, "retire", besides: "which is under way") }
    count("retired")
    try commit("Retire \(plan)", isBack: true)
  }

  /// Merges what can be merged, advances all plans to their ends, and compares the current schema with the goal.
  func finish() throws {
    for branch in branches { if branches.contains(branch) { try land(branch) } }
    try git("switch", "--quiet", "main")
    for _ in 0..<6 {
      let waiting = try plans.filter { plan in
        let stage = try sandbox.stage(of: plan)
        return stage.deploy < stage.count
      }
      if waiting.isEmpty { break }
      try attest(waiting)
      try commit("Advance all")
    }
    let current = TeamSchema(try sandbox.read("Migrations/current.schema"))
    let goal = try goal
    if current.meaning != goal.meaning { throw fault("at the end, current is \(current.text), the goal \(goal.text)") }
    let plan = try bellows("plan", "Migrations/current.schema", "schemas/app.schema")
    if plan.output != "no change\n" { throw fault("at the end: \(plan.output)\(plan.errors)") }
  }
}

extension String {
  /// Does nothing with a result.
  fileprivate func discard() {}
}
