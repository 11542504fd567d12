// Part of Bellows. MIT licence: see LICENSE.

/// The code versions that may run, oldest first.
struct RunningCode {
  private(set) var versions: [Contract] = []

  /// Adds a version in a rolling release: earlier versions continue to run.
  mutating func release(_ version: Contract) { versions.append(version) }

  mutating func stopAll() { versions = [] }

  mutating func stop(releasedBefore release: Int) { versions.removeAll { $0.release < release } }
}
