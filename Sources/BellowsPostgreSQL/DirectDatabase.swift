// Part of Bellows. MIT licence: see LICENSE.
import Bellows

extension PostgreSQL: DirectDatabase {
  /// Derives the steps: all deploys with their backfills in one transaction, since PostgreSQL's definitions are
  /// transactional.
  ///
  /// `nil` for a plan with a backfill that one transaction cannot run, with values that several deploys delete, or with new
  /// labels of an enum type, which the transaction that adds them cannot use.
  public func directSteps(of plan: MigrationPlan) -> [DirectStep]? {
    guard plan.backfills.allSatisfy(\.fitsTransaction) else { return nil }
    let addsLabels = plan.deploys.flatMap(\.preparations).contains {
      if case .labels = $0.result { true } else { false }
    }
    if addsLabels { return nil }
    let deleting = plan.deploys.filter { $0.gates.contains { if case .backup = $0 { true } else { false } } }
    guard deleting.count < 2 else { return nil }
    var steps: [DirectStep] = []
    for deploy in plan.deploys {
      if deploy.number == deleting.first?.number { steps.append(.backUp(exceptFor: [])) }
      steps.append(.enter(deploy: deploy.number))
      steps += plan.backfills.filter { $0.after == deploy.number }.map { .backfill($0.name) }
    }
    return steps
  }

  /// Returns whether a constraint or an expression rejected a row.
  public func isOfRows(_ error: any Error) -> Bool { (error as? PostgreSQLError)?.isOfRow ?? false }
}

extension Backfill {
  fileprivate var fitsTransaction: Bool {
    !isUnfilled && !deletesRows && pending != .once && (sql?.values != nil || pureFunction != nil)
  }
}
