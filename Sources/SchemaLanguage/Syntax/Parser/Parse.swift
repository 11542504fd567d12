// Part of Bellows. MIT licence: see LICENSE.

/// Reads one file, reporting everything that is wrong in it; never fails, never stops at the first error.
///
/// `index` is the file's place in the list of files that are read together: the `file` of every range.
package func parse(_ file: SourceFile, index: Int) -> (tree: SyntaxTree, diagnostics: [Diagnostic]) {
  (SyntaxTree(), [])
}
