// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: e4b29cbedd172c803619c3241338be54ad285b289fca09df60140707edea34de
// swift-format-ignore-file
import Bellows

/// All plans, in the order in which they are executed.
public let plans = Migrations(
  schema: "a3686ed331adfb9088daf69a2852d921ead73daf71514ea6d5dd4a51e375a234",
  target: .document,
  plans: [
    Widen.plan.at(deploy: 1),
  ]
)
