// Part of Bellows. MIT licence: see LICENSE.
import Faults
import Foundation

/// The copy of the package that is built with faults.
struct WorkingCopy {
  let folder: String

  init(scratch: String) throws {
    folder = scratch + "/package"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  /// Makes the copy equal to the package, except for the mutants; what is right already is not touched, so that
  /// little is compiled again.
  ///
  /// - Returns: The files with mutants as they are written.
  func update(_ mutants: [Mutant]) throws -> [String: Rewriting] {
    let files = try Self.files(in: Options.root)
    let byFile = Dictionary(grouping: mutants, by: \.fault.file)
    var rewritings: [String: Rewriting] = [:]
    var wanted: Set<String> = []
    for file in files {
      var data = try Data(contentsOf: URL(fileURLWithPath: Options.root + "/" + file))
      if let own = byFile[file] {
        let rewriting = Rewriting(String(decoding: data, as: UTF8.self), own)
        rewritings[file] = rewriting
        data = Data(rewriting.text.utf8)
      }
      wanted.insert(file)
      try write(data, to: file, like: Options.root + "/" + file)
    }
    for target in Set(byFile.keys.map(Self.target)) {
      let file = "Sources/\(target)/MutantSwitch.swift"
      wanted.insert(file)
      try write(Data(switchSource.utf8), to: file, like: nil)
    }
    for file in try Self.files(in: folder) where !wanted.contains(file) {
      try FileManager.default.removeItem(atPath: folder + "/" + file)
    }
    return rewritings
  }

  /// The target of a source file.
  static func target(of file: String) -> String { String(file.split(separator: "/")[1]) }

  /// A number that changes with every file of the package below some folders.
  static func digest(of folders: [String]) throws -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    for file in try files(in: Options.root) where folders.contains(where: { file.hasPrefix($0) }) {
      for byte in file.utf8 { add(byte) }
      for byte in try Data(contentsOf: URL(fileURLWithPath: Options.root + "/" + file)) { add(byte) }
    }
    return String(hash, radix: 16)
  }

  private func write(_ data: Data, to file: String, like original: String?) throws {
    let url = URL(fileURLWithPath: folder + "/" + file)
    if let old = try? Data(contentsOf: url), old == data { return }
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
    if let original, FileManager.default.isExecutableFile(atPath: original) { chmod(url.path, 0o755) }
  }

  /// The files of a package, without what is built and without this tool.
  private static func files(in root: String) throws -> [String] {
    var result: [String] = []
    var folders = [""]
    while let folder = folders.popLast() {
      for name in try FileManager.default.contentsOfDirectory(atPath: root + "/" + folder) {
        let path = folder + name
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: root + "/" + path, isDirectory: &isFolder) else { continue }
        let isLeftOut = [".build", ".git", ".swiftpm"].contains(name) || path == "Tests/Mutation"
        if isLeftOut { continue }
        if isFolder.boolValue { folders.append(path + "/") } else { result.append(path) }
      }
    }
    return result.sorted()
  }
}
