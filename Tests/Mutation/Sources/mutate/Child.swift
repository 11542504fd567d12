// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// A process with a process group of its own, whose output goes to a file.
final class Child {
  private let process: pid_t
  private let log: String
  private let start = Date()
  private var status: Int32?

  /// Starts a program that is found on the PATH.
  ///
  /// - Parameter memory: The most bytes that it may have, so that a loop that collects does not stop the machine.
  init(
    _ program: String, _ arguments: [String], environment: [String: String] = [:], memory: UInt? = nil, log: String
  ) throws {
    self.log = log
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own, so that what it starts ends with it.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)

    var words = ([program] + arguments).map { strdup($0) }
    words.append(nil)
    let all = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    var variables = all.map { strdup("\($0.key)=\($0.value)") }
    variables.append(nil)
    defer { for word in words + variables { free(word) } }
    var process: pid_t = 0
    let own = memory.flatMap { Self.limitMemory(to: rlim_t($0)) }
    let code = posix_spawnp(&process, program, &actions, &attributes, words, variables)
    if let own { _ = Self.limitMemory(to: own) }
    guard code == 0 else { throw Problem("\(program): \(String(cString: strerror(code)))") }
    self.process = process
  }

  /// Sets the limit that processes started from now on have, and returns the one before.
  private static func limitMemory(to bytes: rlim_t) -> rlim_t? {
    #if os(Linux)
      var limit = rlimit()
      guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 else { return nil }
      let before = limit.rlim_cur
      limit.rlim_cur = min(bytes, limit.rlim_max)
      return setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 ? before : nil
    #else
      return nil
    #endif
  }

  var seconds: Double { Date().timeIntervalSince(start) }

  /// What it has printed so far.
  var output: String {
    let data = try? Data(contentsOf: URL(fileURLWithPath: log))
    return String(decoding: data ?? Data(), as: UTF8.self)
  }

  /// How it ended, as shells count it; `nil` while it runs.
  func poll() -> Int32? {
    if let status { return status }
    var raw: Int32 = 0
    guard waitpid(process, &raw, WNOHANG) == process else { return nil }
    // The low seven bits are the signal that ended it, the next eight its own status.
    let ended = raw & 0x7F == 0 ? (raw >> 8) & 0xFF : 128 + (raw & 0x7F)
    status = ended
    // What it started and left behind.
    kill(-process, SIGKILL)
    return ended
  }

  /// Ends it with all that it started.
  func end() {
    guard status == nil else { return }
    kill(-process, SIGKILL)
    var raw: Int32 = 0
    while waitpid(process, &raw, 0) < 0, errno == EINTR {}
    status = 128 + SIGKILL
  }

  func wait() -> Int32 {
    while true {
      if let status = poll() { return status }
      usleep(20_000)
    }
  }

  /// Runs a program to its end.
  static func output(_ program: String, _ arguments: [String]) throws -> (output: String, status: Int32) {
    let log = NSTemporaryDirectory() + "/bellows-mutate-\(getpid())-output.txt"
    defer { unlink(log) }
    let child = try Child(program, arguments, log: log)
    let status = child.wait()
    return (child.output, status)
  }
}
