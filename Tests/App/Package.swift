// swift-tools-version: 6.1
import PackageDescription

/// The code of each release as it was, beside the row types that Bellows had written for it.
///
/// Version 3's second deploy is `Deploy3_2`. A repository has one of them in each commit; here they stand side by side,
/// so that they can run so.
let releases = ["1", "2_2", "3_1", "3_2", "4_1", "4_2", "4_3", "5_1", "5_2", "5_3"].map { "Deploy\($0)" }

let bellows: Target.Dependency = .product(name: "Bellows", package: "bellows")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")

let package = Package(
  name: "App",
  platforms: [.macOS(.v13)],
  dependencies: [
    .package(name: "bellows", path: "../.."),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // What Bellows wrote, and the bodies of a person: at the last deploy of the last plan.
    .target(name: "Migrations", dependencies: [bellows]),
    // The connection of Bellows and GRDB, as `bellows init --grdb` writes it.
    .target(name: "BellowsGRDB", dependencies: [bellows, grdb]),
    // What every release has in common: the app's loop, and what it remembers of every row.
    .target(name: "Journal", dependencies: ["BellowsGRDB", bellows, grdb]),
    .executableTarget(name: "app", dependencies: ["Journal"] + releases.map { .target(name: $0) }, path: "Sources/App"),
    .executableTarget(
      name: "migrate",
      dependencies: ["Migrations", "Deploy1", bellows, .product(name: "BellowsSQLite", package: "bellows")],
      path: "Sources/Migrate"),
    .testTarget(name: "RolloutTests", dependencies: ["app", "migrate"]),
    .testTarget(name: "BellowsGRDBTests", dependencies: ["BellowsGRDB", bellows, grdb]),
  ] + releases.map { .target(name: $0, dependencies: ["Journal", "BellowsGRDB", bellows, grdb]) },
  swiftLanguageModes: [.v6]
)
