// Part of Bellows. MIT licence: see LICENSE.

/// The messages about several plans.
extension Refusal {
  /// The message of a refusal about several plans, or about one that is given up; empty for others.
  var sideBySideSentence: String {
    switch self {
    case .plansMeet(let plan, let other, let elements, let stage, _, isReplaceable: true):
      """
      plans-meet: \(plan) and \(other) both change or rely on \(shown(list(elements, "and"))); \(other) is at deploy \(stage)
        it is not merged yet: 'bellows generate \(other)' adds this change to it
      """
    case .plansMeet(let plan, let other, let elements, let stage, let from, isReplaceable: false):
      """
      plans-meet: \(plan) and \(other) both change or rely on \(shown(list(elements, "and"))); \(other) is at deploy \(stage)
        from its deploy \(from) on it no longer does: wait for 'bellows advance' to deploy \(from), then run this again
      """
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
    case .unformatted, .nameTaken, .adoptWhilePlanned, .attestationOfOtherPlan, .attestationOfLaterDeploy,
      .attestationOfOtherSchema, .notReleased, .rowsRemain, .notCounted, .findings, .foreignHook:
      ""
    }
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
    case .unformatted, .nameTaken, .adoptWhilePlanned, .attestationOfOtherPlan, .attestationOfLaterDeploy,
      .attestationOfOtherSchema, .notReleased, .rowsRemain, .notCounted, .findings, .foreignHook,
      .plansMeet, .notTogether, .hasSuccessor, .predecessorGone, .begunTooEarly:
      ""
    }
  }
}
