// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 9e9a7e9095f31eaa5dfa16107f7ac64b13b10350832f0b28435d753b734d133c
// swift-format-ignore-file
import Bellows

/// All plans, in the order in which they are carried out.
public let plans = Migrations(
  schema: "958db0ab34366f278107eb34f4f0448e25cca5aa408c20022cea6f854a6247e9",
  plans: [
    Widen.plan.at(deploy: 1),
  ]
)
