// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Returns the canonical form of a schema file; formatting is idempotent.
///
/// Tokens and their order do not change, except for unneeded backticks, and commas at the start or end of lines. Every
/// comment is kept, on its own line or at the end of one. A file with errors is not formatted.
package func format(_ file: SourceFile) throws(DiagnosticList) -> String {
  let (tree, diagnostics) = parse(file, index: 0)
  let errors = diagnostics.filter { $0.severity == .error }
  if !errors.isEmpty { throw DiagnosticList(errors) }
  var writer = FormatWriter(TokenList(file.bytes))
  writer.write(tree)
  return String(decoding: writer.output, as: UTF8.self)
}

extension FormatWriter {
  mutating func write(_ tree: SyntaxTree) {
    var previousEnd = 0
    var hasGap = false
    for (index, declaration) in tree.declarations.enumerated() {
      let start = source.index(at: declaration.range.start)
      writeComments(
        from: previousEnd, to: start, isFirst: index == 0, style: .members(needsGap: hasGap || declaration.isTable))
      beginLine()
      let end = source.index(at: declaration.range.end)
      switch declaration {
      case .target, .type: writeItem(start..<end, following: 0)
      case .table(let table): write(table, start..<end)
      }
      previousEnd = end
      hasGap = declaration.isTable
    }
    writeComments(
      from: previousEnd, to: source.tokens.count - 1, isFirst: tree.declarations.isEmpty,
      style: .members(needsGap: false), isLast: true)
    endLine()
  }

  private mutating func write(_ table: TableSyntax, _ tokens: Range<Int>) {
    guard let open = contentStart(of: table, tokens) else {
      writeItem(tokens, following: 0)
      return
    }
    // Comments between the header and its brace move above the header.
    let isOneLine = writeItem(tokens.lowerBound..<open, following: 2, strayComments: source.tokens[open].comments)
    if isOneLine { write(" ") } else { beginLine() }
    let close = tokens.upperBound - 1
    write("{")
    if table.members.isEmpty, source.comments(after: open, through: close).isEmpty {
      return write("}")
    }
    let members = table.members.map { source.index(at: $0.range.start)..<source.index(at: $0.range.end) }
    writeLines(members, from: open, to: close, style: .members(needsGap: false))
    write("}")
  }

  /// Returns the `{` of the fields or indexes.
  private func contentStart(of table: TableSyntax, _ tokens: Range<Int>) -> Int? {
    if let variants = table.variants {
      guard let last = variants.last, last.range.end < table.range.end else { return nil }
      return source.index(at: last.range.end)
    }
    return tokens.first { source.tokens[$0].kind == .leftBrace }
  }
}

extension DeclarationSyntax {
  fileprivate var isTable: Bool {
    switch self {
    case .table: true
    case .target, .type: false
    }
  }
}
