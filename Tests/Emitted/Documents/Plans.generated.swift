// Written by Bellows. Do not edit: `bellows sync` writes it again.
// swift-format-ignore-file
import Bellows

/// All plans, and the schema that this build is for.
public let plans = Migrations(
  schema: schema,
  target: .document,
  plans: [
    TidyDocuments.plan.at(deploy: 1),
  ]
)

/// The fingerprint of each table.
private let schema: KeyValuePairs<String, String> = [
  "drafts":
    "6bbe81fa65d177aa472748405ed992cec8eea05c396851882411b78a397d16c8",
  "groups":
    "0603843ad8fa23fb6106ee138356cfa3974f186bf703e502bec95a92b30cfe6d",
  "teams":
    "2258bf6b47b80a7fa2e60d897de52185f16a70fd72bb6306a468bef6a0e8fccf",
  "users":
    "3a481311eb12fda00e0272dfa1b89adacf4c5b2d825efe4e49b2fb98bb08cf36",
]
