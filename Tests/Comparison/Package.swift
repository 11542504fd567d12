// swift-tools-version: 6.1
import PackageDescription

/// Compares what two builds of the tool say about the same schema changes.
///
/// It only runs the tool, so it has no dependency.
let package = Package(
  name: "Comparison",
  platforms: [.macOS(.v13)],
  targets: [.executableTarget(name: "CompareBuilds")],
  swiftLanguageModes: [.v6]
)
