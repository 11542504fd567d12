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

  /// The longest line that is not wrapped, as in swift-format's default for this repository.
  private static let longestLine = 120

  /// Adds a list: on one line if it fits, else wrapped, with the end on the last line of its elements.
  ///
  ///     try self.init(
  ///       id: row.required(0), name: row.required(1),
  ///       email: row.required(2))
  mutating func list(_ head: String, _ elements: [String], end: String) {
    let line = head + elements.joined(separator: ", ") + end
    if fits(line) { return self.line(line) }
    self.line(head.last == " " ? String(head.dropLast()) : head)
    wrapped(elements, end: end)
  }

  /// Adds a block whose head ends with a list of parameters: on one line if it fits, else wrapped.
  mutating func parameterized(
    _ head: String, _ parameters: [String], effects: String = "", _ body: (inout SwiftSource) -> Void
  ) {
    let line = "\(head)(\(parameters.joined(separator: ", ")))\(effects) {"
    if fits(line) { return block(line, body) }
    self.line("\(head)(")
    wrapped(parameters, end: "")
    block(")\(effects) {", body)
  }

  /// Adds elements with commas between them, as many on a line as fit.
  private mutating func wrapped(_ elements: [String], end: String) {
    let outer = indent("  ")
    var current = ""
    for (index, element) in elements.enumerated() {
      let text = element + (index == elements.count - 1 ? end : ",")
      if !current.isEmpty, !fits(current + " " + text) {
        line(current)
        current = ""
      }
      current += (current.isEmpty ? "" : " ") + text
    }
    if !current.isEmpty { line(current) }
    restore(outer)
  }

  private func fits(_ line: String) -> Bool { indentation.utf8.count + line.count <= Self.longestLine }

  /// Assigns values to properties of `self`, up to five on a line: `(self.id, self.name) = (id, name)`.
  ///
  /// With a fixed number a renamed property seldom changes other lines.
  mutating func assign(_ values: [(property: String, value: String)]) {
    var some: [(property: String, value: String)] = []
    for each in values {
      if some.count == 5 || !some.isEmpty && !fits(Self.assignment(some + [each])) {
        line(Self.assignment(some))
        some = []
      }
      some.append(each)
    }
    if !some.isEmpty { line(Self.assignment(some)) }
  }

  private static func assignment(_ values: [(property: String, value: String)]) -> String {
    let properties = values.map { "self.\($0.property.escaped)" }.joined(separator: ", ")
    let values = values.map(\.value).joined(separator: ", ")
    return properties.contains(",") ? "(\(properties)) = (\(values))" : "\(properties) = \(values)"
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
