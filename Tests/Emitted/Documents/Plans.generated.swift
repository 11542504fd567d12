// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 9d722d755cf921551fae3ef920a46ec53607462dfb93ae5256b0ba9ce87539b4
// swift-format-ignore-file
import Bellows

/// All plans, in the order in which they are carried out.
public let plans = Migrations(
  schema: "ecf7c8a8365b587077a8c32424d2c495da07a062aa77d2f9d4d545c236abb7f5",
  target: .document,
  plans: [
    TidyDocuments.plan.at(deploy: 1),
  ]
)
