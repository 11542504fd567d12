// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 519e1a3500d2d1ad6f49a1f4806e38db6b7f52bc76308904ed776f46d6a672fb
// swift-format-ignore-file
import Bellows

/// All plans, in the order in which they are executed.
public let plans = Migrations(
  schema: "ecf7c8a8365b587077a8c32424d2c495da07a062aa77d2f9d4d545c236abb7f5",
  target: .document,
  plans: [
    TidyDocuments.plan.at(deploy: 1),
  ]
)
