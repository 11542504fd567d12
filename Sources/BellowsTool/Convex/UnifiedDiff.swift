// Part of Bellows. MIT licence: see LICENSE.

/// Returns the differences between two texts of a file, as `git apply` reads them; empty without any.
///
/// The header has no line of git's own, so the path is relative to the folder in which `git apply` runs.
func unifiedDiff(_ path: String, _ old: [UInt8], _ new: [UInt8]) -> [UInt8] {
  let before = Lines(old)
  let after = Lines(new)
  let hunks = hunks(before.all, after.all)
  if hunks.isEmpty { return [] }
  // A tab ends a name that has blanks.
  let end = path.contains(" ") ? "\t" : ""
  var result = Array("--- a/\(path)\(end)\n+++ b/\(path)\(end)\n".utf8)
  for hunk in hunks {
    result += Array("@@ -\(span(hunk.old)) +\(span(hunk.new)) @@\n".utf8)
    for line in hunk.lines {
      result += [line.mark] + line.text
      if line.text.last != newline { result += Array("\n\\ No newline at end of file\n".utf8) }
    }
  }
  return result
}

private let newline = UInt8(ascii: "\n")

/// The lines of a text, each with its line break.
private struct Lines {
  var all: [[UInt8]] = []

  init(_ text: [UInt8]) {
    var start = 0
    for (index, byte) in text.enumerated() where byte == newline {
      all.append(Array(text[start...index]))
      start = index + 1
    }
    if start < text.count { all.append(Array(text[start...])) }
  }
}

/// Neighbouring changes with the lines around them.
private struct Hunk {
  var old: Range<Int>
  var new: Range<Int>
  var lines: [(mark: UInt8, text: [UInt8])]
}

/// The first line and the count of a range, as `@@` has them.
private func span(_ range: Range<Int>) -> String {
  let first = range.isEmpty ? range.lowerBound : range.lowerBound + 1
  return range.count == 1 ? "\(first)" : "\(first),\(range.count)"
}

private func hunks(_ old: [[UInt8]], _ new: [[UInt8]]) -> [Hunk] {
  let context = 3
  let difference = new.difference(from: old)
  var (removed, inserted) = (Set<Int>(), Set<Int>())
  for change in difference {
    switch change {
    case .remove(let offset, _, _): removed.insert(offset)
    case .insert(let offset, _, _): inserted.insert(offset)
    }
  }
  if removed.isEmpty, inserted.isEmpty { return [] }
  // All lines in order, with the position of each in both texts.
  var rows: [(mark: UInt8, text: [UInt8], old: Int, new: Int)] = []
  var (left, right) = (0, 0)
  while left < old.count || right < new.count {
    if left < old.count, removed.contains(left) {
      rows.append((UInt8(ascii: "-"), old[left], left, right))
      left += 1
    } else if right < new.count, inserted.contains(right) {
      rows.append((UInt8(ascii: "+"), new[right], left, right))
      right += 1
    } else {
      rows.append((UInt8(ascii: " "), old[left], left, right))
      (left, right) = (left + 1, right + 1)
    }
  }
  var hunks: [Hunk] = []
  var index = 0
  while let first = rows[index...].firstIndex(where: { $0.mark != UInt8(ascii: " ") }) {
    var last = first
    while let next = rows[(last + 1)...].firstIndex(where: { $0.mark != UInt8(ascii: " ") }), next - last <= 2 * context
    {
      last = next
    }
    let range = max(first - context, index)..<min(last + context + 1, rows.count)
    let part = rows[range]
    let start = rows[range.lowerBound]
    let counts = (
      old: part.count { $0.mark != UInt8(ascii: "+") }, new: part.count { $0.mark != UInt8(ascii: "-") }
    )
    hunks.append(
      Hunk(
        old: start.old..<(start.old + counts.old), new: start.new..<(start.new + counts.new),
        lines: part.map { ($0.mark, $0.text) }))
    index = range.upperBound
    if index >= rows.count { break }
  }
  return hunks
}

/// A patch as `unifiedDiff` writes it, perhaps edited.
struct Patch {
  private struct File {
    var path: String
    var hunks: [(old: [[UInt8]], new: [[UInt8]], line: Int)] = []
  }

  private var files: [File] = []

  /// Parses a patch; `nil` if it is none.
  init?(_ bytes: [UInt8]) {
    let lines = Lines(bytes).all
    var index = 0
    while index < lines.count {
      let line = lines[index]
      index += 1
      let text = String(decoding: line, as: UTF8.self)
      if text.hasPrefix("+++ b/") {
        files.append(File(path: String(text.dropFirst(6).prefix { $0 != "\t" && $0 != "\n" && $0 != "\r" })))
      } else if text.hasPrefix("@@ -") {
        guard !files.isEmpty, let first = Int(text.dropFirst(4).prefix { $0.isNumber }) else { return nil }
        var hunk: (old: [[UInt8]], new: [[UInt8]], line: Int) = ([], [], first)
        while index < lines.count, let mark = lines[index].first, " +-\\".utf8.contains(mark) {
          // `--- a/…` begins the next file.
          if index + 1 < lines.count, lines[index].starts(with: Array("--- a/".utf8)),
            lines[index + 1].starts(with: Array("+++ b/".utf8))
          {
            break
          }
          let content = Array(lines[index].dropFirst())
          switch mark {
          case UInt8(ascii: " "): hunk = (hunk.old + [content], hunk.new + [content], first)
          case UInt8(ascii: "-"): hunk.old.append(content)
          case UInt8(ascii: "+"): hunk.new.append(content)
          default:
            // The line before has no line break.
            let before = lines[index - 1].first
            if before != UInt8(ascii: "+"), let last = hunk.old.indices.last { hunk.old[last].removeLast() }
            if before != UInt8(ascii: "-"), let last = hunk.new.indices.last { hunk.new[last].removeLast() }
          }
          index += 1
        }
        files[files.count - 1].hunks.append(hunk)
      }
    }
    if files.isEmpty || files.contains(where: { $0.hunks.isEmpty }) { return nil }
  }

  /// Returns the files after the patch, by path; `nil` if it does not apply: its lines may be at other positions.
  ///
  /// - Parameter text: Returns the text of a file.
  func applied(to text: (String) -> [UInt8]?) -> [String: [UInt8]]? {
    var result: [String: [UInt8]] = [:]
    for file in files {
      guard let bytes = result[file.path] ?? text(file.path) else { return nil }
      var lines = Lines(bytes).all
      var shift = 0
      for hunk in file.hunks {
        let wanted = hunk.old.isEmpty ? hunk.line : hunk.line - 1 + shift
        let places = lines.indices.filter { lines[$0...].starts(with: hunk.old) }
        guard
          let place = hunk.old.isEmpty
            ? min(wanted, lines.count) : places.min(by: { abs($0 - wanted) < abs($1 - wanted) })
        else { return nil }
        lines.replaceSubrange(place..<(place + hunk.old.count), with: hunk.new)
        shift += place - wanted + hunk.new.count - hunk.old.count
      }
      result[file.path] = Array(lines.joined())
    }
    return result
  }
}
