// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A place in a file, as a person finds it.
struct Place: Hashable {
  var file: String
  var line: Int
  var column: Int

  /// `5:3`.
  var lineAndColumn: String { "\(line):\(column)" }
  /// `app.schema:5:3`.
  var description: String { "\(file):\(line):\(column)" }
}

/// Turns byte offsets into lines and columns; counts the lines of each file once, however many places are asked for.
struct PlaceFinder {
  private let tables: [LineTable]

  init(_ files: [SourceFile]) { tables = files.map(LineTable.init) }

  /// `nil` where there is no range, or no such file: a plan may be reported without its files.
  func place(_ range: SourceRange?) -> Place? {
    guard let range, tables.indices.contains(range.file) else { return nil }
    let (line, column) = tables[range.file].position(at: range.start)
    return Place(file: tables[range.file].file.path, line: line, column: column)
  }
}
