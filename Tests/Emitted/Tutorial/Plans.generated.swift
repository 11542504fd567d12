// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 8da26aa00282392199ccba8c0553abce83a0f9c935a55acb4e17f542db6ec4c0
// swift-format-ignore-file
import Bellows

/// All plans, in the order in which they are carried out.
public let plans = Migrations(
  schema: "1b377d89d47e27844ea66b57d71d4492967d6a83fcc714ee55d1a555521fcb1d",
  plans: [
    TidyUsers.plan.at(deploy: 1),
  ]
)
