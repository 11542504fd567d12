// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: fcaa4c7268291a8317c1ae7938ad1917a44b5b07244b2643a52444a850a2998a
// swift-format-ignore-file
import Bellows

/// All plans, in the order in which they are carried out.
public let plans = Migrations(
  schema: "2e286eb9b355e638bec6b37a9ae784f7e24057197114283fe8ea93ebb691667b",
  plans: [
    SwitchNames.plan.at(deploy: 1),
  ]
)
