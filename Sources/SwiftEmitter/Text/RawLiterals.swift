// Part of Bellows. MIT licence: see LICENSE.

extension SwiftSource {
  /// A text that may have several lines, as a literal.
  mutating func literal(_ text: String, before: String = "", end: String) {
    guard text.utf8.contains(UInt8(ascii: "\n")), text.isPlainInSwift(allowing: "\n"), !text.contains("\"\"\"") else {
      return line(before + text.rawSwiftLiteral + end)
    }
    line("\(before)#\"\"\"")
    let outer = indent("  ")
    for part in text.split(separator: "\n", omittingEmptySubsequences: false) { line(String(part)) }
    line("\"\"\"#\(end)")
    restore(outer)
  }
}

extension String {
  /// This text as a raw Swift literal if it contains quotes, else as a plain one.
  var rawSwiftLiteral: String {
    guard utf8.contains(UInt8(ascii: "\"")), isPlainInSwift(allowing: nil) else { return swiftLiteral }
    return "#\"\(self)\"#"
  }

  /// Whether a raw literal can contain it, and all its characters are visible.
  fileprivate func isPlainInSwift(allowing allowed: Unicode.Scalar?) -> Bool {
    !contains("\"#") && !contains("\\#")
      && unicodeScalars.allSatisfy { $0 == allowed || !$0.isInvisible }
  }
}

extension [String] {
  /// The texts as Swift literals, without brackets.
  var swiftElements: String { map(\.swiftLiteral).joined(separator: ", ") }
}
