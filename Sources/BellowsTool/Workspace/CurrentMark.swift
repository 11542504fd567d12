// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import SwiftEmitter

/// The first line of `Migrations/current.schema`: the plan and deploy that the code of this commit is built for.
///
///     // bellows: plan 2026-03-01-add-age, deploy 1 of 3
///
/// Two branches with different plans differ in this line, so that git reports a conflict.
enum CurrentMark: Hashable {
  /// Before the first plan.
  case noPlan
  case plan(MigrationName, deploy: Int, count: Int)

  private static let lead = "// bellows: "
  private static let noPlanLine = "// bellows: no plan yet"

  /// The line without its line break.
  var line: String {
    switch self {
    case .noPlan: Self.noPlanLine
    case .plan: Self.lead + (state ?? "")
    }
  }

  /// The state in words, as `plan.json` names it; `nil` before the first plan.
  var state: String? {
    switch self {
    case .noPlan: nil
    case .plan(let name, let deploy, let count): "plan \(name), deploy \(deploy) of \(count)"
    }
  }

  /// Parses the state of a `plan.json`.
  init?(state: String?) {
    guard let state else {
      self = .noPlan
      return
    }
    self.init(firstLineOf: Array((Self.lead + state).utf8))
    if self == .noPlan { return nil }
  }

  /// Parses the first line of a file; returns `nil` if it is not a mark.
  init?(firstLineOf bytes: [UInt8]) {
    var end = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
    if end > 0, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    let line = String(decoding: bytes[..<end], as: UTF8.self)
    if line == Self.noPlanLine {
      self = .noPlan
      return
    }
    guard line.hasPrefix(Self.lead) else { return nil }
    let parts = line.dropFirst(Self.lead.count).split(separator: " ")
    guard parts.count == 6, parts[0] == "plan", parts[1].hasSuffix(","), parts[2] == "deploy", parts[4] == "of",
      let deploy = Int(parts[3]), let count = Int(parts[5]), deploy >= 1, deploy <= count
    else { return nil }
    guard let name = MigrationName(String(parts[1].dropLast())) else { return nil }
    self = .plan(name, deploy: deploy, count: count)
  }

  /// The whole file: this line, a note, and the printed schema with its types.
  func file(_ schema: Schema) -> String {
    """
    \(line)
    // Written by Bellows: edit \(Layout.goalFile) instead.

    \(printSchemaWithTypes(schema))
    """
  }
}
