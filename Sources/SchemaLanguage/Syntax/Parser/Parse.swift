// Part of Bellows. MIT licence: see LICENSE.

/// Reads one file, reporting everything that is wrong in it; never fails, never stops at the first error.
///
/// `index` is the file's place in the list of files that are read together: the `file` of every range. Diagnostics are
/// in the order of the file. Declarations with errors may be in the tree, without the parts that could not be read.
package func parse(_ file: SourceFile, index: Int) -> (tree: SyntaxTree, diagnostics: [Diagnostic]) {
  parse(file, index: index, known: nil)
}

/// As above; tables that are known by their text are not read, and nor are the comments inside them.
func parse(_ file: SourceFile, index: Int, known: KnownTables?) -> (tree: SyntaxTree, diagnostics: [Diagnostic]) {
  if let problem = encodingProblem(in: file.bytes, file: index) { return (SyntaxTree(), [problem]) }
  var parser = Parser(file.bytes, file: index, known: known)
  if let offset = file.bytes.withUnsafeBufferPointer({ $0.firstIndex(of: 0) }) {
    parser.report(.nulCharacter("a schema file", SourceRange(file: index, start: offset, end: offset + 1)))
  }
  let declarations = parser.declarations()
  var diagnostics = parser.diagnostics
  if declarations.isEmpty, diagnostics.isEmpty {
    diagnostics.append(.emptyFile(SourceRange(file: index, start: 0, end: 0)))
  }
  diagnostics.stableSort { ($0.range?.start ?? 0) < ($1.range?.start ?? 0) }
  return (SyntaxTree(declarations: declarations, comments: parser.lexer.comments), diagnostics)
}

extension Array {
  /// Sorts and keeps the order of equals, whatever the standard library promises.
  fileprivate mutating func stableSort(by precedes: (Element, Element) -> Bool) {
    let sorted = enumerated().sorted {
      precedes($0.element, $1.element) || (!precedes($1.element, $0.element) && $0.offset < $1.offset)
    }
    self = sorted.map(\.element)
  }
}
