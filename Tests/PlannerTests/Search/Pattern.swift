// Part of Bellows. MIT licence: see LICENSE.

/// Which deploys of a rollout release code, in order: `RRS` is two releases, then a deploy of the schema alone.
struct Pattern: Hashable, Comparable, CustomStringConvertible {
  var releases: [Bool]

  /// All of at most four deploys, the best first.
  static let all: [Pattern] = (1...4).flatMap { length in
    (0..<(1 << length)).map { bits in Pattern(releases: (0..<length).map { bits >> $0 & 1 == 1 }) }
  }.sorted()

  /// Fewer releases first, then fewer deploys.
  var rank: [Int] { [releases.count { $0 }, releases.count] }

  static func < (lhs: Pattern, rhs: Pattern) -> Bool {
    lhs.rank == rhs.rank ? lhs.description < rhs.description : lhs.isBetter(than: rhs)
  }

  func isBetter(than other: Pattern) -> Bool { rank.lexicographicallyPrecedes(other.rank) }

  /// Whether a rollout of this pattern, with pauses, is one of the other: a release may leave the code as it is.
  func fits(into other: Pattern) -> Bool {
    var rest = other.releases[...]
    for isRelease in releases {
      guard let place = rest.firstIndex(where: { $0 || !isRelease }) else { return false }
      rest = rest[(place + 1)...]
    }
    return true
  }

  var description: String { releases.isEmpty ? "nothing" : releases.map { $0 ? "R" : "S" }.joined() }
}
