// swift-tools-version: 6.1
import PackageDescription

/// A package of its own, so that nobody who builds Bellows builds its benchmark too.
let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v13)],
  targets: [.executableTarget(name: "Benchmarks")],
  swiftLanguageModes: [.v6]
)
