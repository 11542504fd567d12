// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation

/// What a command printed.
final class PrintedText: @unchecked Sendable {
  // Guarded by the lock.
  private var parts: [String] = []
  private let lock = NSLock()

  var text: String { lock.withLock { parts.joined() } }

  /// Collects output and errors.
  var console: Console {
    Console(output: { self.add($0) }, errors: { self.add($0) }, isTerminal: false, width: 200)
  }

  private func add(_ text: String) { lock.withLock { parts.append(text) } }
}
