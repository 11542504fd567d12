// Part of Bellows. MIT licence: see LICENSE.
//
// The files of this folder call the C library directly: loading Foundation takes about 10 ms, and editors and hooks
// start this tool at every save.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The kind of a file.
enum FileKind: Hashable { case file, folder, other }

/// The kind of file at a path, following symbolic links; `nil` if there is none.
func kind(ofFileAt path: String) -> FileKind? {
  var info = stat()
  guard stat(path, &info) == 0 else { return nil }
  return kind(of: info)
}

/// The kind of file at a path without following symbolic links, which are neither file nor folder.
func kindWithoutFollowingLinks(ofFileAt path: String) -> FileKind? {
  var info = stat()
  guard lstat(path, &info) == 0 else { return nil }
  return kind(of: info)
}

private func kind(of info: stat) -> FileKind {
  switch info.st_mode & S_IFMT {
  case S_IFREG: .file
  case S_IFDIR: .folder
  default: .other
  }
}

/// The names in a folder, sorted by bytes, without `.` and `..`.
func names(inFolderAt path: String) throws(FileProblem) -> [String] {
  guard let folder = opendir(path) else {
    switch errno {
    case ENOENT: throw FileProblem(path, .read, .missing)
    case ENOTDIR: throw FileProblem(path, .read, .isNotFolder)
    default: throw FileProblem(path, .read, .system(errno))
    }
  }
  defer { closedir(folder) }
  var names: [String] = []
  while let entry = readdir(folder) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
      tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: tuple.pointee)) {
        String(cString: $0)
      }
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

/// The path of a file in a folder; the folders `.` and the empty one add nothing.
func join(_ folder: String, _ name: String) -> String {
  if folder.isEmpty || folder == "." { return name }
  return folder.hasSuffix("/") ? folder + name : folder + "/" + name
}

/// The parent folder of a path: `.` for a bare name.
func parent(of path: String) -> String {
  var parts = path[...]
  while parts.count > 1, parts.hasSuffix("/") { parts.removeLast() }
  guard let slash = parts.lastIndex(of: "/") else { return "." }
  return slash == parts.startIndex ? "/" : String(parts[..<slash])
}

/// The last component of a path.
func lastPart(of path: String) -> String {
  var parts = path[...]
  while parts.count > 1, parts.hasSuffix("/") { parts.removeLast() }
  guard let slash = parts.lastIndex(of: "/"), parts != "/" else { return String(parts) }
  return String(parts[parts.index(after: slash)...])
}
