// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaLanguage
import SchemaModel
import Testing

/// What the fuzzer of Tests/Fuzz found, or was worth keeping, is read by every run from then on.
@Suite struct FuzzFindingsTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fuzz/Findings")

  static func files() throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .sorted { $0.path < $1.path }
  }

  @Test("Every input that the fuzzer once failed on is read")
  func everyFindingIsReadWithoutHarm() throws {
    let files = try Self.files()
    #expect(!files.isEmpty)
    for url in files {
      let file = SourceFile(path: url.lastPathComponent, bytes: Array(try Data(contentsOf: url)))
      let (tree, problems) = parse(file, index: 0)
      guard problems.isEmpty else {
        #expect(render(problems, new: [file], old: [], inColour: false).contains("error: "), "\(url.lastPathComponent)")
        continue
      }
      let formatted = SourceFile(path: file.path, text: try format(file))
      #expect(try format(formatted) == String(decoding: formatted.bytes, as: UTF8.self))
      if let schema = resolve([tree]).schema {
        #expect(try readSchema([formatted]).fingerprint == schema.fingerprint)
        let printed = SourceFile(path: file.path, text: printSchema(schema))
        #expect(try readSchema([printed]).fingerprint == schema.fingerprint)
      }
    }
  }
}
