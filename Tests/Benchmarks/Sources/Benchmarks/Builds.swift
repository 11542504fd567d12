// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// Measures how long a user's package takes to build with the row types of many tables: a debug build of the generated
/// target alone, then again after a change of one table.
///
///     swift run -c release --package-path Tests/Benchmarks Benchmarks builds .build/debug/bellows [<tables>]
func measureBuilds(_ arguments: [String]) throws {
  guard let bellows = arguments.first else {
    print("usage: Benchmarks builds <path of bellows> [<tables>]")
    exit(2)
  }
  let count = arguments.dropFirst().first.flatMap { Int($0) } ?? 200
  let folder = FileManager.default.temporaryDirectory.appending(path: "bellows-builds-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: folder) }
  let package = UserPackage(folder: folder, bellows: URL(fileURLWithPath: bellows).path)
  try package.write(tables: count)
  try package.run("bellows", ["generate", "--adopt"])
  // The library is built once for all programs of the package.
  try package.run("swift", ["build", "--target", "Bellows"])
  let cold = try package.seconds("swift", ["build", "--target", "Migrations"])
  try package.change(tables: count)
  try package.run("bellows", ["generate", "2026-01-01-change"])
  let warm = try package.seconds("swift", ["build", "--target", "Migrations"])
  print(
    "\(count) tables of ten fields: debug build \(seconds(cold)) s; after a change of one table \(seconds(warm)) s")
}

private func seconds(_ seconds: Double) -> String { String(format: "%.1f", seconds) }

/// A package as `bellows init` begins it.
private struct UserPackage {
  var folder: URL
  var bellows: String

  func write(tables count: Int) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    try write(
      "Package.swift",
      """
      // swift-tools-version: 6.1
      import PackageDescription

      let package = Package(
        name: "builds",
        platforms: [.macOS(.v13)],
        dependencies: [.package(name: "bellows", path: "\(root.path)")],
        targets: [.target(name: "Migrations", dependencies: [.product(name: "Bellows", package: "bellows")])],
        swiftLanguageModes: [.v6]
      )

      """)
    try run("git", ["init", "--quiet"])
    try run("bellows", ["init"])
    try write("schemas/app.schema", schema(tables: count))
  }

  /// Adds an optional field to the first table.
  func change(tables count: Int) throws {
    let text = schema(tables: count)
    let field = text.range(of: "  title: string\n")
    try write(
      "schemas/app.schema",
      text.replacingCharacters(in: field ?? text.endIndex..<text.endIndex, with: "  title: string\n  added: string?\n"))
  }

  private func schema(tables count: Int) -> String {
    var text = "target sqlite\n"
    for number in 0..<count {
      text += """

        table table\(number) {
          title: string
          state: "draft" | "open" | "closed"
          owner: id<table\((number + 1) % count)>?
          address: { street: string, city: string, zip: string? }
          tags: [string]
          price: decimal
          due: date?
          changedAt: timestamp = now
          count: int = 0
          isPinned: bool = false
        }

        """
    }
    return text
  }

  private func write(_ path: String, _ text: String) throws {
    let file = folder.appending(path: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func seconds(_ program: String, _ arguments: [String]) throws -> Double {
    let clock = ContinuousClock()
    let time = try clock.measure { try run(program, arguments) }
    return Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
  }

  func run(_ program: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program == "bellows" ? bellows : program] + arguments
    process.currentDirectoryURL = folder
    process.standardOutput = FileHandle.standardError
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failed(
        description: "\(program) \(arguments.joined(separator: " ")) ended with \(process.terminationStatus)")
    }
  }

  private struct Failed: Error, CustomStringConvertible { var description: String }
}
