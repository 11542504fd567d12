// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The part of a source line that is shown under a diagnostic, with the columns of the marks below it.
struct Excerpt {
  /// Without control characters; truncated at both ends if the line is long.
  var text: String
  /// The number of characters before the first mark.
  var indentation: Int
  /// The number of marks; at least one.
  var width: Int

  /// The largest number of characters shown.
  private static let mostColumns = 120
  /// The largest number of characters shown before the marks.
  private static let mostBefore = 60

  init(_ table: LineTable, _ range: SourceRange) {
    let bytes = table.file.bytes
    let line = table.line(at: range.start)
    let start = min(max(range.start, line.lowerBound), line.upperBound)
    let end = min(max(range.end, start), line.upperBound)

    var from = line.lowerBound
    if start - from > Self.mostBefore { from = boundary(bytes, start - Self.mostBefore, line) }
    var to = line.upperBound
    if to - from > Self.mostColumns { to = boundary(bytes, from + Self.mostColumns, line) }

    let before = (from > line.lowerBound ? "..." : "") + sanitised(bytes[from..<start])
    let marked = sanitised(bytes[start..<max(start, min(end, to))])
    let after = sanitised(bytes[min(max(end, start), max(to, start))..<max(to, start)])
    text = before + marked + after + (to < line.upperBound ? "..." : "")
    indentation = before.unicodeScalars.count
    width = max(1, marked.unicodeScalars.count)
  }

  /// Returns the line after a fix-it; `nil` if the edit spans lines or the line is too long to show.
  static func line(in table: LineTable, _ range: SourceRange, replacedBy replacement: String) -> String? {
    let line = table.line(at: range.start)
    guard line.lowerBound <= range.start, range.start <= range.end, range.end <= line.upperBound,
      line.count + replacement.utf8.count <= mostColumns
    else { return nil }
    let bytes = table.file.bytes
    return sanitised(bytes[line.lowerBound..<range.start]) + sanitised(replacement)
      + sanitised(bytes[range.end..<line.upperBound])
  }
}

/// Returns the first offset from this one on at which a character begins.
private func boundary(_ bytes: [UInt8], _ offset: Int, _ line: Range<Int>) -> Int {
  var offset = offset
  while offset < line.upperBound, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
  return min(offset, line.upperBound)
}

private func sanitised(_ bytes: ArraySlice<UInt8>) -> String { sanitised(String(decoding: bytes, as: UTF8.self)) }

/// Returns text that has no effect on a terminal: a space for a tab, U+FFFD for other control characters.
///
/// Characters that change the text direction are replaced too. Each is replaced by one character, so that the marks
/// fit.
func sanitised(_ text: String) -> String {
  let isPrintable = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
  if isPrintable { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\t": result.append(" ")
    case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{200B}"..."\u{200F}", "\u{2028}"..."\u{202E}",
      "\u{2060}"..."\u{206F}",
      "\u{FEFF}", "\u{AD}", "\u{61C}", "\u{180E}", "\u{E0000}"..."\u{E007F}":
      result.append("\u{FFFD}")
    default: result.append(scalar)
    }
  }
  return String(result)
}
