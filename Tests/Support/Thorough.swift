// Part of Bellows. MIT licence: see LICENSE.
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// How much a long proof does: a sample in everyday runs, the whole with `BELLOWS_THOROUGH=1`.
package enum Thorough {
  private static let environment = ProcessInfo.processInfo.environment

  package static let isOn = environment["BELLOWS_THOROUGH"] == "1"

  /// The first seed of random tests: `BELLOWS_SEED`, or 1, so that every run can be repeated.
  package static let seed: UInt64 = environment["BELLOWS_SEED"].flatMap(UInt64.init) ?? 1

  /// How many cases a random test tries.
  package static func count(sample: Int, whole: Int) -> Int {
    environment["BELLOWS_COUNT"].flatMap(Int.init) ?? (isOn ? whole : sample)
  }

  /// Writes the files of a random case into a folder of its own below `BELLOWS_KEEP`, if that is set, so that other
  /// programs can be given the same cases.
  package static func keep(_ files: [String: String], as name: String) throws {
    guard let root = environment["BELLOWS_KEEP"] else { return }
    let folder = URL(fileURLWithPath: root, isDirectory: true).appendingPathComponent(name, isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (file, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(file)) }
  }

  /// How long a test of a suite with loops may take: far more than it needs, so that only a test without an end fails.
  package static let minutes = isOn ? 240 : 60
}
