// Part of Bellows. MIT licence: see LICENSE.

/// Returns the candidate with the smallest edit distance to a misspelt word, if it is close enough: `table` for
/// `tabel`.
///
/// Close enough is one edit per three letters; an edit is a letter missing, added, changed, or two letters swapped. The
/// first of several equally close candidates is returned. Case is ignored.
package func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
  guard word.utf8.count <= 64 else { return nil }
  let letters = word.utf8.map(lowered)
  var best: (candidate: String, slips: Int)?
  for candidate in candidates {
    let others = candidate.utf8.map(lowered)
    let allowed = max(1, max(letters.count, others.count) / 3)
    guard abs(letters.count - others.count) <= allowed, min(letters.count, others.count) > 1 else { continue }
    let slips = distance(letters, others)
    if slips <= allowed, slips < best?.slips ?? .max { best = (candidate, slips) }
  }
  return best?.candidate
}

/// Returns the edit distance, with swaps of neighbouring letters, by dynamic programming over the last two rows.
private func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for row in left.indices {
    var current = [row + 1]
    for column in right.indices {
      var slips = min(last[column + 1] + 1, current[column] + 1, last[column] + (left[row] == right[column] ? 0 : 1))
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        slips = min(slips, beforeLast[column - 1] + 1)
      }
      current.append(slips)
    }
    beforeLast = last
    last = current
  }
  return last[right.count]
}
