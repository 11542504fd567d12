// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Renders diagnostics for a terminal or an editor.
///
///     app.schema:3:9: error: an optional union needs parentheses before its '?' [optional-union]
///       role: string | int?
///                         ^
///     app.schema:3:9: fix-it: write (string | int)?
///       role: (string | int)?
///
/// The diagnostic's side decides whether a range points into `new` or `old`. Control characters are replaced.
package func render(
  _ diagnostics: [Diagnostic], new: [SourceFile], old: [SourceFile] = [], inColour: Bool = false
) -> String {
  var renderer = DiagnosticRenderer(new: new, old: old, inColour: inColour)
  for diagnostic in diagnostics { renderer.write(diagnostic) }
  return renderer.output
}

private struct DiagnosticRenderer {
  private let files: [Diagnostic.Side: [SourceFile]]
  private let inColour: Bool
  private var tables: [Key: LineTable] = [:]
  private(set) var output = ""

  private struct Key: Hashable {
    var side: Diagnostic.Side
    var file: Int
  }

  private enum Style: String {
    case bold = "1"
    case red = "1;31"
    case yellow = "1;33"
    case cyan = "1;36"
    case green = "32"
  }

  init(new: [SourceFile], old: [SourceFile], inColour: Bool) {
    files = [.new: new, .old: old]
    self.inColour = inColour
  }

  mutating func write(_ diagnostic: Diagnostic) {
    let (label, style): (String, Style) =
      switch diagnostic.severity {
      case .error: ("error: ", .red)
      case .warning: ("warning: ", .yellow)
      case .note: ("note: ", .cyan)
      }
    writeHead(label, style, diagnostic.message + " [\(diagnostic.id.rawValue)]", diagnostic.side, diagnostic.range)
    for note in diagnostic.notes { writeHead("note: ", .cyan, note.message, note.side, note.range) }
    for fixIt in diagnostic.fixIts { write(fixIt, diagnostic.side) }
  }

  /// Writes the line with position and message and, if there is a position, the source line with the marks below it.
  private mutating func writeHead(
    _ label: String, _ style: Style, _ message: String, _ side: Diagnostic.Side, _ range: SourceRange?
  ) {
    let table = range.flatMap { lineTable(side, $0.file) }
    write(location(table, range), .bold)
    write(label, style)
    write(message, .bold)
    output += "\n"
    guard let table, let range else { return }
    let excerpt = Excerpt(table, range)
    guard !excerpt.text.isEmpty else { return }
    output += "  " + excerpt.text + "\n"
    output += "  " + String(repeating: " ", count: excerpt.indentation)
    write("^" + String(repeating: "~", count: excerpt.width - 1), .green)
    output += "\n"
  }

  private mutating func write(_ fixIt: Diagnostic.FixIt, _ side: Diagnostic.Side) {
    let table = fixIt.range.flatMap { lineTable(side, $0.file) }
    write(location(table, fixIt.range), .bold)
    write("fix-it: ", .cyan)
    output += fixIt.message + "\n"
    guard let table, let range = fixIt.range, let line = Excerpt.line(in: table, range, replacedBy: fixIt.replacement)
    else { return }
    output += "  "
    write(line, .green)
    output += "\n"
  }

  private func location(_ table: LineTable?, _ range: SourceRange?) -> String {
    guard let table, let range else { return "" }
    let (line, column) = table.position(at: range.start)
    return "\(sanitised(table.file.path)):\(line):\(column): "
  }

  private mutating func lineTable(_ side: Diagnostic.Side, _ file: Int) -> LineTable? {
    guard let files = files[side], files.indices.contains(file) else { return nil }
    let key = Key(side: side, file: file)
    if let table = tables[key] { return table }
    let table = LineTable(files[file])
    tables[key] = table
    return table
  }

  private mutating func write(_ text: String, _ style: Style) {
    output += inColour && !text.isEmpty ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}
