// Part of Bellows. MIT licence: see LICENSE.
import SwiftEmitter

/// What the first line of `Migrations/current.schema` says: which plan's which deploy this commit's code is built for.
///
///     // bellows: plan 2026-03-01-add-age, deploy 1 of 3
///
/// Two branches that each moved on differ in this line, so that git reports the conflict that it is.
enum CurrentMark: Hashable {
  /// Nothing was planned yet.
  case noPlan
  case plan(MigrationName, deploy: Int, count: Int)

  private static let lead = "// bellows: "
  private static let noPlanLine = "// bellows: no plan yet"

  /// The line itself, without its line break.
  var line: String {
    switch self {
    case .noPlan: Self.noPlanLine
    case .plan(let name, let deploy, let count): "\(Self.lead)plan \(name), deploy \(deploy) of \(count)"
    }
  }

  /// Reads the first line of a file; `nil` when it is none of ours.
  init?(firstLineOf bytes: [UInt8]) {
    var end = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
    if end > 0, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    let line = String(decoding: bytes[..<end], as: UTF8.self)
    if line == Self.noPlanLine {
      self = .noPlan
      return
    }
    guard line.hasPrefix(Self.lead) else { return nil }
    let words = line.dropFirst(Self.lead.count).split(separator: " ")
    guard words.count == 6, words[0] == "plan", words[1].hasSuffix(","), words[2] == "deploy", words[4] == "of",
      let deploy = Int(words[3]), let count = Int(words[5]), deploy >= 1, deploy <= count
    else { return nil }
    guard let name = MigrationName(String(words[1].dropLast())) else { return nil }
    self = .plan(name, deploy: deploy, count: count)
  }

  /// The whole file: this line, a word to whoever opens it, and the schema as the printer gives it.
  func file(_ printedSchema: String) -> String {
    """
    \(line)
    // Written by Bellows: edit \(Layout.goalFile) instead.

    \(printedSchema)
    """
  }
}
