// Part of Bellows. MIT licence: see LICENSE.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The streams that commands print to.
enum Stream: Int32 {
  /// Reports.
  case output = 1
  /// Diagnostics and notes.
  case error = 2

  /// Whether the stream is a terminal and colour is not disabled.
  var takesColour: Bool {
    isatty(rawValue) == 1 && (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"
  }

  /// Prints text; returns `false` on failure (a full disk, a closed pipe).
  @discardableResult
  func print(_ text: String) -> Bool { writeAll(Array(text.utf8), to: rawValue) }
}

/// The value of an environment variable.
func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

/// The system's message for an error number: `Permission denied`.
func systemMessage(_ number: Int32) -> String { String(cString: strerror(number)) }

/// The width of a stream's terminal; 80 if it is not a terminal.
func terminalWidth(of stream: Stream) -> Int {
  var size = winsize()
  guard isatty(stream.rawValue) == 1, ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
    return 80
  }
  return Int(size.ws_col)
}
