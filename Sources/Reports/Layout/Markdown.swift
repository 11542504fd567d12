// Part of Bellows. MIT licence: see LICENSE.

/// Escapes text for Markdown.
enum Markdown {
  /// Prose: special characters are escaped, code between backticks is kept.
  static func prose(_ text: String) -> String {
    // An unpaired backtick is escaped.
    let hasPairs = text.unicodeScalars.count { $0 == "`" } % 2 == 0
    var result = ""
    var isCode = false
    var isInWord = false
    for scalar in text.printable.unicodeScalars {
      switch scalar {
      case "`":
        if hasPairs { isCode.toggle() } else { result += "\\" }
      case "|": result += "\\"
      case "*", "[", "]", "<", "~", "&", "\\":
        if !isCode { result += "\\" }
      case "_":
        // An underscore within a word has no meaning.
        if !isCode, !isInWord { result += "\\" }
      default: break
      }
      isInWord = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  /// Code on one line; in a table, `|` is escaped.
  static func code(_ text: String, inTable: Bool = false) -> String {
    let plain = text.printable
    var longest = 0
    var run = 0
    var escaped = ""
    for scalar in plain.unicodeScalars {
      run = scalar == "`" ? run + 1 : 0
      longest = max(longest, run)
      if inTable, scalar == "|" { escaped += "\\" }
      escaped.unicodeScalars.append(scalar)
    }
    let fence = String(repeating: "`", count: longest + 1)
    return longest == 0 ? fence + escaped + fence : "\(fence) \(escaped) \(fence)"
  }

  /// Several pieces of code, separated by commas.
  static func codes(_ texts: [String]) -> String { texts.map { code($0) }.joined(separator: ", ") }

  /// A code block, with fences longer than any run of backticks inside.
  static func block(_ lines: [String], language: String) -> String {
    let longest = lines.map { line in line.split { $0 != "`" }.map(\.count).max() ?? 0 }.max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return "\(fence)\(language)\n" + lines.joined(separator: "\n") + "\n\(fence)\n"
  }
}
