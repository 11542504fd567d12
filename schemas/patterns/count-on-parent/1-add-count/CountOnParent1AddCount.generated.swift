// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: bf6370cf09cd6111c9105b80f0bf04dc96a5cdb539c439f6bd0a2390e9890a8d
// swift-format-ignore-file
import Bellows

/// The plan count-on-parent-1-add-count, and the rows that its backfills read and write.
public enum CountOnParent1AddCount {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "count-on-parent-1-add-count",
    base: "e59de2f0b374521f6ec3cae6bd6d599aeafe676b6c65e6dc1c0ca5b6777ed0e1",
    goal: "f748d6cb70cf3af5c2ef3677c48c66064bf3832ccd6e119598a806a1216de458",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "f748d6cb70cf3af5c2ef3677c48c66064bf3832ccd6e119598a806a1216de458",
        isRelease: true,
        gates: [],
        statements: statements1, undo: undo1, wayBack: wayBack1, tables: tables1
      ),
    ],
    backfills: [
    ]
  )

  /// The tables that the plan changes, as they are before it.
  private static let before: [StoredTable] = [
    StoredTable("posts", [
      #"""
        CREATE TABLE "posts" (
          "_id" INTEGER PRIMARY KEY,
          "title" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "posts" ADD COLUMN "commentCount" INTEGER NOT NULL DEFAULT 0"#),
  ]

  private static let undo1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "posts" DROP COLUMN "commentCount""#),
  ]

  private static let wayBack1 = WayBack(
    loses: [
      StoredValues("posts", key: [Column("_id", .int)], columns: [Column("commentCount", .int)], where: #"("commentCount" IS NOT NULL AND "commentCount" IS NOT 0)"#),
    ]
  )

  private static let tables1: [StoredTable] = [
    StoredTable("posts", [
      #"""
        CREATE TABLE "posts" (
          "_id" INTEGER PRIMARY KEY,
          "commentCount" INTEGER NOT NULL DEFAULT 0,
          "title" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]
}
