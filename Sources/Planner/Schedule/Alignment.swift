// Part of Bellows. MIT licence: see LICENSE.

/// Which deploy takes which step of which track: the fewest releases first, then the fewest deploys.
///
/// A deploy may release code or be schema only. A track's steps go into different deploys, in order; a step that needs
/// a release goes into a deploy that has one. Each step is taken as early as its track and its constraints allow, which
/// is possible whenever anything is: all constraints are lower bounds.
struct Alignment {
  /// For each deploy, from the first: whether it releases code.
  var releases: [Bool]
  /// For each track, for each of its steps: the number of its deploy, from 1.
  var deploys: [[Int]]

  /// One step that may come no earlier than another, plus a distance in deploys.
  struct Constraint {
    var track: Int
    var step: Int
    var notBefore: (track: Int, step: Int)
    var distance = 0
  }

  /// Whether it has fewer releases, or as many and fewer deploys.
  func isShorter(than other: Alignment) -> Bool {
    (releases.count { $0 }, releases.count) < (other.releases.count { $0 }, other.releases.count)
  }

  /// How many steps of a track have been taken once a deploy is done.
  func stage(of track: Int, after deploy: Int) -> Int { deploys[track].prefix { $0 <= deploy }.count }
}

extension Alignment {
  /// More deploys than any change needs: past that, constraints contradict each other.
  private static let limit = 8

  /// The best alignment; `nil` when the constraints cannot be met.
  init?(_ tracks: [Track], _ constraints: [Constraint]) {
    guard tracks.contains(where: { !$0.steps.isEmpty }) else {
      self.init(releases: [], deploys: tracks.map { _ in [] })
      return
    }
    let demands = tracks.map { $0.leader == nil ? $0.steps.map(\.needsRelease) : [] }
    // Fewer releases, or deploys, than one track alone needs are too few.
    let releases = demands.lazy.map { $0.count { $0 } }.max() ?? 0
    let steps = demands.lazy.map(\.count).max() ?? 0
    for pattern in Self.patterns where pattern.count >= steps && pattern.count(where: { $0 }) >= releases {
      if var deploys = Self.place(demands, constraints, in: pattern) {
        for (index, track) in tracks.enumerated() {
          if let leader = track.leader { deploys[index] = deploys[leader] }
        }
        self.init(releases: pattern, deploys: deploys)
        return
      }
    }
    return nil
  }

  /// All patterns of releases: fewer releases first, then fewer deploys, then earlier releases.
  private static let patterns: [[Bool]] = {
    var all: [[Bool]] = []
    for releases in 0...limit {
      for length in max(releases, 1)...limit {
        // As binary numbers with the first deploy in front, the largest releases first.
        for bits in (0..<(1 << length)).reversed() where bits.nonzeroBitCount == releases {
          all.append((0..<length).map { bits >> (length - 1 - $0) & 1 == 1 })
        }
      }
    }
    return all
  }()

  private static func place(
    _ demands: [[Bool]], _ constraints: [Constraint], in pattern: [Bool]
  ) -> [[Int]]? {
    var deploys = demands.map { $0.map { _ in 0 } }
    var bounds = deploys
    var unsettled = Array(demands.indices)
    repeat {
      for track in unsettled {
        var previous = 0
        for step in demands[track].indices {
          var deploy = max(previous + 1, bounds[track][step])
          while deploy <= pattern.count, demands[track][step], !pattern[deploy - 1] { deploy += 1 }
          guard deploy <= pattern.count else { return nil }
          deploys[track][step] = deploy
          previous = deploy
        }
      }
      unsettled = []
      for constraint in constraints {
        let bound = deploys[constraint.notBefore.track][constraint.notBefore.step] + constraint.distance
        guard bound > max(bounds[constraint.track][constraint.step], deploys[constraint.track][constraint.step]) else {
          continue
        }
        bounds[constraint.track][constraint.step] = bound
        unsettled.append(constraint.track)
      }
    } while !unsettled.isEmpty
    return deploys
  }
}
