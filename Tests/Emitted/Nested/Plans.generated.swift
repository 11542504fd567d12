// Written by Bellows. Do not edit: `bellows sync` writes it again.
// swift-format-ignore-file
import Bellows

/// All plans, and the schema that this build is for.
public let plans = Migrations(
  schema: schema,
  target: .document,
  plans: [
    Widen.plan.at(deploy: 1),
  ]
)

/// The fingerprint of each table.
private let schema: KeyValuePairs<String, String> = [
  "events":
    "c0a337509ea3326ab181084ac6eba13a09d031118878871c6c4ef4fd5a387444",
  "people":
    "140bb071f953b2813054e02423b3d68c0fcffbafa7ddde98da608d8d139f7d2d",
  "uploads":
    "aeb30088abd453858d65ec640bd1b41dcdaec11cf146cbb9d046f5b0bcd66839",
]
