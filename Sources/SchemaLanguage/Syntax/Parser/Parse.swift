// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Parses one file and reports all errors in it; never fails, and never stops at the first error.
///
/// `index` is the index of the file in the list of files that are read together: the `file` of every range. Diagnostics
/// are in the order of the file. The tree may contain declarations with errors, without the parts that could not be
/// read.
package func parse(_ file: SourceFile, index: Int) -> (tree: SyntaxTree, diagnostics: [Diagnostic]) {
  parse(file, index: index, known: nil)
}

/// Parses one file.
///
/// Known tables are not parsed, and neither are the comments inside them.
func parse(_ file: SourceFile, index: Int, known: KnownTables?) -> (tree: SyntaxTree, diagnostics: [Diagnostic]) {
  if let problem = encodingProblem(in: file.bytes, file: index) {
    var losses = Losses()
    losses.includeAnyName = true
    losses.includeTarget = true
    return (SyntaxTree(declarations: [], comments: [], losses: losses), [problem])
  }
  let zero = file.bytes.withUnsafeBytes { $0.firstOffset(of: 0) }
  if known == nil, zero == nil, let tree = parseHalves(of: file, index: index) { return (tree, []) }
  var parser = Parser(file.bytes, file: index, known: known)
  if let offset = zero {
    parser.report(.nulCharacter("a schema file", SourceRange(file: index, start: offset, end: offset + 1)))
  }
  let declarations = parser.declarations()
  for range in parser.lexer.unclosed { parser.losses.addWords(of: file.bytes[range]) }
  var diagnostics = parser.diagnostics
  diagnostics.stableSort { ($0.range?.start ?? 0) < ($1.range?.start ?? 0) }
  return (
    SyntaxTree(declarations: declarations, comments: parser.lexer.comments, losses: parser.losses), diagnostics
  )
}

/// Parses both halves of a large file in parallel; returns `nil` for a small file, and if there is any error.
///
/// The file is split before a table. If neither half has an error, both are sequences of whole declarations, and so is
/// the file.
private func parseHalves(of file: SourceFile, index: Int) -> SyntaxTree? {
  guard let middle = file.middle else { return nil }
  @Sendable func half(_ bytes: [UInt8], from start: Int) -> SyntaxTree? {
    var parser = Parser(bytes, from: start, file: index)
    let declarations = parser.declarations()
    guard parser.diagnostics.isEmpty else { return nil }
    return SyntaxTree(declarations: declarations, comments: parser.lexer.comments)
  }
  let (first, second) = concurrently(
    { half(Array(file.bytes[..<middle]), from: 0) }, { half(file.bytes, from: middle) })
  guard let first, let second else { return nil }
  return SyntaxTree(
    declarations: first.declarations + second.declarations, comments: first.comments + second.comments)
}

extension SourceFile {
  /// The offset of the first table in the second half of a large file, if the file is laid out as by `format`.
  fileprivate var middle: Int? {
    guard bytes.count > 1 << 17 else { return nil }
    let mark = Array("}\n\ntable ".utf8)
    return bytes.withUnsafeBufferPointer { bytes in
      (bytes.count / 2..<bytes.count - mark.count).first { bytes[$0...].starts(with: mark) }.map { $0 + 3 }
    }
  }
}

extension Array {
  /// Sorts and keeps the order of equal elements; the standard library does not guarantee that.
  fileprivate mutating func stableSort(by precedes: (Element, Element) -> Bool) {
    let sorted = enumerated().sorted {
      precedes($0.element, $1.element) || (!precedes($1.element, $0.element) && $0.offset < $1.offset)
    }
    self = sorted.map(\.element)
  }
}
