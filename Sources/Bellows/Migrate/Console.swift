// Part of Bellows. MIT licence: see LICENSE.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The output of a command.
package struct Console: Sendable {
  /// Prints results.
  package var output: @Sendable (String) -> Void
  /// Prints errors.
  package var errors: @Sendable (String) -> Void
  /// Whether the output is a terminal with a progress bar.
  package var isTerminal: Bool
  /// The width of the terminal.
  package var width: Int

  package init(
    output: @escaping @Sendable (String) -> Void, errors: @escaping @Sendable (String) -> Void, isTerminal: Bool,
    width: Int
  ) {
    self.output = output
    self.errors = errors
    self.isTerminal = isTerminal
    self.width = width
  }

  /// The streams of this process.
  static var process: Console {
    let plain = variable("NO_COLOR") != nil || variable("TERM") == "dumb"
    return Console(
      output: { write($0, to: 1) }, errors: { write($0, to: 2) }, isTerminal: isatty(1) == 1 && !plain,
      width: terminalWidth())
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      #if canImport(Darwin)
        let count = bytes.withUnsafeBytes { Darwin.write(descriptor, $0.baseAddress, $0.count) }
      #elseif canImport(Musl)
        let count = bytes.withUnsafeBytes { Musl.write(descriptor, $0.baseAddress, $0.count) }
      #else
        let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      #endif
      if count < 0, errno == EINTR { continue }
      // A closed stream must not stop a run.
      if count <= 0 { return }
      bytes = bytes.dropFirst(count)
    }
  }

  private static func terminalWidth() -> Int {
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}
