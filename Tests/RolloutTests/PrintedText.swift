// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// What a command printed.
struct PrintedText: Sendable {
  private let transcript = Locked("")

  var text: String { transcript.with { $0 } }

  /// Forgets what was printed before.
  func clear() { transcript.with { $0 = "" } }

  /// Collects output and errors.
  func console(width: Int = 200) -> Console {
    let append: @Sendable (String) -> Void = { [transcript] text in transcript.with { $0 += text } }
    return Console(output: append, errors: append, isTerminal: false, width: width)
  }
}
