// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel
import TestSupport
import Testing

/// Compares the planner with the search, change after change, and counts.
struct SearchTrial: CustomStringConvertible {
  private var plans = 0
  private var refused = 0
  private var skipped = 0
  private var whole = 0
  private var tried = 0
  private var met = 0
  /// Searches of single changes.
  private var alone: [Single: RolloutSearch] = [:]

  private struct Single: Hashable {
    var target: Target
    var name: String
  }

  /// One change, searched whole.
  mutating func tryAlone(_ item: SearchCase, _ target: Target) throws {
    // SQLite has no vector index.
    guard let plan = try? SearchCase.plan([item], target) else { return refused += 1 }
    try tryWhole(plan, [item], Thorough.isOn ? .max : 40)
  }

  /// Several, searched as one.
  mutating func tryWhole(_ cases: [SearchCase], _ target: Target) throws {
    guard let plan = try? SearchCase.plan(cases, target) else { return refused += 1 }
    try tryWhole(plan, cases, Thorough.isOn ? 1_000 : 40)
  }

  private mutating func tryWhole(_ plan: Plan, _ cases: [SearchCase], _ limit: Int) throws {
    let universe = Universe(plan)
    guard universe.size <= limit else { return skipped += 1 }
    plans += 1
    var search = RolloutSearch(universe)
    let name = "\(plan.base.target.rawValue): \(cases.map(\.name).joined(separator: " + "))"
    #expect(search.firstViolations == [], "\(name)")
    for pattern in Pattern.all where pattern.isBetter(than: plan.pattern) {
      guard let shorter = search.rollout(of: pattern) else { continue }
      Issue.record("\(name): \(pattern) instead of \(plan.pattern)\n\(shorter.outline)")
      break
    }
    // What the planner found, the search must find too, or it is blind for something.
    let found = search.rollout(of: plan.pattern)
    #expect(found != nil, "\(name): no \(plan.pattern); \(search.disputed.joined(separator: "\n"))")
    tried += search.tried
    met += search.met
  }

  /// Several that have nothing in common: what is too short for one of them is too short for all.
  mutating func tryTogether(_ cases: [SearchCase], _ target: Target) throws {
    guard let plan = try? SearchCase.plan(cases, target) else { return refused += 1 }
    if !Thorough.isOn {
      for item in cases where try Universe(SearchCase.plan([item], target)).size > 40 { return skipped += 1 }
    }
    plans += 1
    let name = "\(target.rawValue): \(cases.map(\.name).joined(separator: " + "))"
    for pattern in Pattern.all where pattern.isBetter(than: plan.pattern) {
      guard try cases.allSatisfy({ try isLongEnough(pattern, for: $0, target) }) else { continue }
      // Each of them could: whether all can together, only a search of all can say.
      whole += 1
      var search = RolloutSearch(Universe(plan))
      guard let shorter = search.rollout(of: pattern) else { continue }
      Issue.record("\(name): \(pattern) instead of \(plan.pattern)\n\(shorter.outline)")
      break
    }
  }

  private mutating func isLongEnough(_ pattern: Pattern, for item: SearchCase, _ target: Target) throws -> Bool {
    let key = Single(target: target, name: item.name)
    var search = try alone[key] ?? RolloutSearch(Universe(SearchCase.plan([item], target)))
    let (tried, met) = (search.tried, search.met)
    alone[key] = nil
    defer { alone[key] = search }
    let isFound = search.rollout(fitting: pattern) != nil
    self.tried += search.tried - tried
    self.met += search.met - met
    return isFound
  }

  var description: String {
    "\(plans) plans, none longer than need be; \(tried) steps tried, \(met) safe states, \(whole) searched together; "
      + "\(refused) refused, \(skipped) left out for their size"
  }
}

extension Plan {
  var pattern: Pattern { Pattern(releases: deploys.map(\.isRelease)) }
}
