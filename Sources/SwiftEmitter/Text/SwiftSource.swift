// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

/// Builds Swift source line by line, indented by blocks.
struct SwiftSource {
  private(set) var text = ""
  private var indentation = ""

  /// Adds a line; empty lines are not indented.
  mutating func line(_ line: String = "") {
    if !line.isEmpty {
      text += indentation
      text += line
    }
    text += "\n"
  }

  /// Adds a block: a first line that ends with an opening brace or bracket, indented lines, and the closing one.
  mutating func block(_ head: String, end: String = "}", _ body: (inout SwiftSource) -> Void) {
    line(head)
    let outer = indentation
    indentation += "  "
    body(&self)
    indentation = outer
    line(end)
  }

  /// Increases the indentation, and returns the previous one.
  mutating func indent(_ more: String) -> String {
    let outer = indentation
    indentation += more
    return outer
  }

  /// Restores an indentation.
  mutating func restore(_ outer: String) { indentation = outer }

  /// Adds a doc comment; line breaks and invisible characters cannot end it.
  mutating func documentation(_ text: String) {
    for part in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let visible = part.unicodeScalars.map { $0.isInvisible ? " " : $0 }
      var line = "/// "
      line.unicodeScalars.append(contentsOf: visible)
      while line.last == " " { line.removeLast() }
      self.line(line)
    }
  }
}

extension String {
  /// This text as a Swift string literal with the same bytes; invisible and ambiguous characters are escaped.
  var swiftLiteral: String {
    var literal = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\\": literal += "\\\\"
      case "\"": literal += "\\\""
      case "\n": literal += "\\n"
      case "\r": literal += "\\r"
      case "\t": literal += "\\t"
      case _ where scalar.isInvisible: literal += "\\u{" + String(scalar.value, radix: 16) + "}"
      case _: literal.unicodeScalars.append(scalar)
      }
    }
    return literal + "\""
  }
}

extension Unicode.Scalar {
  /// Whether it is invisible or combining: controls, marks, changes of direction, unusual spaces.
  var isInvisible: Bool {
    if isASCII { return value < 0x20 || value == 0x7F }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber, .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol,
      .otherSymbol:
      return false
    case .nonspacingMark, .spacingMark, .enclosingMark, .spaceSeparator, .lineSeparator, .paragraphSeparator, .control,
      .format, .surrogate, .privateUse, .unassigned:
      return true
    @unknown default: return true
    }
  }
}
