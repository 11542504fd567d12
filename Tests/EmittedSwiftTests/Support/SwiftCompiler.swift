// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// Type-checks Swift against the runtime library, as a user's package would.
struct SwiftCompiler {
  /// An error or a warning, with its place.
  struct Finding: Hashable, CustomStringConvertible {
    var file: String
    var line: Int
    var isError: Bool
    var message: String

    var description: String { "\(file):\(line): \(isError ? "error" : "warning"): \(message)" }
  }

  struct Failed: Error { var output: String }

  /// What the compiler says of files that make one module.
  static func findings(_ files: [(name: String, contents: String)], arguments: [String] = []) throws -> [Finding] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "bellows-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for file in files { try Data(file.contents.utf8).write(to: folder.appending(path: file.name)) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.currentDirectoryURL = folder
    process.arguments =
      [
        "swiftc", "-typecheck", "-wmo", "-swift-version", "6", "-module-name", "Migrations", "-diagnostic-style",
        "llvm",
      ]
      + ["-I", try modules().path] + arguments + files.map(\.name)
    let output = folder.appending(path: "output")
    try Data().write(to: output)
    let handle = try FileHandle(forWritingTo: output)
    process.standardError = handle
    process.standardOutput = handle
    try process.run()
    process.waitUntilExit()
    try handle.close()
    let text = try String(contentsOf: output, encoding: .utf8)
    let found = Set(text.split(separator: "\n").compactMap { finding(String($0)) })
    if process.terminationStatus != 0, !found.contains(where: \.isError) { throw Failed(output: text) }
    return found.sorted { ($0.file, $0.line, $0.message) < ($1.file, $1.line, $1.message) }
  }

  /// Row types inside an enum, so that those of many deploys can be compiled as one module.
  static func nested(_ file: String, in type: String) -> String {
    let imports = "import Bellows\nimport Foundation\n"
    let starts = ["\npublic typealias", "\n///"].compactMap { file.range(of: $0)?.lowerBound }
    guard let start = starts.min() else { return imports }
    return "\(imports)public enum \(type) {\n\(file[start...])\n}\n"
  }

  /// What a line such as `App.swift:3:14: error: no such value` says.
  private static func finding(_ line: String) -> Finding? {
    let parts = line.split(separator: ":", maxSplits: 4).map { $0.trimmingCharacters(in: .whitespaces) }
    guard parts.count == 5, let number = Int(parts[1]), parts[3] == "error" || parts[3] == "warning" else { return nil }
    let file = URL(filePath: parts[0]).lastPathComponent
    return Finding(file: file, line: number, isError: parts[3] == "error", message: parts[4])
  }

  /// The folder with the compiled interface of the library, beside the tests that are running.
  private static func modules() throws -> URL {
    let arguments = CommandLine.arguments.map { URL(filePath: $0) }
    var folders = [SchemaFiles.root.appending(path: ".build/debug")]
    for argument in arguments {
      var folder = argument.deletingLastPathComponent()
      for _ in 0..<4 {
        folders.append(folder)
        folder = folder.deletingLastPathComponent()
      }
    }
    for folder in folders.reversed() {
      let modules = folder.appending(path: "Modules")
      if FileManager.default.fileExists(atPath: modules.appending(path: "Bellows.swiftmodule").path) { return modules }
    }
    throw Failed(output: "no Modules/Bellows.swiftmodule beside \(CommandLine.arguments)")
  }
}
