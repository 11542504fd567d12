// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: a8e4f1ebb6f0d9588ff82ae57a7d0cf348bc1cd20dd0c6ae8da827e2c50814ea
// swift-format-ignore-file
import Bellows

/// All plans, in the order in which they are carried out.
public let plans: [MigrationPlan] = [
  TidyUsers.plan.at(deploy: 1),
]
