// Part of Bellows. MIT licence: see LICENSE.

/// A schema file in memory: its name as the user wrote it, and its bytes.
///
/// All offsets are UTF-8 byte offsets into `bytes`.
package struct SourceFile: Sendable {
  package let path: String
  package let bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  package init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  /// Returns the line and column of a byte offset, both from 1; the column counts Unicode scalars.
  package func position(at offset: Int) -> (line: Int, column: Int) {
    let end = min(max(offset, 0), bytes.count)
    var line = 1
    var lineStart = 0
    for index in 0..<end where bytes[index] == UInt8(ascii: "\n") {
      line += 1
      lineStart = index + 1
    }
    let scalars = bytes[lineStart..<end].count { $0 & 0xC0 != 0x80 }
    return (line, scalars + 1)
  }

  /// Returns the text of the line that contains a byte offset, without its line break.
  package func line(at offset: Int) -> String {
    let middle = min(max(offset, 0), bytes.count)
    let start = bytes[..<middle].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let end = bytes[middle...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}
