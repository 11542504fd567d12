// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// The app under `Tests/App`: its plans and row types are what `bellows` writes when its five versions are made in turn.
struct AppTests {
  private static let refresh = "BELLOWS_RECORD=1 swift test --filter AppTests"
  private static let app = Sandbox.package.appendingPathComponent("Tests/App")
  /// The plans' names, from version 1 to 2 and so on.
  private static let plans = [
    "2026-02-01-headlines", "2026-03-01-locales", "2026-04-01-priorities", "2026-05-01-folders",
  ]

  @Test("The plans and row types of Tests/App are those that this build writes", .timeLimit(.minutes(60)))
  func theAppIsWhatBellowsWrites() throws {
    let isRecording = ProcessInfo.processInfo.environment["BELLOWS_RECORD"] != nil
    let written = try played()
    for (path, contents) in written.sorted(by: { $0.key < $1.key }) {
      let file = Self.app.appendingPathComponent(path)
      if (try? String(contentsOf: file, encoding: .utf8)) == contents { continue }
      if isRecording {
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(contents.utf8).write(to: file)
        Issue.record("recorded Tests/App/\(path): run the tests again")
      } else {
        Issue.record("Tests/App/\(path) is not what Bellows writes; refresh it with: \(Self.refresh)")
      }
    }
    for folder in ["Migrations", "Sources"] {
      for path in FileManager.default.subpaths(atPath: Self.app.appendingPathComponent(folder).path) ?? [] {
        let isWritten =
          folder == "Migrations" ? path.contains(".") || path.hasSuffix("/deploy") : path.hasSuffix(".generated.swift")
        #expect(!isWritten || written["\(folder)/\(path)"] != nil, "nobody writes Tests/App/\(folder)/\(path) any more")
      }
    }
  }

  /// All files that the tool leaves behind, and those of each release as they were at its time: `Sources/Deploy3_1`.
  private func played() throws -> [String: String] {
    let sandbox = try Sandbox()
    var kept: [String: String] = [:]
    try sandbox.startVersion(1, of: Self.app)
    #expect(try sandbox.bellows("generate", "--adopt").status == 0)
    try sandbox.commitAll()
    kept["Sources/Deploy1/Plans.generated.swift"] = try sandbox.read("Sources/Migrations/Plans.generated.swift")
    kept.merge(try sandbox.rows(in: "Deploy1")) { $1 }
    for (plan, version) in zip(Self.plans, 2...) {
      try sandbox.startVersion(version, of: Self.app)
      let reads = plan.hasSuffix("folders") ? ["--reads", "folders"] : []
      let result = try sandbox.run(Sandbox.tool, ["generate", plan] + reads)
      #expect(result.status == 0, "\(result.errors)")
      try sandbox.fillBodies(of: plan, from: Self.app)
      try sandbox.commitAll()
      let releases = zip(1..., try sandbox.deploys(of: plan)).filter(\.1).map(\.0)
      while true {
        let (deploy, count) = try sandbox.stage(of: plan)
        // The code of a deploy without a release is that of the release before it.
        if let release = releases.last(where: { $0 <= deploy }) {
          kept.merge(try sandbox.rows(in: "Deploy\(version)_\(release)")) { $1 }
        }
        if deploy == count { break }
        let attestation = try sandbox.attestation(of: deploy, plan: plan)
        try sandbox.write(
          "attested.json",
          try JSONSerialization.data(withJSONObject: attestation, options: [.sortedKeys, .withoutEscapingSlashes]))
        let result = try sandbox.bellows("advance", "attested.json")
        #expect(result.status == 0, "\(result.errors)")
        try sandbox.remove("attested.json")
        try sandbox.commitAll()
      }
    }
    return try kept.merging(sandbox.files().filter { $0.value != "folder" && $0.key != ".git" }) { $1 }
  }
}

extension Sandbox {
  /// The row types, by their paths in the folder of a release.
  fileprivate func rows(in release: String) throws -> [String: String] {
    let prefix = "Sources/Migrations/Rows/"
    return Dictionary(
      uniqueKeysWithValues: try files().filter { $0.key.hasPrefix(prefix) }.map { path, contents in
        ("Sources/\(release)/Rows/" + path.dropFirst(prefix.count), contents)
      })
  }

  /// Makes a version of the app's schema the goal.
  fileprivate func startVersion(_ version: Int, of app: URL) throws {
    let file = app.appendingPathComponent("schemas/versions/\(version).schema")
    try write("schemas/app.schema", try Data(contentsOf: file))
  }

  /// Puts the bodies that the app's people wrote in the place of the stubs.
  fileprivate func fillBodies(of plan: String, from app: URL) throws {
    let folder = "Sources/Migrations/\(plan)"
    for (path, _) in try files() where path.hasPrefix(folder) && path.hasSuffix(".swift") {
      if path.hasSuffix(".generated.swift") { continue }
      if let body = try? Data(contentsOf: app.appendingPathComponent(path)) { try write(path, body) }
    }
  }

  /// For each deploy of a plan, whether it releases code.
  fileprivate func deploys(of plan: String) throws -> [Bool] {
    try deploySources(of: plan).map { $0.contains("isRelease: true") }
  }
}
