// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 1f7106405c0306dbf86908efec591f0861a95f7a94a72912888ab56c8c0f031b
// swift-format-ignore-file
import Bellows

/// All plans, in the order in which they are carried out.
public let plans = Migrations(
  schema: "958db0ab34366f278107eb34f4f0448e25cca5aa408c20022cea6f854a6247e9",
  target: .document,
  plans: [
    Widen.plan.at(deploy: 1),
  ]
)
