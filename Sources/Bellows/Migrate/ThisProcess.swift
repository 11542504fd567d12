// Part of Bellows. MIT licence: see LICENSE.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Author {
  /// Returns the process and its user: `anna on web-1, process 4711`.
  static func thisProcess(in environment: String) -> Author {
    let user = variable("USER") ?? variable("LOGNAME") ?? "user \(getuid())"
    return Author(who: "\(user) on \(hostName()), process \(getpid())", environment: environment)
  }
}

/// Returns an environment variable; `nil` if it is unset or empty.
func variable(_ name: String) -> String? {
  guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { return nil }
  return value
}

private func hostName() -> String {
  var bytes = [CChar](repeating: 0, count: 256)
  guard gethostname(&bytes, bytes.count - 1) == 0 else { return "an unnamed host" }
  return String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
