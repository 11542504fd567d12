// Part of Bellows. MIT licence: see LICENSE.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  @preconcurrency import Musl
#else
  // `environ` is a mutable variable in Glibc; this program never writes it.
  @preconcurrency import Glibc
#endif

/// The output and exit status of a program.
struct ChildResult {
  var output: [UInt8]
  var errors: [UInt8]
  var status: Int32
}

/// Runs a program from the PATH and returns its output.
///
/// - Returns: `nil` if the program cannot be started, or prints more than `largestReadableFile` bytes.
func run(_ program: String, _ arguments: [String], input: [UInt8] = []) -> ChildResult? {
  guard let file = temporaryFile(holding: input) else { return nil }
  defer { fclose(file) }
  guard let output = makePipe() else { return nil }
  defer { close(output.read) }
  guard let errors = makePipe() else {
    close(output.write)
    return nil
  }
  defer { close(errors.read) }
  let process = start(program, arguments, input: fileno(file), output: output.write, errors: errors.write)
  close(output.write)
  close(errors.write)
  guard let process else { return nil }

  var streams = [(descriptor: output.read, bytes: [UInt8]()), (descriptor: errors.read, bytes: [UInt8]())]
  var isTooMuch = false
  // Read both pipes as data arrives: reading one to its end would deadlock with a program that fills the other.
  while streams.contains(where: { $0.descriptor >= 0 }) {
    var waiting = streams.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
    guard poll(&waiting, nfds_t(waiting.count), -1) >= 0 || errno == EINTR else { break }
    for index in streams.indices where streams[index].descriptor >= 0 && waiting[index].revents != 0 {
      if append(upTo: 65_536, from: streams[index].descriptor, to: &streams[index].bytes) <= 0 {
        streams[index].descriptor = -1
      } else if streams[index].bytes.count > largestReadableFile {
        isTooMuch = true
        kill(process, SIGTERM)
        streams[index].bytes = []
      }
    }
  }
  var status: Int32 = 0
  while waitpid(process, &status, 0) < 0 && errno == EINTR {}
  guard !isTooMuch else { return nil }
  // The low seven bits are the terminating signal, the next eight the exit status.
  let exit = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  return ChildResult(output: streams[0].bytes, errors: streams[1].bytes, status: exit)
}

/// Starts a program with its three streams; returns `nil` if it cannot be started.
private func start(
  _ program: String, _ arguments: [String], input: Int32, output: Int32, errors: Int32
) -> pid_t? {
  #if canImport(Darwin)
    var actions: posix_spawn_file_actions_t?
  #else
    var actions = posix_spawn_file_actions_t()
  #endif
  guard posix_spawn_file_actions_init(&actions) == 0 else { return nil }
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_adddup2(&actions, input, 0)
  posix_spawn_file_actions_adddup2(&actions, output, 1)
  posix_spawn_file_actions_adddup2(&actions, errors, 2)

  var pointers: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
  defer { for pointer in pointers { free(pointer) } }
  pointers.append(nil)
  var process: pid_t = 0
  guard posix_spawnp(&process, program, &actions, nil, pointers, variables) == 0 else { return nil }
  return process
}

/// The input of a program as a file: a pipe would have to be filled while the others are read.
private func temporaryFile(holding bytes: [UInt8]) -> UnsafeMutablePointer<FILE>? {
  guard !bytes.isEmpty else { return fopen("/dev/null", "r") }
  guard let file = tmpfile() else { return nil }
  guard writeAll(bytes, to: fileno(file)), lseek(fileno(file), 0, SEEK_SET) == 0 else {
    fclose(file)
    return nil
  }
  return file
}

/// A pipe that no other child inherits.
private func makePipe() -> (read: Int32, write: Int32)? {
  var ends: [Int32] = [0, 0]
  guard pipe(&ends) == 0 else { return nil }
  for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  return (ends[0], ends[1])
}

/// The environment of the process.
private var variables: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
  #if canImport(Darwin)
    _NSGetEnviron().pointee
  #else
    environ
  #endif
}

/// The names of all environment variables.
func environmentNames() -> [String] {
  var names: [String] = []
  var next = variables
  while let entry = next?.pointee {
    names.append(String(String(cString: entry).prefix { $0 != "=" }))
    next = next?.successor()
  }
  return names
}
