// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// Two versions of a schema in one folder.
struct SchemaPair {
  var folder: String
  var old: String
  var new: String

  /// The pairs in a folder and in the folders below it, sorted by path.
  static func all(under root: String) -> [SchemaPair] {
    let below = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return ([root] + below.map { "\(root)/\($0)" }).sorted().compactMap { folder in
      [("before", "after"), ("old", "new")].lazy
        .map { SchemaPair(folder: folder, old: "\(folder)/\($0.0).schema", new: "\(folder)/\($0.1).schema") }
        .first { [$0.old, $0.new].allSatisfy(FileManager.default.fileExists(atPath:)) }
    }
  }
}
