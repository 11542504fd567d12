// swift-tools-version: 6.1
import PackageDescription

// A package as users have it. A test copies it, adopts its schema, and works in it as a person would.
let package = Package(
  name: "Consumer",
  platforms: [.macOS(.v13)],
  dependencies: [.package(name: "bellows", path: "../..")],
  targets: [
    .executableTarget(name: "App", dependencies: ["Migrations"]),
    .target(name: "Migrations", dependencies: [.product(name: "Bellows", package: "bellows")]),
  ],
  swiftLanguageModes: [.v6]
)
