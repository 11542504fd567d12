// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Errors in the characters of a file.
extension Diagnostic {
  static func fileTooLarge(_ size: Int, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .fileTooLarge,
      "this file has \(size) bytes; a schema file may have \(largestFile) at most; check that it is a schema",
      range: range)
  }

  static func notUTF8(looksLikeUTF16: Bool, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .notUTF8,
      looksLikeUTF16
        ? "this file seems to be UTF-16; save it as UTF-8"
        : "these bytes are not UTF-8; save the file as UTF-8",
      range: range)
  }

  static func nulCharacter(_ what: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(.nulCharacter, "\(what) cannot hold U+0000; remove it", range: range)
  }

  static func unexpectedCharacter(_ scalar: Unicode.Scalar, _ range: SourceRange) -> Diagnostic {
    let code = String(scalar.value, radix: 16, uppercase: true)
    let name = "U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code
    let isPlain = scalar.isASCII && scalar.value > 0x20 && scalar.value < 0x7F
    func replace(by replacement: String, _ message: String) -> [FixIt] {
      [FixIt(message, range: range, replacement: replacement)]
    }
    switch scalar {
    case "'", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}":
      return Diagnostic(
        .unexpectedCharacter, "a string is written in straight double quotes: \"like this\"", range: range,
        fixIts: replace(by: "\"", "write '\"'"))
    case "#":
      return Diagnostic(
        .unexpectedCharacter, "'#' has no meaning here; a comment begins with '//'", range: range,
        fixIts: replace(by: "//", "write '//'"))
    default:
      return Diagnostic(
        .unexpectedCharacter, "the character \(isPlain ? "'\(scalar)'" : name) has no meaning here; remove it",
        range: range, fixIts: replace(by: scalar.properties.isWhitespace ? " " : "", "remove it"))
    }
  }

  static func nameNeedsBackticks(_ name: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .nameNeedsBackticks,
      "a name with characters other than the letters a to z, digits and '_' needs backticks", range: range,
      fixIts: [FixIt("write \(shown("`\(name)`"))", range: range, replacement: "`\(name)`")])
  }

  static func badNumber(_ text: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badNumber, "'\(shown(text))' is not a number; a name that begins with a digit needs backticks", range: range,
      fixIts: text.hasPrefix("-")
        ? [] : [FixIt("write \(shown("`\(text)`"))", range: range, replacement: "`\(text)`")])
  }

  static func leadingZeros(_ text: String, _ range: SourceRange) -> Diagnostic {
    let sign = text.hasPrefix("-") ? "-" : ""
    let digits = text.dropFirst(sign.count).drop { $0 == "0" }
    let shorter = sign + (digits.first.map { "0"..."9" ~= $0 } == true ? "" : "0") + digits
    return Diagnostic(
      .badNumber, "a number has no leading zeros", range: range,
      fixIts: [FixIt("write \(shown(shorter))", range: range, replacement: shorter)])
  }

  static func numberOutOfRange(_ text: String, isInt: Bool, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .numberOutOfRange,
      isInt
        ? "\(shown(text)) does not fit an int: \(Int64.min) to \(Int64.max)"
        : "\(shown(text)) does not fit a double, which is finite",
      range: range)
  }

  static func unterminated(_ kind: Token.Kind, _ range: SourceRange) -> Diagnostic {
    let quote = kind == .string ? "\"" : "`"
    return Diagnostic(
      kind == .string ? .unterminatedString : .unterminatedName,
      "the closing \(quote) is missing on this line; write \\n for a line break inside", range: range,
      fixIts: [
        FixIt(
          "insert \(quote) at the end",
          range: SourceRange(file: range.file, start: range.end, end: range.end), replacement: quote)
      ])
  }

  static func emptyName(_ range: SourceRange) -> Diagnostic {
    Diagnostic(.expectedName, "a name has at least one character", range: range)
  }

  static func invalidEscape(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .invalidEscape,
      "this is not an escape; the escapes are \\\\ \\\" \\' \\n \\r \\t and \\u{...} with 1 to 8 hexadecimal digits",
      range: range,
      fixIts: [
        FixIt(
          "write \\\\ for a backslash",
          range: SourceRange(file: range.file, start: range.start, end: range.start + 1), replacement: "\\\\")
      ])
  }

  static func blockComment(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .blockComment, "there are no /* */ comments; begin each line of a comment with '//'",
      range: range, fixIts: [FixIt("write '//'", range: range, replacement: "//")])
  }

  /// Creates an error: a shorthand for these files.
  init(_ kind: LanguageDiagnostic, _ message: String, range: SourceRange?, notes: [Note] = [], fixIts: [FixIt] = []) {
    self.init(.error, kind, message, range: range, notes: notes, fixIts: fixIts)
  }
}

/// Returns text of the file for a message: truncated if it is long.
func shown(_ text: String) -> String {
  text.utf8.count <= 60 ? text : String(text.unicodeScalars.prefix(40)) + "..."
}
