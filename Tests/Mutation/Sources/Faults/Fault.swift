// Part of Bellows. MIT licence: see LICENSE.

/// A kind of fault.
public enum FaultKind: String, CaseIterable, Codable, Sendable {
  case negatedCondition = "condition negated"
  case alwaysTrue = "condition always true"
  case alwaysFalse = "condition always false"
  case bindingFails = "binding always fails"
  case patternFails = "pattern never matches"
  case operandDropped = "operand dropped"
  case boundByOne = "bound by one"
  case comparison = "comparison inverted"
  case arithmetic = "other operator"
  case numberByOne = "number by one"
  case otherFlag = "other Boolean value"
  case rangeByOne = "range by one"
  case defaultTaken = "default always taken"
  case earlyReturn = "returns at once"
  case otherResult = "other result"
  case exitDropped = "exit dropped"
  case callDropped = "call dropped"
  case assignmentDropped = "assignment dropped"
  case callsSwapped = "statements swapped"
  case errorIgnored = "error ignored"
  case otherMethod = "other method"
  case elementDropped = "element dropped"
  case otherCase = "other case's value"
}

/// A change of source text at a byte offset: `length` bytes are replaced by a text.
///
/// A zero byte in the text stands for the number of the fault.
struct Edit: Hashable, Codable, Sendable {
  var offset: Int
  var length = 0
  var text: String

  init(_ offset: Int, _ text: String, length: Int = 0) {
    self.offset = offset
    self.text = text
    self.length = length
  }
}

/// One small fault that can be compiled into a source file, behind a switch.
public struct Fault: Hashable, Codable, Sendable {
  /// What is wrong.
  public var kind: FaultKind
  /// The path of the file, from the root of the package.
  public var file: String
  /// The function with the fault, for example `Assembly.plan()`.
  public var function: String
  /// The first and the last line of the function.
  public var functionLines: ClosedRange<Int>
  /// The line that it begins in.
  public var line: Int
  /// The source text, in one line.
  public var before: String
  /// What it becomes.
  public var after: String

  /// The bytes of the source that it changes or encloses.
  var span: Range<Int>
  var edits: [Edit]
  /// A place at which only one fault of a build may change the structure of the source.
  var claim: Int?
  /// The bytes of the function's body.
  var body: Range<Int>

  /// Identifies the fault as long as its function does not change: results and explanations are found by it.
  public var key: String { [file, function, kind.rawValue, before, after].joined(separator: "\t") }

  /// Whether both are in the body of one function.
  public func isInSameFunction(as other: Fault) -> Bool { file == other.file && body == other.body }

  /// Whether one build can contain both faults of a file.
  func isCompatible(with other: Fault) -> Bool {
    if let claim, claim == other.claim { return false }
    let (first, second) = span.lowerBound <= other.span.lowerBound ? (span, other.span) : (other.span, span)
    let isApart = second.lowerBound >= first.upperBound
    let isNested = second.upperBound <= first.upperBound || first.lowerBound == second.lowerBound
    guard isApart || isNested else { return false }
    for edit in edits {
      for otherEdit in other.edits where edit.length > 0 || otherEdit.length > 0 {
        let isBefore = edit.offset + edit.length <= otherEdit.offset
        let isBehind = otherEdit.offset + otherEdit.length <= edit.offset
        guard isBefore || isBehind else { return false }
      }
    }
    return true
  }
}
