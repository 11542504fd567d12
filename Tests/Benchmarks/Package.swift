// swift-tools-version: 6.1
import PackageDescription

/// A package of its own, so that nobody who builds Bellows builds its benchmark too.
let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v13)],
  dependencies: [.package(name: "bellows", path: "../..")],
  targets: [
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        .product(name: "Bellows", package: "bellows"), .product(name: "BellowsSQLite", package: "bellows"),
        .product(name: "BellowsPostgreSQL", package: "bellows"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
