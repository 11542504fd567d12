// Part of Bellows. MIT licence: see LICENSE.
//
// The files of this folder call the system's C library directly: full Foundation takes about 10 ms to load, which is most
// of what `bellows --help` may take, and a tool that editors and hooks start at every save should not be felt.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What stands at a path.
enum FileKind: Hashable { case file, folder, other }

/// What stands at a path (behind a symbolic link, what it leads to), or `nil` for nothing.
func kind(ofFileAt path: String) -> FileKind? {
  var info = stat()
  guard stat(path, &info) == 0 else { return nil }
  return kind(of: info)
}

/// What stands at a path itself, so that a symbolic link counts as neither file nor folder.
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

/// The names in a folder, in the order of their bytes, without `.` and `..`.
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

/// The path of something in a folder; a folder `.` or the empty one adds nothing.
func join(_ folder: String, _ name: String) -> String {
  if folder.isEmpty || folder == "." { return name }
  return folder.hasSuffix("/") ? folder + name : folder + "/" + name
}

/// The folder that holds what is at a path: `.` for a bare name.
func parent(of path: String) -> String {
  var parts = path[...]
  while parts.count > 1, parts.hasSuffix("/") { parts.removeLast() }
  guard let slash = parts.lastIndex(of: "/") else { return "." }
  return slash == parts.startIndex ? "/" : String(parts[..<slash])
}

/// The last part of a path.
func lastPart(of path: String) -> String {
  var parts = path[...]
  while parts.count > 1, parts.hasSuffix("/") { parts.removeLast() }
  guard let slash = parts.lastIndex(of: "/"), parts != "/" else { return String(parts) }
  return String(parts[parts.index(after: slash)...])
}
