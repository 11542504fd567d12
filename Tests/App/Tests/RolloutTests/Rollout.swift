// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// A plan, and what its deploys bring, in their order.
struct Plan {
  let name: String
  let deploys: KeyValuePairs<String, Deploy>

  init(_ name: String, _ deploys: KeyValuePairs<String, Deploy>) {
    self.name = name
    self.deploys = deploys
  }

  /// What a deploy brings.
  enum Deploy {
    /// A schema alone.
    case schema
    /// A schema, then code.
    case release
    /// The same; but the code is taken back, to the build of the deploy before, and released a second time.
    case releaseAgain(after: String)
  }
}

/// The file, and the two processes of the app that are running.
struct Rollout {
  private let folder: URL
  private let rows: Int
  /// The release whose code runs.
  private var release = "1"
  private var apps: [Running] = []
  private var seed = 0

  /// Makes the database as version 1's build has it, lets the app fill it, and starts a second process of it.
  init(rows: Int) throws {
    self.rows = rows
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-app-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try migrate("1", "create")
    print(try start("1", seconds: 0).finish(), terminator: "")
    apps = [try start("1"), try start("1")]
  }

  /// A plan as a person carries it out: each schema, then its code beside the old one, then what waits for the old to end.
  mutating func take(_ plan: Plan) throws {
    // Small batches and pauses, for this file is small: the app is to write in between.
    let walk = ["--batch-size", "250", "--delay", "10", "--confirm", plan.name]
    for (deploy, kind) in plan.deploys {
      try migrate(deploy, "run", walk)
      switch kind {
      case .schema: break
      case .release: try release(deploy)
      case .releaseAgain(let before):
        let old = release
        try release(deploy)
        try migrate(before, "run")
        try release(old)
        try migrate(deploy, "run", walk)
        try release(deploy)
      }
      if case .schema = kind {
      } else {
        try migrate(deploy, "released")
        try migrate(deploy, "run", walk)
      }
      try migrate(deploy, "verify")
      try #require(apps.allSatisfy { $0.isRunning }, "both processes still run")
    }
    try migrate(plan.deploys.last?.key ?? "", "status")
  }

  /// A rolling release: one process after the other is replaced by one of other code.
  mutating func release(_ name: String) throws {
    for place in apps.indices {
      let new = try start(name)
      pause(1)
      print(try apps[place].finish(), terminator: "")
      apps[place] = new
      pause(0.5)
    }
    release = name
  }

  /// What a process of some release says when it finds out that it should not run.
  mutating func failure(of name: String) throws -> String {
    let text = try start(name, seconds: 20).wait(expecting: 1)
    print(text, terminator: "")
    return text
  }

  /// Lets both end, and has the last release look at every row once more.
  mutating func finish() throws {
    pause(1)
    for app in apps { print(try app.finish(), terminator: "") }
    apps = []
    print(try start(release, seconds: 0).finish(), terminator: "")
    try FileManager.default.removeItem(at: folder)
  }

  /// Runs `migrate` of the build of a deploy.
  @discardableResult
  func migrate(_ deploy: String, _ command: String, _ options: [String] = []) throws -> String {
    let text = try Running("migrate", [deploy, file, command] + options, in: folder).finish()
    print("$ migrate \(command)  # in the build of deploy \(deploy)\n\(text)", terminator: "")
    return text
  }

  private var file: String { folder.appendingPathComponent("app.sqlite").path }

  private mutating func start(_ name: String, seconds: Int = 900) throws -> Running {
    seed += 1
    return try Running("app", [name, file, "\(seconds)", "\(seed)", "\(rows)"], in: folder)
  }

  private func pause(_ seconds: Double) { Thread.sleep(forTimeInterval: seconds) }
}
