// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

@testable import BellowsTool

/// Reading files of any size, and what cannot be read.
@Suite struct FileReadingTests {
  /// Runs a test with a folder of its own.
  private func inFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-read-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  @Test("A file is read with all its bytes", arguments: [0, 1, 65_535, 65_536, 65_537, 200_000])
  func contents(count: Int) throws {
    try inFolder { folder in
      let file = folder.appendingPathComponent("file")
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      try Data(bytes).write(to: file)
      #expect(try read(fileAt: file.path) == bytes)
    }
  }

  @Test("What cannot be read is named with the reason")
  func problems() throws {
    try inFolder { folder in
      let file = folder.appendingPathComponent("file").path
      try Data().write(to: URL(fileURLWithPath: file))
      for (path, reason) in [
        (folder.path, FileProblem.Reason.isFolder), (folder.path + "/none", .missing), (file + "/below", .isNotFolder),
      ] {
        #expect(throws: FileProblem(path, .read, reason)) { try read(fileAt: path) }
      }
    }
  }

  @Test("A file of the largest size is read, and a file or device with more bytes is refused")
  func largest() throws {
    try inFolder { folder in
      let file = folder.appendingPathComponent("file")
      try Data().write(to: file)
      let handle = try FileHandle(forWritingTo: file)
      defer { try? handle.close() }
      try handle.truncate(atOffset: UInt64(largestReadableFile))
      #expect(try read(fileAt: file.path).count == largestReadableFile)
      try handle.truncate(atOffset: UInt64(largestReadableFile) + 1)
      #expect(throws: FileProblem(file.path, .read, .tooLarge(limit: largestReadableFile))) {
        try read(fileAt: file.path)
      }
      #expect(throws: FileProblem("/dev/zero", .read, .tooLarge(limit: largestReadableFile))) {
        try read(fileAt: "/dev/zero")
      }
    }
  }

  @Test("A huge file is refused without reading it")
  func aHugeFileIsRefusedUnread() throws {
    let sandbox = try Sandbox()
    try sandbox.write("good.schema", Schemas.users)
    try sandbox.write("huge.schema", "")
    let handle = try FileHandle(forWritingTo: sandbox.root.appendingPathComponent("huge.schema"))
    try handle.truncate(atOffset: 5_000_000_000)
    try handle.close()
    // Where the shell can limit memory, in KB, there is too little of it for the file.
    let command = "ulimit -v 3000000 2> /dev/null; exec '\(Sandbox.tool.path)' plan good.schema huge.schema"
    let result = try sandbox.run(URL(fileURLWithPath: "/bin/sh"), ["-c", command])
    #expect(result.status == 2)
    #expect(result.errors == "error: huge.schema: cannot be read: it is larger than 100 MB\n")
  }
}
