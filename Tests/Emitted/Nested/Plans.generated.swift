// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 254366f49a216169e902495a051784ac5e9532ef142bceecd6120c9b85e536e5
// swift-format-ignore-file
import Bellows

/// All plans, in the order in which they are carried out.
public let plans = Migrations(
  schema: "a3686ed331adfb9088daf69a2852d921ead73daf71514ea6d5dd4a51e375a234",
  target: .document,
  plans: [
    Widen.plan.at(deploy: 1),
  ]
)
