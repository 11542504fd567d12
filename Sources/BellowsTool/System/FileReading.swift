// Part of Bellows. MIT licence: see LICENSE.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The largest file to read: 100 MB, far above any schema.
let largestReadableFile = 100_000_000

/// Reads a file, or a pipe up to its end.
func read(fileAt path: String) throws(FileProblem) -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else {
    throw FileProblem(path, .read, errno == ENOENT ? .missing : errno == ENOTDIR ? .isNotFolder : .system(errno))
  }
  defer { close(descriptor) }

  var info = stat()
  guard fstat(descriptor, &info) == 0 else { throw FileProblem(path, .read, .system(errno)) }
  if info.st_mode & S_IFMT == S_IFDIR { throw FileProblem(path, .read, .isFolder) }
  let expected = info.st_mode & S_IFMT == S_IFREG ? Int(info.st_size) : 0
  guard expected <= largestReadableFile else {
    throw FileProblem(path, .read, .tooLarge(limit: largestReadableFile))
  }

  // One byte more than the file size, so that the first read also detects a file that grows.
  var bytes: [UInt8] = []
  var room = expected + 1
  while true {
    let got = append(upTo: room, from: descriptor, to: &bytes)
    if got < 0 { throw FileProblem(path, .read, .system(errno)) }
    if got == 0 { return bytes }
    if bytes.count > largestReadableFile {
      throw FileProblem(path, .read, .tooLarge(limit: largestReadableFile))
    }
    room = max(room - got, 65_536)
  }
}

/// Reads once from a descriptor, again if interrupted; returns the number of bytes: 0 at the end, negative on failure.
func append(upTo room: Int, from descriptor: Int32, to bytes: inout [UInt8]) -> Int {
  var got = 0
  let more = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
    repeat { got = read(descriptor, buffer.baseAddress, room) } while got < 0 && errno == EINTR
    count = max(got, 0)
  }
  if bytes.isEmpty { bytes = more } else { bytes += more }
  return got
}
