// Part of Bellows. MIT licence: see LICENSE.

/// The assignment of rollout steps to deploys with the fewest releases, and then the fewest deploys.
///
/// A deploy may release code or be schema only. The steps of a rollout are in different deploys, in order; a step that
/// needs a release is in a deploy that has one. Each step is as early as its rollout and the constraints allow. All
/// constraints are lower bounds, so this finds a solution if one exists.
struct Schedule {
  /// Whether each deploy releases code, from the first.
  var releases: [Bool]
  /// The number of the deploy, from 1, of each step of each rollout.
  var deploys: [[Int]]

  /// A step that is not earlier than another, plus a distance in deploys.
  struct Constraint {
    var rollout: Int
    var step: Int
    var notBefore: (rollout: Int, step: Int)
    var distance = 0
  }

  /// Returns whether this schedule has fewer releases, or the same number of releases and fewer deploys.
  func isShorter(than other: Schedule) -> Bool {
    (releases.count { $0 }, releases.count) < (other.releases.count { $0 }, other.releases.count)
  }

  /// Returns the number of steps of a rollout that are done after a deploy.
  func stage(of rollout: Int, after deploy: Int) -> Int { deploys[rollout].prefix { $0 <= deploy }.count }
}

extension Schedule {
  /// More deploys than any change needs: with more, the constraints contradict each other.
  private static let limit = 8

  /// Creates the shortest schedule; returns `nil` if the constraints contradict each other.
  init?(_ rollouts: [Rollout], _ constraints: [Constraint]) {
    guard rollouts.contains(where: { !$0.steps.isEmpty }) else {
      self.init(releases: [], deploys: rollouts.map { _ in [] })
      return
    }
    let demands = rollouts.map { $0.leader == nil ? $0.steps.map(\.needsRelease) : [] }
    // A schedule has at least as many releases and deploys as each rollout alone.
    let releases = demands.lazy.map { $0.count { $0 } }.max() ?? 0
    let steps = demands.lazy.map(\.count).max() ?? 0
    for pattern in Self.patterns where pattern.count >= steps && pattern.count(where: { $0 }) >= releases {
      if var deploys = Self.assign(demands, constraints, to: pattern) {
        for (index, rollout) in rollouts.enumerated() {
          if let leader = rollout.leader { deploys[index] = deploys[leader] }
        }
        self.init(releases: pattern, deploys: deploys)
        return
      }
    }
    return nil
  }

  /// All patterns of releases, ordered by number of releases, then number of deploys, then earlier releases.
  private static let patterns: [[Bool]] = {
    var all: [[Bool]] = []
    for releases in 0...limit {
      for length in max(releases, 1)...limit {
        // As binary numbers with the first deploy as the highest bit, larger numbers have earlier releases.
        for bits in (0..<(1 << length)).reversed() where bits.nonzeroBitCount == releases {
          all.append((0..<length).map { bits >> (length - 1 - $0) & 1 == 1 })
        }
      }
    }
    return all
  }()

  private static func assign(
    _ demands: [[Bool]], _ constraints: [Constraint], to pattern: [Bool]
  ) -> [[Int]]? {
    var deploys = demands.map { $0.map { _ in 0 } }
    var bounds = deploys
    var changed = Array(demands.indices)
    repeat {
      for rollout in changed {
        var previous = 0
        for step in demands[rollout].indices {
          var deploy = max(previous + 1, bounds[rollout][step])
          while deploy <= pattern.count, demands[rollout][step], !pattern[deploy - 1] { deploy += 1 }
          guard deploy <= pattern.count else { return nil }
          deploys[rollout][step] = deploy
          previous = deploy
        }
      }
      changed = []
      for constraint in constraints {
        let bound = deploys[constraint.notBefore.rollout][constraint.notBefore.step] + constraint.distance
        let reached = max(
          bounds[constraint.rollout][constraint.step], deploys[constraint.rollout][constraint.step])
        guard bound > reached else { continue }
        bounds[constraint.rollout][constraint.step] = bound
        changed.append(constraint.rollout)
      }
    } while !changed.isEmpty
    return deploys
  }
}
