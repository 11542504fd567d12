// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel

/// The suffix of schema files.
let schemaSuffix = ".schema"

/// The files of one schema: a file, or all schema files of a folder.
func schemaFiles(at path: String, in tree: FileTree = .disk) throws(Failure) -> [SourceFile] {
  guard tree.kind(path) == .folder else { return [SourceFile(path: path, bytes: try io(try tree.read(path)))] }
  let names = try io(try tree.names(in: path)).filter { $0.hasSuffix(schemaSuffix) && !$0.hasPrefix(".") }
  guard !names.isEmpty else { throw .workspace(.noSchemaFile(folder: path)) }
  var files: [SourceFile] = []
  for name in names {
    let file = join(path, name)
    // Reading a pipe or device that was not named by the user could block.
    if tree.kind(file) == .other { throw .file(FileProblem(file, .read, .isNoFile)) }
    files.append(SourceFile(path: file, bytes: try io(try tree.read(file))))
  }
  return files
}

/// A schema, and the files that it was read from.
struct ReadSchema: Sendable {
  private let reading: SchemaReading

  /// Reads a schema; tables with the same text as in `other` are not parsed again.
  init(_ files: [SourceFile], beside other: ReadSchema? = nil) throws(Failure) {
    do {
      reading = try SchemaReading(files, beside: other?.reading)
    } catch {
      throw .unreadable(error.diagnostics, files)
    }
  }

  init(at path: String, in tree: FileTree = .disk, beside other: ReadSchema? = nil) throws(Failure) {
    try self.init(try schemaFiles(at: path, in: tree), beside: other)
  }

  var schema: Schema { reading.schema }
  var files: [SourceFile] { reading.files }
}
