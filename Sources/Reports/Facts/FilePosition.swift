// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A line and column in a file.
struct FilePosition: Hashable {
  var file: String
  var line: Int
  var column: Int

  /// `5:3`.
  var lineAndColumn: String { "\(line):\(column)" }
  /// `app.schema:5:3`.
  var description: String { "\(file):\(line):\(column)" }
}

/// Converts byte offsets to lines and columns; scans each file once.
struct PositionFinder {
  private let tables: [LineTable]

  init(_ files: [SourceFile]) { tables = files.map(LineTable.init) }

  /// Returns `nil` without a range or file: a plan may be reported without its files.
  func position(of range: SourceRange?) -> FilePosition? {
    guard let range, tables.indices.contains(range.file) else { return nil }
    let (line, column) = tables[range.file].position(at: range.start)
    return FilePosition(file: tables[range.file].file.path, line: line, column: column)
  }
}
