// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// One build of the tool.
struct Build {
  var tool: String
  var terms: [(old: String, new: String)]

  /// What the build says about a change of a schema, without its prose: a line for each fact.
  func record(of pair: SchemaPair) throws -> [String] {
    let package = FileManager.default.temporaryDirectory.path + "/bellows-compare-\(UUID())"
    try FileManager.default.createDirectory(atPath: "\(package)/schemas", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: package) }
    _ = try run(["init"], in: package)
    let goal = "\(package)/schemas/app.schema"
    try Data(contentsOf: URL(fileURLWithPath: pair.old)).write(to: URL(fileURLWithPath: goal))
    let adopted = try run(["generate", "--adopt"], in: package)
    guard adopted.status == 0 else { return translated(["adopt \(adopted.status)"] + ruleIDs(in: adopted.errors)) }
    try Data(contentsOf: URL(fileURLWithPath: pair.new)).write(to: URL(fileURLWithPath: goal))
    let generated = try run(["generate", "next"], in: package)
    var record = ["status \(generated.status)"] + ruleIDs(in: generated.errors)
    if generated.status == 0 { record += try plan(in: package) }
    return translated(record)
  }

  private func translated(_ record: [String]) -> [String] {
    record.map { line in
      terms.reduce(line) { $0.replacingOccurrences(of: $1.old, with: $1.new) }
    }
  }

  /// The files of a plan: its facts, the schema of each deploy, and the SQL.
  private func plan(in package: String) throws -> [String] {
    let folder = "\(package)/Migrations/next"
    guard FileManager.default.fileExists(atPath: "\(folder)/plan.json") else { return ["no plan"] }
    var record = facts(
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: "\(folder)/plan.json"))), path: "")
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where name.hasSuffix(".schema") {
      record += try lines(of: "\(folder)/\(name)").map { "deploy \(name): \($0)" }
    }
    let swift = "\(package)/Sources/Migrations/next"
    for name in try FileManager.default.contentsOfDirectory(atPath: swift).sorted()
    where name.hasSuffix(".generated.swift") {
      record += try lines(of: "\(swift)/\(name)").compactMap(sql).map { "sql: \($0)" }
    }
    return record
  }

  private func lines(of file: String) throws -> [String] {
    try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  /// A line of generated Swift that is part of an SQL text: neither a declaration nor a comment.
  private func sql(_ line: String) -> String? {
    let text = line.trimmingCharacters(in: .whitespaces)
    if text.hasPrefix("//") || text.hasPrefix("-- ") { return nil }
    if let open = text.firstIndex(of: "\""), let close = text.lastIndex(of: "\""), open < close {
      guard text.contains("Column(") else { return String(text[open...close]) }
      // The columns of one list have no order.
      return text[open...].components(separatedBy: "Column(").map {
        $0.trimmingCharacters(in: ["(", ")", "[", "]", ",", " "])
      }
      .sorted().joined(separator: "|")
    }
    let starts = ["CREATE", "INSERT", "UPDATE", "DELETE", "ALTER", "DROP", "SELECT", "WHEN", "WHERE", "BEGIN", "END"]
    return starts.contains(where: text.hasPrefix) ? text : nil
  }

  /// Every value of a JSON text with its path, but prose and the names of files.
  private func facts(_ value: Any, path: String) -> [String] {
    switch value {
    case let object as [String: Any]:
      return object.keys.sorted().filter { !["reason", "file"].contains($0) }
        .flatMap { facts(object[$0] as Any, path: "\(path).\($0)") }
    case let array as [Any]:
      return array.enumerated().flatMap { facts($0.element, path: "\(path)[\($0.offset)]") }
    default: return ["\(path) = \(value)"]
    }
  }

  /// The stable IDs at the ends of diagnostics: `error: text [rule-id]`.
  private func ruleIDs(in text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      guard line.contains(": error:") || line.contains(": warning:") || line.hasPrefix("error:") else { return nil }
      guard line.hasSuffix("]"), let open = line.lastIndex(of: "[") else { return "error" }
      return String(line[open...])
    }
  }

  private func run(_ arguments: [String], in folder: String) throws -> (status: Int32, errors: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: tool)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let errors = Pipe()
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    try process.run()
    let text = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self))
  }
}
