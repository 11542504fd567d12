// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 0c36dcf1af8515de88c484796cee140bb9cb73dbde084c6ad8b31f34f9e99735
// swift-format-ignore-file
import Bellows

/// The plan row-widened, and the rows that its backfills read and write.
public enum RowWidened {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "row-widened",
    base: "b5bd2f5595a5cf8aa5159d365e5a49df4dff551ed1b5a8d867437570e417392e",
    goal: "b681101d22656de60d9c18607696c601be08991082884b963e68fa75f2647901",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "b681101d22656de60d9c18607696c601be08991082884b963e68fa75f2647901",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "b681101d22656de60d9c18607696c601be08991082884b963e68fa75f2647901",
        isRelease: true,
        gates: [.released(deploy: 1)]
      ),
    ],
    backfills: [
    ]
  )
}
