// Part of Bellows. MIT licence: see LICENSE.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// One of the two streams that a command prints to.
enum Stream: Int32 {
  /// Reports: what was asked for.
  case output = 1
  /// Diagnostics: what a person should know beside it.
  case error = 2

  /// Whether a person looks at it in a terminal, and did not ask for no colour.
  var takesColour: Bool {
    isatty(rawValue) == 1 && (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"
  }

  /// Prints text as it is; `false` when the stream takes no more (a full disk, a closed pipe).
  @discardableResult
  func print(_ text: String) -> Bool { writeAll(Array(text.utf8), to: rawValue) }
}

/// A variable of the environment.
func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

/// What the system says of an error number: `Permission denied`.
func systemMessage(_ number: Int32) -> String { String(cString: strerror(number)) }

/// How many columns the terminal has that a stream leads to; 80 where there is none, so that files come out alike.
func terminalWidth(of stream: Stream) -> Int {
  var size = winsize()
  guard isatty(stream.rawValue) == 1, ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
    return 80
  }
  return Int(size.ws_col)
}
