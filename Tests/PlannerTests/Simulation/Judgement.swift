// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker

@testable import TestSupport

/// The results of simulation and checker for mutants.
struct Judgement: CustomStringConvertible {
  var plans = 0
  var mutants = 0
  /// Failed in the simulation.
  var bad = 0
  var refused = 0
  /// Rejected and bad, or accepted and not bad.
  var agreed = 0
  /// Bad and accepted: there must be none.
  var unsound: [String] = []
  /// Rejected and not bad, for a reason that the simulation cannot observe.
  var unobservable: [Unobservable: Int] = [:]
  /// Rejected and not bad, without such a reason.
  var unexplained: [String] = []

  mutating func judge(_ mutant: Mutant, of name: String, like good: ValueSemantics, runs: Int) {
    mutants += 1
    let violations = check(mutant.plan)
    let rollout = Rollout(mutant.plan, like: good)
    var fault: Fault?
    // Run more often if the simulation should observe the violation.
    let reasons = Set(violations.map { Unobservable($0, in: rollout) })
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
        let text = violations.filter { Unobservable($0, in: rollout) == nil }.map(\.description).joined(separator: "; ")
        unexplained.append("\(name), \(mutant.name): \(text)")
      } else if let reason = reasons.compactMap({ $0 }).min(by: { $0.rawValue < $1.rawValue }) {
        unobservable[reason, default: 0] += 1
      }
    }
  }

  var description: String {
    let classes = unobservable.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.value) \($0.key.rawValue)" }
    return """
      simulation: seed \(Thorough.seed), \(plans) plans, \(mutants) mutants: \(bad) bad, \(refused) rejected, \
      \(agreed) agreed, \(unsound.count) bad but accepted; rejected and not observable: \(classes.joined(separator: ", ")); \
      unexplained: \(unexplained.count)
      """
  }
}

/// Why a rejected plan may not fail in the simulation.
enum Unobservable: String {
  /// The plan is not well-formed.
  case notWellFormed = "not well-formed"
  /// The simulated store has no stored forms.
  case storedForm = "stored form"
  /// A column with only one possible value reads the same if it is stale.
  case oneValue = "one value"
  /// Between the deploys of an offline plan no code runs: no row is added after a backfill has deleted all, no delete
  /// action runs, and nobody reads what is lost in between. The checker does not count on that.
  case noCode = "no code runs"
  /// A row that cannot stay without what it refers to has been deleted by another column with the same reference.
  case otherReference = "other reference"
  /// The simulated store has no search and vector indexes.
  case indexContents = "index contents"

  /// `nil` if the simulation should observe the violation.
  init?(_ violation: Violation, in rollout: Rollout) {
    switch violation.reason {
    case .storedFormChanges, .indistinguishable: self = .storedForm
    case .vectorsNotCounted, .queriesPreviousIndex: self = .indexContents
    case .unexpectedDeleteAction where violation.column.map(rollout.cascadesFirst) ?? false: self = .otherReference
    case let reason where reason.invariant == .wellFormed: self = .notWellFormed
    case let reason
    where rollout.plan.isOffline && reason.invariant != .wellFormed:
      self = .noCode
    case let reason where [.nothingStale, .nothingLost].contains(reason.invariant):
      guard let column = violation.column, rollout.hasOneValue(column) else { return nil }
      self = .oneValue
    case _: return nil
    }
  }
}
