// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: f73ced52c1bf3f5b833be8874b4bc546d02a2f081611e9d895a1588770fad63c
// swift-format-ignore-file
import Bellows

/// The plan table-added, and the rows that its backfills read and write.
public enum TableAdded {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "table-added",
    base: "109a3e24e0a726e0d5b364e393cebce830a29f55a67c7ac10d78af1af9fb0d6a",
    goal: "97158baf4d68bb545a1c37e94255599e7219d95ebf002cbc8afe00335f175eab",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "97158baf4d68bb545a1c37e94255599e7219d95ebf002cbc8afe00335f175eab",
        isRelease: true,
        gates: [],
        statements: statements1, undo: undo1, wayBack: wayBack1, tables: tables1
      ),
    ],
    backfills: [
    ]
  )

  private static let statements1: [SchemaStatement] = [
    .sql(#"""
      CREATE TABLE "teams" (
        "_id" INTEGER PRIMARY KEY,
        "title" TEXT NOT NULL
      ) STRICT
      """#),
  ]

  private static let undo1: [SchemaStatement] = [
    .sql(#"DROP TABLE "teams""#),
  ]

  private static let wayBack1 = WayBack(
    loses: [
      StoredValues("teams", key: [Column("_id", .int)], columns: [Column("title", .text)]),
    ]
  )

  private static let tables1: [StoredTable] = [
    StoredTable("teams", [
      #"""
        CREATE TABLE "teams" (
          "_id" INTEGER PRIMARY KEY,
          "title" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]
}
