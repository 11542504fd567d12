// Part of Bellows. MIT licence: see LICENSE.
import Planner

/// How the code of a deploy replaces the one before (`--deploys`).
enum Rollout: String, CaseIterable {
  /// Old and new run side by side for a while.
  case rolling
  /// They never do: releases that exist only for the overlap fold away.
  case together

  var options: PlanOptions { PlanOptions(isTogether: self == .together) }
}
