// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SwiftEmitter
import Testing

/// The Swift under `Tests/Emitted` is what Bellows emits today.
@Suite struct EmittedFilesTests {
  private static let refresh = "BELLOWS_RECORD=1 swift test --filter EmittedFilesTests"

  @Test("The Swift in Tests/Emitted is what this build emits", arguments: EmittedCase.all) func emittedSwiftIsUpToDate(
    _ each: EmittedCase
  ) throws {
    try compare(each.files(), in: each.name)
  }

  @Test("The row types of every deploy are what Bellows emits today") func rowsOfDeploysAreUpToDate() throws {
    try compare(DeployRows.files(), in: "Deploys")
  }

  private func compare(_ files: [OutputFile], in name: String) throws {
    let folder = SchemaFiles.root.appending(path: "Tests/Emitted/\(name)")
    let isRecording = ProcessInfo.processInfo.environment["BELLOWS_RECORD"] != nil
    var expected: Set<String> = []
    for file in files {
      let url = folder.appending(path: file.path)
      expected.insert(file.path)
      let current = try? String(contentsOf: url, encoding: .utf8)
      // What a person owns is filled in here, and only has to exist.
      if current == file.contents || (file.isHandWritten && current != nil) { continue }
      if isRecording {
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.contents.utf8).write(to: url)
        Issue.record("recorded \(url.path): run the tests again")
      } else {
        Issue.record("\(url.path) is not what Bellows emits; refresh it with: \(Self.refresh)")
      }
    }
    let paths = FileManager.default.subpaths(atPath: folder.path) ?? []
    #expect(Set(paths.filter { $0.hasSuffix(".swift") }) == expected)
  }
}
