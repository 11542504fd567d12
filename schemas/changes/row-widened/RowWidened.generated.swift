// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 3cebf82ec620d1529264ed286b75a4fa7c680fcadeb986affc1334c3f65263b0
// swift-format-ignore-file
import Bellows

/// The plan row-widened, and the rows that its backfills read and write.
public enum RowWidened {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "row-widened",
    base: "9cfef2cbcdc33a3fedc0b86a6aa8f2004eeaa5fe0933bcfdd05545e8ed5c9392",
    goal: "e1103aa8907d80a77354724eb532f13e2a45e5c227985bedd408f507fea579bc",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "e1103aa8907d80a77354724eb532f13e2a45e5c227985bedd408f507fea579bc",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "e1103aa8907d80a77354724eb532f13e2a45e5c227985bedd408f507fea579bc",
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
