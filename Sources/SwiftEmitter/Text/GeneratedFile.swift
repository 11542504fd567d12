// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

/// The head of a generated file: what wrote it, and a digest of what follows, so that an edit shows.
enum GeneratedFile {
  private static let firstLine =
    "// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest."
  private static let digestMark = "// digest: "

  /// The whole file for a body.
  static func contents(_ body: String) -> String {
    "\(firstLine)\n\(digestMark)\(digest(of: body))\n\(body)"
  }

  private static func digest(of body: some StringProtocol) -> String {
    // A checkout may have turned the line breaks into those of another system.
    hexadecimal(sha256(body.utf8.filter { $0 != UInt8(ascii: "\r") }))
  }
}

/// What the digest of a generated file says about it.
package enum GeneratedState: Hashable, Sendable {
  case untouched
  case edited
  /// It has no such head: a person wrote it.
  case foreign
}

/// Whether a file that Bellows generated is as it was written.
package func generatedState(of contents: String) -> GeneratedState { GeneratedFile.state(of: contents) }

extension GeneratedFile {
  /// Whether the digest is that of the rest of the file, whatever the line breaks.
  static func state(of contents: String) -> GeneratedState {
    // "\r\n" is one Character.
    let lines = contents.split(maxSplits: 2, omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard lines.count == 3, lines[0] == firstLine, lines[1].hasPrefix(digestMark) else { return .foreign }
    return lines[1].dropFirst(digestMark.count) == digest(of: lines[2]) ? .untouched : .edited
  }
}
