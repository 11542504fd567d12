// Part of Bellows. MIT licence: see LICENSE.

/// Writes an item on one line if it fits; otherwise breaks its lists and unions, with one element per line.
///
/// A comment between two elements stays between them or at the end of a line. A comment in the middle of a line moves
/// above the element of that line. Neither depends on the existing line breaks, so formatting is idempotent.
struct FormatWriter {
  let source: TokenList
  private(set) var output: [UInt8] = []
  private var indentation = 0
  /// The offset in `output` at which the current line begins.
  private var lineStart = 0
  /// Comments to write above the current item.
  private var lifted: [Int] = []

  static let mostColumns = 100

  /// How the elements of a list are separated.
  enum Style {
    case commas
    case pipes
    /// By line breaks. Empty lines between groups are kept; `needsGap` requires one.
    case members(needsGap: Bool)
  }

  init(_ source: TokenList) { self.source = source }

  // MARK: Lines

  /// Starts a new line, unless the output is empty.
  mutating func beginLine() {
    if !output.isEmpty { output.append(UInt8(ascii: "\n")) }
    lineStart = output.count
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indentation))
  }

  /// Ends the file with one line break.
  mutating func endLine() { if !output.isEmpty { output.append(UInt8(ascii: "\n")) } }

  private mutating func writeEmptyLine() { output.append(UInt8(ascii: "\n")) }

  private var column: Int { output[lineStart...].count { $0 & 0xC0 != 0x80 } }

  mutating func write(_ text: String) { output.append(contentsOf: text.utf8) }

  // MARK: Lists

  /// Writes elements on lines of their own, indented, and begins the line of the closing bracket.
  mutating func writeLines(_ items: [Range<Int>], from open: Int, to close: Int, style: Style) {
    indentation += 2
    var previous = open
    for (index, item) in items.enumerated() {
      writeComments(from: previous + 1, to: item.lowerBound, isFirst: index == 0, style: style)
      beginLine()
      switch style {
      case .commas:
        writeItem(item, following: 1)
        write(",")
      case .pipes:
        if index > 0 { write("| ") }
        writeItem(item, following: 0)
      case .members: writeItem(item, following: 0)
      }
      previous = item.upperBound - 1
    }
    writeComments(from: previous + 1, to: close, isFirst: items.isEmpty, style: style, isLast: true)
    indentation -= 2
    beginLine()
  }

  /// Writes the comments before some tokens: the first at the end of the line if it was there, the others on their own
  /// lines.
  ///
  /// Then writes the empty line before the next element, if one is needed.
  mutating func writeComments(from first: Int, to next: Int, isFirst: Bool, style: Style, isLast: Bool = false) {
    var comments = source.tokens[first].comments.lowerBound..<source.tokens[next].comments.upperBound
    if let comment = comments.first, first > 0,
      !source.hasLineBreak(from: source.tokens[first - 1].end, to: source.comments[comment].range.start)
    {
      write(" ")
      write(comment: comment)
      comments = comments.dropFirst()
    }
    var isFirst = isFirst
    var needsGap = false
    var allowsGaps = false
    switch style {
    case .members(let gap): (needsGap, allowsGaps) = (gap && !isFirst, true)
    case .commas: allowsGaps = true
    case .pipes: break
    }
    func gap(before offset: Int) -> Bool {
      needsGap || (allowsGaps && !isFirst && source.hasEmptyLine(before: offset))
    }
    for comment in comments {
      if gap(before: source.comments[comment].range.start) { writeEmptyLine() }
      beginLine()
      write(comment: comment)
      isFirst = false
      needsGap = false
    }
    if !isLast, gap(before: source.tokens[next].start) { writeEmptyLine() }
  }

  private mutating func write(comment: Int) {
    let range = source.comments[comment].range
    output.append(contentsOf: source.bytes[range.start..<range.end])
  }

  // MARK: Items

  /// Writes an item that begins a line, and returns whether it fits on one line.
  ///
  /// `following` is the number of characters that must fit after it.
  @discardableResult
  mutating func writeItem(_ range: Range<Int>, following: Int, strayComments: Range<Int> = 0..<0) -> Bool {
    let start = lineStart
    let indentation = indentation
    let outer = lifted
    lifted = []
    let isOneLine =
      !source.needsLines(range) && column + (flatWidth(range) ?? .max / 2) + following <= Self.mostColumns
    if isOneLine { writeFlat(range) } else { writeBroken(range, following: following) }
    lifted += strayComments
    if !lifted.isEmpty {
      var lines: [UInt8] = []
      for comment in lifted {
        lines.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indentation))
        lines.append(
          contentsOf: source.bytes[source.comments[comment].range.start..<source.comments[comment].range.end])
        lines.append(UInt8(ascii: "\n"))
      }
      output.insert(contentsOf: lines, at: start)
      lineStart += lines.count
    }
    lifted = outer
    return isOneLine
  }

  /// Writes a union with one alternative per line, and anything else with broken brackets.
  private mutating func writeBroken(_ range: Range<Int>, following: Int) {
    let pipes = source.separators(.pipe, in: range)
    guard let first = pipes.first else { return writeBrackets(range, following: following) }
    writeBrackets(range.lowerBound..<first, following: 0)
    indentation += 2
    for (index, pipe) in pipes.enumerated() {
      let end = index + 1 < pipes.count ? pipes[index + 1] : range.upperBound
      writeComments(from: pipe, to: pipe + 1, isFirst: false, style: .pipes)
      beginLine()
      write("| ")
      writeItem(pipe + 1..<end, following: end == range.upperBound ? following : 0)
    }
    indentation -= 2
  }

  /// Writes tokens in order, and breaks each bracket that does not fit.
  private mutating func writeBrackets(_ range: Range<Int>, following: Int, isContinued: Bool = false) {
    var index = range.lowerBound
    while index < range.upperBound {
      if index > range.lowerBound || isContinued { writeGap(before: index) }
      let close = source.closer(of: index)
      guard close > index, !fits(index...close, in: range, following) else {
        writeRest(of: index...close)
        index = close + 1
        continue
      }
      output.append(contentsOf: source.text(index))
      if source.isBreakable(index) {
        let style: Style = source.isList(index) ? .commas : .pipes
        writeLines(source.items(in: index), from: index, to: close, style: style)
      } else {
        writeBrackets(index + 1..<close, following: following + 1, isContinued: true)
        writeGap(before: close)
      }
      output.append(contentsOf: source.text(close))
      index = close + 1
    }
  }

  /// Returns whether a bracket fits on the line, together with everything up to the next possible line break.
  private func fits(_ bracket: ClosedRange<Int>, in range: Range<Int>, _ following: Int) -> Bool {
    guard !source.needsLines(bracket.lowerBound..<bracket.upperBound + 1) else { return false }
    var end = bracket.upperBound + 1
    while end < range.upperBound, source.closer(of: end) == end { end += 1 }
    let isAtEnd = end == range.upperBound
    guard let width = flatWidth(bracket.lowerBound..<(isAtEnd ? end : end + 1)) else { return false }
    return column + width + (isAtEnd ? following : 0) <= Self.mostColumns
  }

  // MARK: Tokens on one line

  /// Returns the number of characters of the tokens on one line; `nil` if a line cannot hold them.
  private func flatWidth(_ range: Range<Int>) -> Int? {
    var width = 0
    for index in range {
      if isNeedlessComma(index) { continue }
      if index > range.lowerBound, source.needsSpace(before: index) { width += 1 }
      let text = source.text(index)
      guard text.count <= 4 * Self.mostColumns else { return nil }
      width += text.count { $0 & 0xC0 != 0x80 }
      if width > Self.mostColumns { return nil }
    }
    return width
  }

  private mutating func writeFlat(_ range: Range<Int>) {
    for index in range {
      if index > range.lowerBound { writeGap(before: index) }
      if !isNeedlessComma(index) { output.append(contentsOf: source.text(index)) }
    }
  }

  /// Writes the tokens of a bracket, or a single token, after the space before it.
  private mutating func writeRest(of range: ClosedRange<Int>) { writeFlat(range.lowerBound..<range.upperBound + 1) }

  /// Writes the space before a token; comments there move above the item.
  private mutating func writeGap(before index: Int) {
    lifted += source.tokens[index].comments
    if !isNeedlessComma(index), source.needsSpace(before: index) { write(" ") }
  }

  /// Returns whether it is a comma before a closing bracket on the same line.
  private func isNeedlessComma(_ index: Int) -> Bool {
    source.tokens[index].kind == .comma && source.tokens[index + 1].kind.closes
  }
}
