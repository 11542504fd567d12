// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: ba4c353a9d99914310f9f4051e1819508c6e7c05a08d95d4d1a419c418426397
// swift-format-ignore-file
import Bellows

/// All plans, in the order in which they are carried out.
public let plans: [MigrationPlan] = [
  Widen.plan.at(deploy: 1),
]
