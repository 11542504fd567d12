// Part of Bellows. MIT licence: see LICENSE.
import ConvexReader

/// The replacement of a range of bytes.
struct TextEdit {
  var range: Range<Int>
  var text: String
}

extension [UInt8] {
  /// Returns the text with edits; `nil` if two of them overlap.
  func applying(_ edits: [TextEdit]) -> [UInt8]? {
    var result: [UInt8] = []
    var position = 0
    for edit in edits.sorted(by: {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }) {
      guard edit.range.lowerBound >= position, edit.range.upperBound <= count else { return nil }
      result += self[position..<edit.range.lowerBound] + Array(edit.text.utf8)
      position = edit.range.upperBound
    }
    return result + self[position...]
  }

  func text(_ range: Range<Int>) -> String { String(decoding: self[range], as: UTF8.self) }

  /// The offset of the first byte of a line.
  func lineStart(_ offset: Int) -> Int {
    (self[..<offset].lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
  }

  /// The offset after the line break that follows an offset.
  private func nextLine(_ offset: Int) -> Int {
    self[offset...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? count
  }

  /// The end of a line without its line break.
  private func lineEnd(_ offset: Int) -> Int {
    let end = self[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? count
    return end > offset && self[end - 1] == UInt8(ascii: "\r") ? end - 1 : end
  }

  /// The blanks that a line begins with.
  func indentation(at offset: Int) -> String {
    let start = lineStart(offset)
    return text(start..<(self[start...].firstIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } ?? count))
  }

  private var lineBreak: String { contains(UInt8(ascii: "\r")) ? "\r\n" : "\n" }

  /// Lines with an indentation from the second on, and the line breaks of this text.
  func joined(_ lines: [String], indentation: String) -> String {
    lines.joined(separator: lineBreak + indentation)
  }

  private func isBlank(_ range: Range<Int>) -> Bool { self[range].allSatisfy { $0 <= 0x20 } }

  /// Whether the rest of a line is blank or a comment.
  private func endsLine(_ offset: Int) -> Bool {
    let rest = text(offset..<lineEnd(offset)).drop { $0 == " " || $0 == "\t" }
    return rest.isEmpty || rest.hasPrefix("//") || (rest.hasPrefix("/*") && rest.hasSuffix("*/"))
  }

  // MARK: Lists

  /// Returns the edit that removes an item: with its line, if nothing else is on it.
  func removal(of index: Int, from list: ListLayout) -> TextEdit {
    let item = list.items[index]
    let start = lineStart(item.range.lowerBound)
    let end = item.commaEnd ?? item.range.upperBound
    if isBlank(start..<item.range.lowerBound), endsLine(end), lineEnd(end) < count {
      var first = start
      // A comment for documentation above belongs to the item.
      if first > 0 {
        let above = lineStart(first - 1)
        let line = text(above..<first).drop { $0 == " " || $0 == "\t" }
        if line.hasPrefix("/**"), line.contains("*/") { first = above }
      }
      return TextEdit(range: first..<nextLine(end), text: "")
    }
    if let comma = item.commaEnd {
      let rest = self[comma...].firstIndex { $0 != UInt8(ascii: " ") } ?? count
      return TextEdit(range: item.range.lowerBound..<rest, text: "")
    }
    let before = index > 0 ? list.items[index - 1].range.upperBound : item.range.lowerBound
    return TextEdit(range: before..<item.range.upperBound, text: "")
  }

  /// Returns the edit that inserts an item after another one; without one, after the last.
  ///
  /// - Parameter lines: The item without a comma; lines from the second on are indented relative to the first.
  func insertion(_ lines: [String], into list: ListLayout, after index: Int? = nil) -> TextEdit {
    guard let last = index ?? list.items.indices.last else {
      let outer = indentation(at: list.inside.lowerBound)
      let inner = outer + "  "
      let item = joined(lines, indentation: inner)
      return TextEdit(range: list.inside, text: "\(lineBreak)\(inner)\(item),\(lineBreak)\(outer)")
    }
    let item = list.items[last]
    let indentation = indentation(at: item.range.lowerBound)
    let new = joined(lines, indentation: indentation)
    let first = list.items[0].range.lowerBound
    guard self[list.inside.lowerBound..<first].contains(UInt8(ascii: "\n")) else {
      return TextEdit(range: item.range.upperBound..<item.range.upperBound, text: ", " + new)
    }
    let end = item.commaEnd ?? item.range.upperBound
    guard endsLine(end), lineEnd(end) < list.inside.upperBound else {
      return TextEdit(range: item.range.upperBound..<item.range.upperBound, text: ", " + new)
    }
    // A remark at the end of the line stays there.
    let rest = text(item.range.upperBound..<lineEnd(end))
    let comma = item.commaEnd == nil ? "" : ","
    return TextEdit(
      range: item.range.upperBound..<lineEnd(end),
      text: (item.commaEnd == nil ? "," : "") + rest + lineBreak + indentation + new + comma)
  }
}
