// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 26dad964debee64835ee4bbc53e8ec2a0d376a347c1f3161f4f9fa3fe1364f8e
// swift-format-ignore-file
import Bellows

/// The plan field-widened, and the rows that its backfills read and write.
public enum FieldWidened {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "field-widened",
    base: "dd343471c1101cab1fb599d97c8154484bf4c267f4c3f4f2fbc846a53d09ce25",
    goal: "b5bc06e43f66580c2d97a7ee8e14d5454b22c89e046a565d67d180bf891ef877",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "b5bc06e43f66580c2d97a7ee8e14d5454b22c89e046a565d67d180bf891ef877",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "b5bc06e43f66580c2d97a7ee8e14d5454b22c89e046a565d67d180bf891ef877",
        isRelease: true,
        gates: [
          .released(deploy: 1),
        ]
      ),
    ],
    backfills: [
    ]
  )
}
