// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import SchemaLanguage

/// The header of a generated file, with a digest of the rest, so that edits are detected.
enum GeneratedFile {
  private static let firstLine =
    "// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest."
  private static let digestMark = "// digest: "

  /// The whole file: the header and the source.
  static func contents(_ source: String) -> String {
    "\(firstLine)\n\(digestMark)\(digest(of: source))\n\(source)"
  }

  private static func digest(of source: some StringProtocol) -> String {
    // git may have converted the line breaks.
    hexadecimal(sha256(source.utf8.filter { $0 != UInt8(ascii: "\r") }))
  }
}

/// The state of a generated file, by its digest.
package enum GeneratedState: Hashable, Sendable {
  case untouched
  case edited
  /// It has no such header: it is hand-written.
  case foreign
}

/// Compares a generated file with its digest.
package func generatedState(of contents: String) -> GeneratedState { GeneratedFile.state(of: contents) }

extension GeneratedFile {
  /// Compares the digest with the rest of the file, ignoring carriage returns.
  static func state(of contents: String) -> GeneratedState {
    // "\r\n" is one Character.
    let lines = contents.split(maxSplits: 2, omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard lines.count == 3, lines[0] == firstLine, lines[1].hasPrefix(digestMark) else { return .foreign }
    return lines[1].dropFirst(digestMark.count) == digest(of: lines[2]) ? .untouched : .edited
  }
}
