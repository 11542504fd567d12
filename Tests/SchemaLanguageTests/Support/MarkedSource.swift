// Part of Bellows. MIT licence: see LICENSE.

/// Source text that says itself where something is expected: between `«` and `»`.
struct MarkedSource {
  let text: String
  /// In UTF-8 bytes of `text`.
  let ranges: [Range<Int>]

  init(_ marked: String) {
    var text = ""
    var ranges: [Range<Int>] = []
    var open: [Int] = []
    for scalar in marked.unicodeScalars {
      switch scalar {
      case "«": open.append(text.utf8.count)
      case "»": if let start = open.popLast() { ranges.append(start..<text.utf8.count) }
      default: text.unicodeScalars.append(scalar)
      }
    }
    self.text = text
    self.ranges = ranges
  }
}
