// Part of Bellows. MIT licence: see LICENSE.

/// Where the lines of a file begin, so that many places cost one walk over the bytes.
package struct LineTable: Sendable {
  package let file: SourceFile
  private let starts: [Int]

  package init(_ file: SourceFile) {
    self.file = file
    var starts = [0]
    file.bytes.withUnsafeBufferPointer { bytes in
      for offset in bytes.indices where bytes[offset] == UInt8(ascii: "\n") { starts.append(offset + 1) }
    }
    self.starts = starts
  }

  /// The line and column (both from 1; the column counts Unicode scalars) of a byte offset.
  package func position(at offset: Int) -> (line: Int, column: Int) {
    let end = min(max(offset, 0), file.bytes.count)
    let line = lineIndex(at: end)
    let scalars = file.bytes[starts[line]..<end].count { $0 & 0xC0 != 0x80 }
    return (line + 1, scalars + 1)
  }

  /// The bytes of the line that holds a byte offset, without its line break.
  package func line(at offset: Int) -> Range<Int> {
    let index = lineIndex(at: min(max(offset, 0), file.bytes.count))
    let start = starts[index]
    var end = index + 1 < starts.count ? starts[index + 1] - 1 : file.bytes.count
    if end > start, file.bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }

  private func lineIndex(at offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
