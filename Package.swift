// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "bellows",
  platforms: [.macOS(.v13)],
  products: [
    .executable(name: "bellows", targets: ["BellowsTool"]),
    .library(name: "Bellows", targets: ["Bellows"]),
  ],
  targets: [
    // The compiler: imports run one way, left to right.
    .target(name: "SchemaLanguage"),
    .target(name: "SchemaEvolution", dependencies: ["SchemaLanguage"]),
    .target(name: "SchemaEmission", dependencies: ["SchemaEvolution"]),
    .executableTarget(name: "BellowsTool", dependencies: ["SchemaEmission"]),

    // The runtime: never imports the compiler. They meet in emitted text.
    .target(name: "Bellows"),

    .testTarget(name: "SchemaLanguageTests", dependencies: ["SchemaLanguage"]),
    .testTarget(name: "SchemaEvolutionTests", dependencies: ["SchemaEvolution"]),
    .testTarget(name: "SchemaEmissionTests", dependencies: ["SchemaEmission"]),
    .testTarget(name: "BellowsToolTests", dependencies: ["BellowsTool"]),
    .testTarget(name: "BellowsTests", dependencies: ["Bellows"]),
  ],
  swiftLanguageModes: [.v6]
)
