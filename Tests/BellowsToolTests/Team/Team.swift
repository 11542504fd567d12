// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing
import TestSupport

/// What went wrong in a simulated team, with the steps that led to it.
struct TeamFault: Error, CustomStringConvertible {
  var description: String
}

/// Developers who change one schema on branches of one repository, with the built tool and real git.
final class Team {
  let sandbox: Sandbox
  var random: SeededRandom
  private let seed: UInt64
  private var log: [String] = []
  /// How often each kind of event happened.
  private(set) var counts: [String: Int] = [:]
  /// The feature branches that are open.
  var branches: [String] = []
  /// Commits that made a plan: what others may cherry-pick or revert.
  var commits: [(id: String, plans: [String], isMerge: Bool)] = []
  private var number = 0
  private var checked = 0
  /// The deploys of the plans on the main branch.
  private var stages: [String: Int] = [:]
  /// The deploys at which the plans came to the main branch.
  private var firstStages: [String: Int] = [:]
  /// The plans whose commits were reverted on some branch: its merge takes them off the main branch.
  var takenBack: Set<String> = []

  init(seed: UInt64) throws {
    self.seed = seed
    random = SeededRandom(seed: seed)
    sandbox = try Sandbox()
    try sandbox.write("schemas/app.schema", TeamSchema.first.text)
    try require(try bellows("generate", "--adopt"))
    try sandbox.commitAll()
  }

  // MARK: - Records

  func note(_ text: String) { log.append(text) }

  func count(_ event: String) { counts[event, default: 0] += 1 }

  /// The fault with a message, after the last steps.
  func fault(_ message: String) -> TeamFault {
    if let keep = ProcessInfo.processInfo.environment["BELLOWS_KEEP"] {
      let copy = URL(fileURLWithPath: keep).appendingPathComponent("team-\(seed)")
      try? FileManager.default.copyItem(at: sandbox.root, to: copy)
    }
    return TeamFault(
      description: "BELLOWS_SEED=\(seed) BELLOWS_COUNT=1: \(message)\n" + log.suffix(25).map { "  | \($0)\n" }.joined())
  }

  func next() -> Int {
    number += 1
    return number
  }

  // MARK: - Commands

  /// Runs the tool; throws if it crashes, fails without a message, or touches a hand-written function.
  func bellows(_ arguments: String...) throws -> Sandbox.Result {
    let before = try handWritten()
    let result = try sandbox.run(Sandbox.tool, arguments)
    log.append("bellows \(arguments.joined(separator: " ")) -> \(result.status)")
    if !(0...2).contains(result.status) || (result.status != 0) != result.errors.contains("error: ") {
      throw fault("bellows \(arguments) ended with \(result.status): \(result.output)\(result.errors)")
    }
    let after = try handWritten()
    let retired = (try? sandbox.read("Migrations/retired").split(separator: "\n").map(String.init)) ?? []
    for (path, text) in before where after[path] != text && !text.contains("<<<<<<< ") {
      // The files of a retired plan go, also if git brings them back.
      if retired.contains(String(path.split(separator: "/")[2])) { continue }
      throw fault("bellows \(arguments) changed \(path), which is hand-written: \(after[path] ?? "it is gone")")
    }
    return result
  }

  /// Throws unless a command succeeded.
  func require(_ result: Sandbox.Result, _ what: String = "a command") throws {
    if result.status != 0 { throw fault("\(what) failed: \(result.output)\(result.errors)") }
  }

  /// Runs git; throws if it fails.
  @discardableResult
  func git(_ arguments: String...) throws -> String {
    let result = try sandbox.tryGit(arguments)
    log.append("git \(arguments.joined(separator: " ")) -> \(result.status)")
    try require(result, "git \(arguments)")
    return result.output
  }

  /// Runs git, whatever comes of it.
  func tryGit(_ arguments: String...) throws -> Bool {
    let result = try sandbox.tryGit(arguments)
    log.append("git \(arguments.joined(separator: " ")) -> \(result.status)")
    return result.status == 0
  }

  func lines(_ arguments: String...) throws -> [String] {
    let result = try sandbox.tryGit(arguments)
    try require(result, "git \(arguments)")
    return result.output.split(separator: "\n").map(String.init)
  }

  // MARK: - Files

  /// The hand-written Swift of all plans, by path.
  func handWritten() throws -> [String: String] {
    var files: [String: String] = [:]
    let root = sandbox.root.appendingPathComponent("Sources/Migrations")
    for folder in (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? [] where folder != "Rows" {
      let path = root.appendingPathComponent(folder).path
      for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      where name.hasSuffix(".swift") && !name.hasSuffix(".generated.swift") {
        files["Sources/Migrations/\(folder)/\(name)"] = try sandbox.read("Sources/Migrations/\(folder)/\(name)")
      }
    }
    return files
  }

  /// Writes the functions of a plan, and deletes those of plans that are gone.
  func writeFunctions() throws {
    for (path, text) in try handWritten() {
      let plan = String(path.split(separator: "/")[2])
      if !plans.contains(plan) {
        try sandbox.remove("Sources/Migrations/\(plan)")
      } else if !text.contains("// Written.") {
        try sandbox.write(path, text + "// Written.\n")
      }
    }
  }

  /// The plans of the working tree.
  var plans: [String] {
    let root = sandbox.root.appendingPathComponent("Migrations").path
    return ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? [])
      .filter { FileManager.default.fileExists(atPath: "\(root)/\($0)/deploy") }.sorted()
  }

  /// The plans of a commit.
  func plans(in commit: String) throws -> [String] {
    try lines("ls-tree", "-d", "--name-only", commit, "Migrations/").map { String($0.dropFirst("Migrations/".count)) }
  }

  /// The plans of this branch that are not merged.
  func ownPlans() throws -> [String] {
    let common = try lines("merge-base", "main", "HEAD")[0]
    let merged = Set(try plans(in: "main") + plans(in: common))
    return plans.filter { !merged.contains($0) }
  }

  var goal: TeamSchema {
    get throws { TeamSchema(try sandbox.read("schemas/app.schema")) }
  }

  // MARK: - What must hold

  /// Commits everything, after the check of what is staged, and checks what must hold on a branch then.
  ///
  /// - Parameter isBack: Whether a plan may go back or be gone.
  func commit(_ message: String, isBack: Bool = false) throws {
    try git("add", "--all")
    try require(try bellows("check"), "the check before '\(message)'")
    try git("commit", "--quiet", "--allow-empty", "--message", message)
    try checkBranch(isBack: isBack)
  }

  /// Throws unless the branch could be merged as it is.
  func checkBranch(isBack: Bool = false) throws {
    let branch = try lines("branch", "--show-current").first ?? ""
    if try !hasOtherPlans() { try requireSynced() }
    if branch != "main" {
      try require(try bellows("check", "--base", "main"), "the check of \(branch)")
    } else if try tryGit("rev-parse", "--quiet", "--verify", "HEAD~1") {
      try require(try bellows("check", "--base", "HEAD~1"), "the check of main")
    }
    checked += 1
    if checked % 3 == 0 {
      let plan = try bellows("plan")
      try require(plan, "bellows plan")
      if plan.output != "no change\n", !plan.errors.contains("is under way") {
        throw fault("bellows plan shows what no plan makes: \(plan.output)\(plan.errors)")
      }
      let more = try bellows("generate", "more")
      if !more.output.hasPrefix("Nothing to do") { throw fault("bellows generate: \(more.output)\(more.errors)") }
    }
    let changed = try lines("status", "--porcelain")
    if !changed.isEmpty { throw fault("files changed that should not: \(changed)") }
    if branch == "main" { try checkForward(isBack: isBack) }
  }

  /// Whether the main branch has one of the plans otherwise, so that the next sync restores that one: a plan may come to
  /// the main branch by a cherry-pick, and be made again on its own branch.
  private func hasOtherPlans() throws -> Bool {
    try plans(in: "main").filter(plans.contains).contains { plan in
      try !lines(
        "diff", "--name-only", "main", "HEAD", "--", "Migrations/\(plan)/*.schema", "Migrations/\(plan)/plan.json"
      )
      .isEmpty
    }
  }

  /// Throws unless `sync` has nothing to do.
  func requireSynced() throws {
    let before = try lines("status", "--porcelain")
    let result = try bellows("sync")
    try require(result, "bellows sync")
    if try !result.output.hasPrefix("Nothing to do") || lines("status", "--porcelain") != before {
      let difference = try sandbox.tryGit(["diff"]).output
      throw fault("a second sync still changes files: \(result.output)\(difference)")
    }
    if result.output.contains("no plan makes") { throw fault("bellows sync: \(result.output)") }
  }

  private func checkForward(isBack: Bool) throws {
    var now: [String: Int] = [:]
    for plan in plans { now[plan] = try sandbox.stage(of: plan).deploy }
    if !isBack {
      for (plan, deploy) in stages where now[plan, default: 0] < deploy {
        // A database that has begun it serves the code from before it.
        if now[plan] == nil, takenBack.contains(plan), deploy == firstStages[plan] { continue }
        throw fault("plan \(plan) moved from deploy \(deploy) to \(now[plan, default: 0]) on main")
      }
    }
    firstStages.merge(now) { first, _ in first }
    stages = now
  }
}
