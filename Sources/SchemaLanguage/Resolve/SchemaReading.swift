// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A schema, the files that it was read from, and the text of each table in them.
///
/// Most tables of two revisions have the same text. If the second revision is read beside the first, a table with the
/// same text is taken over and not parsed and resolved again:
///
///     let old = try SchemaReading(oldFiles)
///     let new = try SchemaReading(newFiles, beside: old)
package struct SchemaReading: Sendable {
  package let schema: Schema
  package let files: [SourceFile]
  /// The tables whose text has the same meaning anywhere: from the keyword to the closing brace.
  let texts: [Text]
  /// The text that the meaning of tables depends on besides their own: the type declarations.
  let types: [ArraySlice<UInt8>]
  /// Kept because it is quicker to leave thousands of nodes to the end of the process than to free them.
  private let trees: [SyntaxTree]

  /// The text of a table, from its keyword to its closing brace, and its meaning.
  struct Text: Sendable {
    var table: Table
    var range: SourceRange
  }

  /// Reads the files of a schema; throws all errors in the order of the files.
  package init(_ files: [SourceFile], beside other: SchemaReading? = nil) throws(DiagnosticList) {
    if let other, let reading = Self.readQuickly(files, beside: other) {
      self = reading
      return
    }
    var trees: [SyntaxTree] = []
    var diagnostics: [Diagnostic] = []
    for (index, file) in files.enumerated() {
      let (tree, found) = parse(file, index: index)
      trees.append(tree)
      diagnostics += found
    }
    let resolution = resolve(trees, knowing: nil)
    let isReadable = !diagnostics.contains { $0.severity == .error }
    diagnostics += resolution.diagnostics
    guard let schema = resolution.schema, isReadable else {
      throw DiagnosticList(firstOfEachFile(sorted(diagnostics)))
    }
    self.init(schema, resolution, files, trees)
  }

  private init(_ schema: Schema, _ resolution: Resolution, _ files: [SourceFile], _ trees: [SyntaxTree]) {
    self.schema = schema
    self.files = files
    self.trees = trees
    texts = resolution.tables.lazy.filter(\.syntax.standsAlone).map { Text(table: $0.table, range: $0.syntax.range) }
    types = resolution.types.map { files[$0.range.file].bytes[$0.range.start..<$0.range.end] }
  }

  /// Reads files with the tables of another schema.
  ///
  /// Returns `nil` if there is any error, or if a declaration outside of the tables differs, so that the files must be
  /// parsed completely.
  private static func readQuickly(_ files: [SourceFile], beside other: SchemaReading) -> SchemaReading? {
    let known = KnownTables(other)
    var trees: [SyntaxTree] = []
    for (index, file) in files.enumerated() {
      let (tree, diagnostics) = parse(file, index: index, known: known)
      guard diagnostics.isEmpty else { return nil }
      trees.append(tree)
    }
    let resolution = resolve(trees, knowing: other.schema)
    guard let schema = resolution.schema, resolution.diagnostics.isEmpty, schema.target == other.schema.target else {
      return nil
    }
    let reading = SchemaReading(schema, resolution, files, trees)
    return reading.types == other.types ? reading : nil
  }
}

extension TableSyntax {
  /// Whether its text has the same meaning anywhere: nothing after it could belong to it, and it depends on other
  /// tables only by references.
  fileprivate var standsAlone: Bool { variants == nil && attributes.isEmpty && externalMark == nil }
}

/// The tables of a schema by their texts, for files that are read beside it.
struct KnownTables {
  private let texts: [SchemaReading.Text]
  private let files: [SourceFile]
  /// The index of the text that is expected next.
  private var next = 0
  /// The index of each table among the texts; computed when a table is not at its expected index.
  private lazy var numbers = Dictionary(
    texts.enumerated().map { ($0.element.table.name, $0.offset) }, uniquingKeysWith: { first, _ in first })

  init(_ reading: SchemaReading) {
    texts = reading.texts
    files = reading.files
  }

  /// Returns the table whose text begins at an offset, with the length of the text.
  mutating func take(_ name: @autoclosure () -> TableName, at start: Int, of bytes: [UInt8]) -> (Table, length: Int)? {
    if let found = text(next, at: start, of: bytes) {
      next += 1
      return found
    }
    let name = name()
    if next < texts.count, texts[next].table.name == name {
      // The table is at its expected index, with a different text.
      next += 1
      return nil
    }
    // The table is new, or the order differs: after a known table, expect the one that followed it.
    guard let number = numbers[name] else { return nil }
    next = number + 1
    return text(number, at: start, of: bytes)
  }

  private func text(_ number: Int, at start: Int, of bytes: [UInt8]) -> (Table, length: Int)? {
    guard number < texts.count else { return nil }
    let range = texts[number].range
    let end = start + range.end - range.start
    guard end <= bytes.count else { return nil }
    let isSame = files[range.file].bytes.withUnsafeBytes { known in
      bytes.withUnsafeBytes { bytes in
        UnsafeRawBufferPointer(rebasing: known[range.start..<range.end])
          .firstDifference(from: UnsafeRawBufferPointer(rebasing: bytes[start..<end])) == nil
      }
    }
    return isSame ? (texts[number].table, end - start) : nil
  }
}
