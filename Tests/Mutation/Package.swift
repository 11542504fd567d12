// swift-tools-version: 6.1
import Foundation
import PackageDescription

/// The folder with SwiftSyntax and SwiftParser that every toolchain contains, so that nothing is downloaded.
///
/// `SWIFT_HOST_LIBRARIES` names another one.
let host: String = {
  if let folder = Context.environment["SWIFT_HOST_LIBRARIES"] { return folder }
  #if os(macOS)
    let compiler = output(of: "/usr/bin/xcrun", ["--find", "swift"])
  #else
    let folders = (Context.environment["PATH"] ?? "").split(separator: ":")
    let compiler = folders.lazy.map { "\($0)/swift" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  #endif
  let link = URL(fileURLWithPath: compiler ?? "/usr/bin/swift").resolvingSymlinksInPath()
  return link.deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("lib/swift/host").path
}()

/// What a program prints, without the end of the line.
func output(of program: String, _ arguments: [String]) -> String? {
  let process = Process()
  let pipe = Pipe()
  process.executableURL = URL(fileURLWithPath: program)
  process.arguments = arguments
  process.standardOutput = pipe
  guard (try? process.run()) != nil else { return nil }
  let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  return text.trimmingCharacters(in: .whitespacesAndNewlines)
}

let compile: [SwiftSetting] = [.unsafeFlags(["-I", host])]
let link: [LinkerSetting] = [
  .unsafeFlags(["-L", host, "-Xlinker", "-rpath", "-Xlinker", host]),
  .linkedLibrary("SwiftSyntax"), .linkedLibrary("SwiftParser"), .linkedLibrary("SwiftOperators"),
]

let package = Package(
  name: "Mutation",
  platforms: [.macOS(.v13)],
  targets: [
    // Finds the places for faults in Swift source, and writes faults into it.
    .target(name: "Faults", swiftSettings: compile, linkerSettings: link),
    // Builds the package with faults and runs its tests.
    .executableTarget(name: "mutate", dependencies: ["Faults"], swiftSettings: compile, linkerSettings: link),
    .testTarget(name: "FaultsTests", dependencies: ["Faults"], swiftSettings: compile, linkerSettings: link),
    .testTarget(name: "MutateTests", dependencies: ["mutate"], swiftSettings: compile, linkerSettings: link),
  ],
  swiftLanguageModes: [.v6]
)
