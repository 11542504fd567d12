// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel

/// What the names of schema files end in.
let schemaSuffix = ".schema"

/// The files of one schema: a file, or all schema files of a folder.
func schemaFiles(at path: String, in tree: FileTree = .disk) throws(Failure) -> [SourceFile] {
  guard tree.kind(path) == .folder else { return [SourceFile(path: path, bytes: try io(try tree.read(path)))] }
  let names = try io(try tree.names(in: path)).filter { $0.hasSuffix(schemaSuffix) && !$0.hasPrefix(".") }
  guard !names.isEmpty else { throw .workspace(.noSchemaFile(folder: path)) }
  var files: [SourceFile] = []
  for name in names {
    let file = join(path, name)
    // Nobody gave this one's name: a pipe or a device would be waited for.
    if tree.kind(file) == .other { throw .file(FileProblem(file, .read, .isNoFile)) }
    files.append(SourceFile(path: file, bytes: try io(try tree.read(file))))
  }
  return files
}

/// A schema with the files that it was read from, which reports point into.
struct ReadSchema: Sendable {
  private let reading: SchemaReading

  /// Reads the files; beside another schema that is mostly the same, this takes a fraction of the time.
  init(_ files: [SourceFile], beside other: ReadSchema? = nil) throws(Failure) {
    do {
      reading = try SchemaReading(files, beside: other?.reading)
    } catch {
      throw .unreadable(error.diagnostics, files)
    }
  }

  /// What its first line says, if it was written by Bellows as the current schema.
  var mark: CurrentMark? { files.first.flatMap { CurrentMark(firstLineOf: $0.bytes) } }

  init(at path: String, in tree: FileTree = .disk, beside other: ReadSchema? = nil) throws(Failure) {
    try self.init(try schemaFiles(at: path, in: tree), beside: other)
  }

  var schema: Schema { reading.schema }
  var files: [SourceFile] { reading.files }
}
