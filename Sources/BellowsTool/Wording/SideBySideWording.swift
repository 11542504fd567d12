// Part of Bellows. MIT licence: see LICENSE.

/// The messages about several plans.
extension Refusal {
  /// The message of a refusal about several plans, or about one that is given up; empty for others.
  var sideBySideSentence: String {
    switch self {
    case .plansMeet: plansMeetSentence
    case .notTogether(let plans, let violation):
      """
      the checker refuses \(list(plans.map(\.text), "and")) side by side: \(shown(violation))
        finish one of them first, and report this: the plans were taken for independent
      """
    case .hasSuccessor(let plan, let other):
      """
      plan \(other) begins after plan \(plan)
        take \(other) back first: 'bellows drop \(other)'
      """
    case .predecessorGone(let plan, let other):
      """
      plan \(plan) begins after plan \(other), which is gone
        restore \(Layout.planFolder(other)) from the branch that has it, or take \(plan) back first: 'bellows drop \(plan)'
      """
    case .begunTooEarly(let plan, let other, let stage, let deploy):
      """
      plan-waits: \(plan) begins after deploy \(deploy) of \(other), which is at deploy \(stage)
        merge the commits that move \(other) there, or wait for 'bellows advance'; then run 'bellows sync' again
      """
    case .changedSince, .noSuchPlan, .atFirstCommit, .notSteppedBack, .notFinished, .afterUnfinished:
      givenUpSentence
    case .unformatted, .nameTaken, .onConvex, .adoptWhilePlanned, .attestationOfOtherPlan, .attestationOfLaterDeploy,
      .attestationOfOtherSchema, .notReleased, .rowsRemain, .notCounted, .findings, .foreignHook:
      ""
    }
  }

  /// The message about a plan that meets another one.
  private var plansMeetSentence: String {
    guard case .plansMeet(let plan, let other, let elements, let stage, let from, let isReplaceable, let reads) = self
    else { return "" }
    let wait =
      isReplaceable
      ? "it is not merged yet: 'bellows generate \(other)' adds this change to it"
      : "from its deploy \(from) on it no longer does: wait for 'bellows advance' to deploy \(from), then run this again"
    let advice =
      reads.map { $0.plan == plan ? $0.adviceForNew : isReplaceable ? $0.adviceForOther : $0.adviceForMerged } ?? []
    return
      ([
        "plans-meet: \(plan) and \(other) both change or rely on \(shown(list(elements, "and"))); \(other) is at deploy \(stage)"
      ]
      + [wait] + advice).joined(separator: "\n  ")
  }

  /// The message about a plan that is given up or retired.
  private var givenUpSentence: String {
    switch self {
    case .changedSince(let plan):
      """
      later plans changed what plan \(plan) made
        take those back first
      """
    case .noSuchPlan(let plan, let retired):
      retired.contains(plan)
        ? "plan \(plan) is retired: its files were deleted" : "there is no plan \(plan) in \(Layout.plans)"
    case .atFirstCommit(let plan, let stage):
      """
      plan \(plan) is at deploy \(stage), the one of its first commit
        take its changes out of \(Layout.goalFile), roll it back in the databases ('migrate rollback \(plan)'), then run
        'bellows drop \(plan)'
      """
    case .notSteppedBack(let plan, let stage):
      """
      plan \(plan) is merged and at deploy \(stage)
        give it up commit by commit: 'bellows back \(plan)', deploy, 'migrate rollback \(plan)'; then drop it. A finished
        plan is undone by a new one
      """
    case .notFinished(let plan, let stage): "plan \(plan) is at deploy \(stage); only a finished plan is retired"
    case .afterUnfinished(let plan, let other):
      """
      plan \(plan) begins after plan \(other), which is under way
        retire it when \(other) is finished
      """
    case .unformatted, .nameTaken, .onConvex, .adoptWhilePlanned, .attestationOfOtherPlan, .attestationOfLaterDeploy,
      .attestationOfOtherSchema, .notReleased, .rowsRemain, .notCounted, .findings, .foreignHook,
      .plansMeet, .notTogether, .hasSuccessor, .predecessorGone, .begunTooEarly:
      ""
    }
  }
}

extension DeclaredReads {
  private var command: String { "'bellows generate \(plan) --reads \(shown(names.joined(separator: ",")))'" }

  private var reason: String { "only a hand-written function of \(plan) may read it, which gets its whole row" }

  /// What to do about a plan that is being made.
  var adviceForNew: [String] { ["\(reason); if it does not need it, before a merge: \(command)"] }

  /// What to do about another plan that is not merged: the goal already has changes that are not its own.
  var adviceForOther: [String] {
    [
      "\(reason); if it does not need it:",
      "take this change out of \(Layout.goalFile), \(command), put it back",
    ]
  }

  /// What would have helped before a plan was merged.
  var adviceForMerged: [String] {
    [
      "\(reason), until its backfill is attested",
      "before it was merged, this would have kept it free: \(command)",
    ]
  }
}
