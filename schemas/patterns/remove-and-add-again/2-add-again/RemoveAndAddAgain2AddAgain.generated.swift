// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 9920c53f8803bc21869055f7035354541c9221b3d914209706f2f98afa7c3769
// swift-format-ignore-file
import Bellows

/// The plan remove-and-add-again-2-add-again, and the rows that its backfills read and write.
public enum RemoveAndAddAgain2AddAgain {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "remove-and-add-again-2-add-again",
    base: "47363683717a4da65fa5cc98559ad9b02f365c9f4cbcd7360121539c533534da",
    goal: "98b0eae9a9c58bb6b17e79dd10b98ea2fb436e90e671aa1a2d0df29b314e0221",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "98b0eae9a9c58bb6b17e79dd10b98ea2fb436e90e671aa1a2d0df29b314e0221",
        isRelease: true,
        gates: []
      ),
    ],
    backfills: [
    ]
  )
}
