// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: b1bb5aa379a02a6689092bfa1d156b4469c08e9b233930668cffdca4d9718217
// swift-format-ignore-file
import Bellows

/// All plans, in the order in which they are carried out.
public let plans: [MigrationPlan] = [
  SwitchNames.plan.at(deploy: 1),
]
