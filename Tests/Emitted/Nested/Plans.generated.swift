// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: f2d80608b29c602617a079ce67cb43d37356009f7c14c78ab009f93fe017c76d
// swift-format-ignore-file
import Bellows

/// All plans, in the order in which they are executed.
public let plans = Migrations(
  schema: "ad8f8ee9413219493d12498f9811c690f7f566ed0168a511deb67feadb5305ef",
  target: .document,
  plans: [
    Widen.plan.at(deploy: 1),
  ]
)
