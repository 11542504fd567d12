// swift-tools-version: 6.1
import PackageDescription

/// Whether the emitted Swift under `Tests/Emitted` is being recorded; the existing files may not compile then.
let isRecording = Context.environment["BELLOWS_RECORD"] != nil

/// Generated Swift for some schemas, compiled as in a user's package.
let emitted: [Target] =
  isRecording
  ? []
  : ["Tutorial", "TutorialPostgreSQL", "Nasty", "Nested", "Everything", "Deploys", "Documents", "Server"].map {
    .target(name: "\($0)Migrations", dependencies: ["Bellows"], path: "Tests/Emitted/\($0)")
  }

/// The compiler's plans, executed by the runtime.
let rollouts: [Target] =
  isRecording
  ? []
  : [
    // The README's first command.
    .executableTarget(
      name: "Tutorial",
      dependencies: ["BellowsSQLite", "BellowsSQLiteInspect", "TutorialMigrations", "TutorialSteps"]),
    // The same on PostgreSQL: apart, so that the first command needs no libpq.
    .executableTarget(
      name: "TutorialPostgreSQL",
      dependencies: [
        "BellowsPostgreSQL", "BellowsPostgreSQLInspect", "TutorialPostgreSQLMigrations", "TutorialSteps", "TestServers",
      ]),
    // A process that tests kill.
    .executableTarget(
      name: "RolloutProcess", dependencies: ["BellowsSQLite", "EverythingMigrations", "TutorialMigrations"],
      path: "Tests/RolloutProcess"),
    // A migrate command on PostgreSQL, as a process that tests kill, stop and continue.
    .executableTarget(
      name: "WorkerProcess", dependencies: ["BellowsPostgreSQL", "WorkerPlans"], path: "Tests/WorkerProcess"),
    .target(name: "WorkerPlans", dependencies: ["Bellows"], path: "Tests/WorkerPlans"),
    .testTarget(
      name: "RolloutTests",
      dependencies: [
        "SwiftEmitter", "Planner", "BellowsSQLite", "BellowsSQLiteInspect", "CSQLite", "TestSupport",
        "EverythingMigrations", "TutorialMigrations",
        "RolloutProcess", "WorkerProcess", "WorkerPlans", "Tutorial", "TutorialPostgreSQL", "BellowsTool",
        "SchemaEdits", "BellowsPostgreSQL", "BellowsPostgreSQLInspect", "CPostgreSQL", "TestServers",
      ], exclude: ["Fixtures"]),
  ]

/// The pkg-config name of SQLite; macOS uses the header of the SDK.
#if os(macOS)
  let sqlite: String? = nil
#else
  let sqlite: String? = "sqlite3"
#endif

/// Where libpq's header is; on Linux the module map finds it, and a missing one keeps nothing else from being built.
#if os(macOS)
  let libpq: String? = "libpq"
#else
  let libpq: String? = nil
#endif

let package = Package(
  name: "bellows",
  platforms: [.macOS(.v13)],
  products: [
    .executable(name: "bellows", targets: ["BellowsTool"]),
    .library(name: "Bellows", targets: ["Bellows"]),
    .library(name: "BellowsSQLite", targets: ["BellowsSQLite", "BellowsSQLiteInspect"]),
    .library(name: "BellowsPostgreSQL", targets: ["BellowsPostgreSQL", "BellowsPostgreSQLInspect"]),
    .library(name: "BellowsDocuments", targets: ["BellowsDocuments"]),
    .library(name: "BellowsConformance", targets: ["BellowsConformance"]),
    .plugin(name: "PlanMigration", targets: ["PlanMigration"]),
    .plugin(name: "CheckSchema", targets: ["CheckSchema"]),
    .plugin(name: "GenerateMigration", targets: ["GenerateMigration"]),
  ],
  targets: [
    // Plain values that compiler and runtime share: what a plan consists of, the calendar, decimals.
    .target(name: "PlanFormat"),

    // Reads and edits the statements that a database has its tables from; knows no database.
    .target(name: "SchemaEdits", dependencies: ["PlanFormat"]),

    // The compiler: imports run one way, left to right.
    .target(name: "SchemaModel", dependencies: ["PlanFormat"]),
    .target(name: "SchemaLanguage", dependencies: ["SchemaModel", "PlanFormat"]),
    // Reads `schema.ts` of Convex projects, and the JSON that Convex exports, without running code.
    .target(name: "ConvexReader", dependencies: ["SchemaModel"]),
    .target(name: "PlanModel", dependencies: ["SchemaModel", "PlanFormat"]),
    // Shares nothing with the planner but the model, which is what makes it a proof.
    .target(name: "PlanChecker", dependencies: ["PlanModel", "SchemaLanguage"]),
    .target(name: "Planner", dependencies: ["PlanModel", "PlanChecker", "SchemaEdits"]),
    .target(name: "RuleDocs", dependencies: ["PlanModel"]),
    .target(name: "MigrationSQL", dependencies: ["PlanModel", "SchemaEdits", "SchemaLanguage", "PlanFormat"]),
    .target(
      name: "SwiftEmitter", dependencies: ["MigrationSQL", "SchemaEdits", "SchemaLanguage", "PlanFormat"]),
    .target(name: "Reports", dependencies: ["Planner", "MigrationSQL", "RuleDocs", "SchemaLanguage", "PlanFormat"]),
    .executableTarget(
      name: "BellowsTool", dependencies: ["Planner", "PlanChecker", "SwiftEmitter", "Reports", "ConvexReader"]),

    // The runtime: never imports the compiler. They meet in the values of PlanFormat and in emitted text.
    .target(name: "Bellows", dependencies: ["PlanFormat", "SchemaEdits"]),

    // A driver for each database, on the system's library.
    .systemLibrary(
      name: "CSQLite", pkgConfig: sqlite, providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
    .target(name: "BellowsSQLite", dependencies: ["Bellows", "CSQLite", "SchemaEdits"]),
    // `migrate inspect`: linked with the product BellowsSQLite, found as a conformance of `SQLite`.
    .target(
      name: "BellowsSQLiteInspect", dependencies: ["Bellows", "BellowsSQLite", "SchemaEdits", "SchemaLanguage"]),
    // A document store in a file: the store of `target document` where there is no other, and an example of a driver.
    .target(name: "BellowsDocuments", dependencies: ["Bellows", "BellowsSQLite"]),
    .systemLibrary(
      name: "CPostgreSQL", pkgConfig: libpq, providers: [.apt(["libpq-dev"]), .brew(["libpq", "openssl@3"])]),
    .target(name: "BellowsPostgreSQL", dependencies: ["Bellows", "CPostgreSQL", "SchemaEdits"]),
    // `migrate inspect`: found as a conformance of `PostgreSQL`, like that of SQLite.
    .target(
      name: "BellowsPostgreSQLInspect",
      dependencies: ["Bellows", "BellowsPostgreSQL", "SchemaEdits", "SchemaLanguage"]),

    // The suite that every driver passes; people who write a driver run it too.
    .target(name: "BellowsConformance", dependencies: ["Bellows"]),

    // Thin shells around the tool.
    .plugin(
      name: "PlanMigration",
      capability: .command(
        intent: .custom(verb: "plan-migration", description: "Show the schema changes and their plan")),
      dependencies: ["BellowsTool"]),
    .plugin(
      name: "CheckSchema",
      capability: .command(
        intent: .custom(verb: "check-schema", description: "Check that all schema changes are planned")),
      dependencies: ["BellowsTool"]),
    .plugin(
      name: "GenerateMigration",
      capability: .command(
        intent: .custom(verb: "generate-migration", description: "Write a migration plan and its Swift"),
        permissions: [.writeToPackageDirectory(reason: "Plans, schemas and generated Swift are part of the package")]),
      dependencies: ["BellowsTool"]),

    // What both tutorials do.
    .target(name: "TutorialSteps", dependencies: ["Bellows"]),

    // What the tests share.
    .target(name: "TestSupport", dependencies: ["Planner", "PlanFormat", "SwiftEmitter"], path: "Tests/Support"),
    .target(name: "TestServers", path: "Tests/Servers"),

    .testTarget(name: "SchemaLanguageTests", dependencies: ["SchemaLanguage", "TestSupport"]),
    .testTarget(
      name: "ConvexReaderTests",
      dependencies: ["ConvexReader", "SchemaLanguage", "Planner", "PlanChecker", "TestSupport"]),
    .testTarget(name: "PlannerTests", dependencies: ["Planner", "PlanChecker", "RuleDocs", "TestSupport"]),
    .testTarget(
      name: "EmissionTests",
      dependencies: ["MigrationSQL", "SwiftEmitter", "Reports", "Planner", "PlanFormat", "TestSupport", "CSQLite"]),
    .testTarget(
      name: "BellowsToolTests",
      dependencies: ["BellowsTool", "ConvexReader", "Reports", "SchemaLanguage", "TestSupport"],
      exclude: ["PostgresNIODeclarations.txt"]),
    .testTarget(name: "SchemaEditsTests", dependencies: ["SchemaEdits", "CSQLite", "TestSupport"]),
    .testTarget(
      name: "BellowsTests", dependencies: ["Bellows", "TestSupport"] + (isRecording ? [] : ["DocumentsMigrations"]),
      exclude: isRecording ? ["Runner/EmittedDocumentsTests.swift"] : []),
    .testTarget(
      name: "BellowsSQLiteTests",
      dependencies: [
        "BellowsSQLite", "BellowsSQLiteInspect", "BellowsConformance", "MigrationSQL", "SwiftEmitter", "TestSupport",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "BellowsDocumentsTests",
      dependencies: ["BellowsDocuments", "BellowsSQLite", "BellowsConformance"]
        + (isRecording ? [] : ["DocumentsMigrations"]),
      exclude: isRecording ? ["EmittedPlanTests.swift"] : []),
    .testTarget(
      name: "BellowsPostgreSQLTests",
      dependencies: [
        "BellowsPostgreSQL", "BellowsPostgreSQLInspect", "BellowsConformance", "TestServers", "TestSupport",
      ]
        + (isRecording ? [] : ["ServerMigrations"]),
      exclude: isRecording ? ["ClientTests.swift"] : []),
    .testTarget(
      name: "EmittedSwiftTests",
      dependencies: ["SwiftEmitter", "Reports", "Planner", "Bellows", "BellowsSQLite", "TestSupport"]
        + emitted.map { .target(name: $0.name) },
      exclude: ["App", "Schemas"], sources: isRecording ? ["EmittedFilesTests.swift", "Support"] : nil),
  ] + emitted + rollouts,
  swiftLanguageModes: [.v6]
)
