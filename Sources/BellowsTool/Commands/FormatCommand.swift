// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel

/// `bellows format`: rewrites schema files in canonical form, or reports those that are not.
///
/// No file is written if one of them has errors.
func format(_ request: FormatRequest) throws(Failure) {
  var paths: [String] = []
  for path in request.paths.isEmpty ? [Layout.schemas] : request.paths { paths += try schemaFiles(below: path) }

  var edits: [FileEdit] = []
  var diagnostics: [Diagnostic] = []
  var files: [SourceFile] = []
  for path in paths {
    let file = SourceFile(path: path, bytes: try io(try read(fileAt: path)))
    files.append(file)
    do {
      edits.append(FileEdit(path, try format(file)))
    } catch {
      diagnostics += error.diagnostics.map { $0.inFile(files.count - 1) }
    }
  }
  guard diagnostics.isEmpty else { throw .unreadable(diagnostics, files) }

  if request.isCheck {
    let unformatted = zip(edits, files).filter { $0.contents != $1.bytes }.map(\.1.path)
    guard unformatted.isEmpty else { throw .refused(.unformatted(unformatted)) }
  } else {
    for path in try io(try write(edits)) { try output("formatted \(path)\n") }
  }
}

/// The file at a path, or all schema files in a folder and its subfolders.
///
/// Links to folders are not followed, because they can form cycles.
private func schemaFiles(below path: String) throws(Failure) -> [String] {
  guard kind(ofFileAt: path) == .folder else { return [path] }
  var found: [String] = []
  var folders = [path]
  while let folder = folders.popLast() {
    for name in try io(try names(inFolderAt: folder)) where !name.hasPrefix(".") {
      let inside = join(folder, name)
      switch kindWithoutFollowingLinks(ofFileAt: inside) {
      case .folder: folders.append(inside)
      case .file, .other: if name.hasSuffix(schemaSuffix), kind(ofFileAt: inside) == .file { found.append(inside) }
      case nil: continue
      }
    }
  }
  guard !found.isEmpty else { throw .workspace(.noSchemaFile(folder: path)) }
  return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

extension Diagnostic {
  /// The same diagnostic for another file index: each file is formatted alone, at index 0.
  fileprivate func inFile(_ index: Int) -> Diagnostic {
    func moved(_ range: SourceRange?) -> SourceRange? {
      range.map { SourceRange(file: index, start: $0.start, end: $0.end) }
    }
    var copy = self
    copy.range = moved(range)
    for index in notes.indices { copy.notes[index].range = moved(notes[index].range) }
    for index in fixIts.indices { copy.fixIts[index].range = moved(fixIts[index].range) }
    return copy
  }
}
