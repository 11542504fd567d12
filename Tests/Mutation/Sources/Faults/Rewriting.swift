// Part of Bellows. MIT licence: see LICENSE.

/// A fault with the number that turns it on.
public struct Mutant: Codable, Sendable {
  /// The number that turns it on; from 1.
  public var number: Int
  /// What happens then.
  public var fault: Fault

  /// Creates a mutant.
  public init(_ number: Int, _ fault: Fault) {
    self.number = number
    self.fault = fault
  }
}

/// A source file with faults behind switches.
public struct Rewriting {
  /// The new text.
  public private(set) var text = ""
  /// For each mutant, the bytes of the new text that it changes or encloses.
  private var spans: [(number: Int, span: Range<Int>)] = []
  private var lineStarts: [Int] = [0]

  /// Writes faults of one file, compatible with each other, into its source.
  public init(_ source: String, _ mutants: [Mutant]) {
    let bytes = Array(source.utf8)
    var output: [UInt8] = []
    var starts: [Int: Int] = [:]
    var ends: [Int: Int] = [:]
    var position = 0
    for (edit, number) in Self.ordered(mutants) {
      output += bytes[position..<edit.offset]
      if starts[number] == nil { starts[number] = output.count }
      output += edit.text.replacing("\0", with: String(number)).utf8
      ends[number] = output.count
      position = edit.offset + edit.length
    }
    output += bytes[position...]
    text = String(decoding: output, as: UTF8.self)
    for mutant in mutants {
      guard let start = starts[mutant.number], let end = ends[mutant.number] else { continue }
      spans.append((mutant.number, start..<end))
    }
    for (offset, byte) in output.enumerated() where byte == UInt8(ascii: "\n") { lineStarts.append(offset + 1) }
  }

  /// The edits of all mutants in the order of the text.
  ///
  /// At one place, what ends comes before what begins, and the outer begins first.
  private static func ordered(_ mutants: [Mutant]) -> [(Edit, Int)] {
    struct Place {
      var edit: Edit
      var number: Int
      var order: (Int, Int, Int, Int)
    }
    var places: [Place] = []
    for mutant in mutants {
      let span = mutant.fault.span
      for (index, edit) in mutant.fault.edits.enumerated() {
        let isEnd = edit.length == 0 && index > 0 && edit.offset == span.upperBound
        // The inner ends first: it began later, or has the larger number.
        let order =
          isEnd
          ? (edit.offset, 0, -span.lowerBound, -mutant.number)
          : (edit.offset, edit.length > 0 ? 2 : 1, -span.upperBound, mutant.number)
        places.append(Place(edit: edit, number: mutant.number, order: order))
      }
    }
    return places.sorted { $0.order < $1.order }.map { ($0.edit, $0.number) }
  }

  /// The mutants that an error at a place of the new text may come from: those around it, else those of its line.
  ///
  /// Lines and columns count from 1, columns in bytes.
  public func mutants(atLine line: Int, column: Int) -> [Int] {
    guard lineStarts.indices.contains(line - 1) else { return [] }
    let start = lineStarts[line - 1]
    let end = lineStarts.indices.contains(line) ? lineStarts[line] : text.utf8.count + 1
    let offset = start + column - 1
    let around = spans.filter { $0.span.contains(offset) }
    // The innermost is the likeliest; those around it compile without it.
    if let inner = around.min(by: { $0.span.count < $1.span.count }) { return [inner.number] }
    return spans.filter { $0.span.overlaps(start..<end) }.map(\.number)
  }
}

extension Rewriting {
  /// The mutant whose text begins nearest to a line of the new text.
  public func nearest(toLine line: Int) -> Int? {
    func distance(_ start: Int) -> Int { abs((lineStarts.lastIndex { $0 <= start } ?? 0) + 1 - line) }
    return spans.min { distance($0.span.lowerBound) < distance($1.span.lowerBound) }?.number
  }
}

/// Returns as many of the faults as one build can contain, earlier ones first.
///
/// - Parameter limit: The most faults in one function.
public func compatible(_ faults: [Fault], limit: Int) -> [Fault] {
  var chosen: [String: [Fault]] = [:]
  var result: [Fault] = []
  for fault in faults {
    let others = chosen[fault.file, default: []]
    guard others.count(where: { $0.body == fault.body }) < limit,
      others.allSatisfy({ fault.isCompatible(with: $0) })
    else { continue }
    chosen[fault.file, default: []].append(fault)
    result.append(fault)
  }
  return result
}
