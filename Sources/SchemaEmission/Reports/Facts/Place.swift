// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

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
  private let files: [SourceFile]
  private let lineStarts: [[Int]]

  init(_ files: [SourceFile]) {
    self.files = files
    lineStarts = files.map { file in
      var starts = [0]
      for (index, byte) in file.bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(index + 1) }
      return starts
    }
  }

  /// `nil` where there is no range, or no such file: a plan may be reported without its files.
  func place(_ range: SourceRange?) -> Place? {
    guard let range, files.indices.contains(range.file) else { return nil }
    let bytes = files[range.file].bytes
    let starts = lineStarts[range.file]
    let offset = min(max(range.start, 0), bytes.count)
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    let scalars = bytes[starts[low]..<offset].count { $0 & 0xC0 != 0x80 }
    return Place(file: files[range.file].path, line: low + 1, column: scalars + 1)
  }
}
