// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import TestSupport

/// What simulation and checker say of many plans with a mistake.
struct Judgement: CustomStringConvertible {
  var plans = 0
  var mutants = 0
  /// Seen to break a promise.
  var bad = 0
  var refused = 0
  /// Refused and bad, or accepted and not seen to be bad.
  var agreed = 0
  /// Bad, but accepted: there must be none.
  var unsound: [String] = []
  /// Refused, and not seen to be bad for a known reason.
  var unseen: [Unseen: Int] = [:]
  /// Refused, and nothing says why it was not seen to be bad.
  var unexplained: [String] = []

  mutating func judge(_ mutant: Mutant, of name: String, like good: Meaning, runs: Int) {
    mutants += 1
    let violations = prove(mutant.plan)
    let rollout = Rollout(mutant.plan, like: good)
    var fault: Fault?
    // Where the checker sees something that can be seen, it is worth a longer look.
    let reasons = Set(violations.map { Unseen($0, in: rollout) })
    let isLong = Thorough.isOn && reasons.contains(nil)
    for seed in 0..<(isLong ? runs * 250 : runs) where fault == nil {
      fault = rollout.run(seed: Thorough.seed &* 1_000_003 &+ UInt64(seed))
    }
    if fault != nil { bad += 1 }
    if !violations.isEmpty { refused += 1 }
    switch (fault, violations.first) {
    case (nil, nil), (.some, .some): agreed += 1
    case (let fault?, nil): unsound.append("\(name), \(mutant.name): \(fault)")
    case (nil, .some):
      if reasons.contains(nil) {
        let text = violations.filter { Unseen($0, in: rollout) == nil }.map(\.description).joined(separator: "; ")
        unexplained.append("\(name), \(mutant.name): \(text)")
      } else if let reason = reasons.compactMap({ $0 }).min(by: { $0.rawValue < $1.rawValue }) {
        unseen[reason, default: 0] += 1
      }
    }
  }

  var description: String {
    let classes = unseen.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.value) \($0.key.rawValue)" }
    return """
      simulation: seed \(Thorough.seed), \(plans) plans, \(mutants) mutants: \(bad) bad, \(refused) refused, \
      \(agreed) agreed, \(unsound.count) bad but accepted; refused and not seen: \(classes.joined(separator: ", ")); \
      unexplained: \(unexplained.count)
      """
  }
}

/// What the checker refuses although no row and no running code shows it.
enum Unseen: String {
  /// The plan is not whole: a gate for nothing, an end that is not the goal, code that leaves out what the goal has.
  case notWhole = "not whole"
  /// How the database spells a value: the simulation's store keeps values as they are.
  case storedForm = "stored form"
  /// What is stale, or lost, in a column that can hold one value alone: there is no other to read in its place.
  case oneValue = "one value"
  /// What a search or vector index is over, and how long its vectors are.
  case indexContents = "index contents"

  /// The class of a violation; `nil` if the simulation should see it.
  init?(_ violation: Violation, in rollout: Rollout) {
    let message = violation.message
    if violation.invariant == .wellFormed {
      self = .notWhole
    } else if message.hasPrefix("the store would hold it in another form")
      || message.hasPrefix("once stored, nothing tells")
    {
      self = .storedForm
    } else if message.hasPrefix("stored vectors") || message.hasSuffix("queries the index as it was") {
      self = .indexContents
    } else if [.nothingStale, .nothingLost].contains(violation.invariant), let column = violation.column,
      rollout.hasOneValue(column)
    {
      self = .oneValue
    } else {
      return nil
    }
  }
}
