// Part of Bellows. MIT licence: see LICENSE.

/// The offsets of the lines of a file, so that many positions are computed from one pass over the bytes.
package struct LineTable: Sendable {
  package let file: SourceFile
  private let starts: [Int]
  /// The number of scalars before each block of bytes, if a line is so long that counting them for each position would
  /// be slow.
  private let scalarsBefore: [Int]

  private static let block = 4_096

  package init(_ file: SourceFile) {
    self.file = file
    starts = file.bytes.withUnsafeBytes { Self.starts(in: $0) }
    let lengths = zip(starts, starts.dropFirst() + [file.bytes.count]).lazy.map { $1 - $0 }
    scalarsBefore = lengths.contains { $0 > 2 * Self.block } ? Self.scalars(before: file.bytes) : []
  }

  private static func starts(in bytes: UnsafeRawBufferPointer) -> [Int] {
    var starts = [0]
    while let end = bytes.firstOffset(of: UInt8(ascii: "\n"), from: starts[starts.count - 1]) { starts.append(end + 1) }
    return starts
  }

  private static func scalars(before bytes: [UInt8]) -> [Int] {
    var counts: [Int] = []
    var count = 0
    bytes.withUnsafeBufferPointer { bytes in
      for offset in bytes.indices {
        if offset % block == 0 { counts.append(count) }
        if bytes[offset] & 0xC0 != 0x80 { count += 1 }
      }
    }
    return counts
  }

  /// Returns the number of Unicode scalars that begin between two offsets of one line.
  private func scalars(from start: Int, to end: Int) -> Int {
    let (first, last) = (start / Self.block + 1, end / Self.block)
    guard last > first, scalarsBefore.indices.contains(last) else {
      return file.bytes[start..<end].count { $0 & 0xC0 != 0x80 }
    }
    return scalars(from: start, to: first * Self.block) + scalarsBefore[last] - scalarsBefore[first]
      + scalars(from: last * Self.block, to: end)
  }

  /// Returns the line and column of a byte offset, both from 1; the column counts Unicode scalars.
  package func position(at offset: Int) -> (line: Int, column: Int) {
    let end = min(max(offset, 0), file.bytes.count)
    let line = lineIndex(at: end)
    return (line + 1, scalars(from: starts[line], to: end) + 1)
  }

  /// Returns the byte range of the line that contains a byte offset, without its line break.
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
