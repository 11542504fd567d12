// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// The files that are compared.
struct Inputs {
  var folder: URL

  /// How many tables the large schema has and the small one.
  static let sizes = (small: 500, large: 5_000)
  static let fields = 10

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  func wide(_ tables: Int, _ suffix: String) -> (old: String, new: String) {
    (path("old-\(tables).\(suffix)"), path("new-\(tables).\(suffix)"))
  }

  /// Folders, each with one file of the same name: `buf` compares files by their names.
  func proto(_ tables: Int) -> (old: String, new: String) { wide(tables, "proto") }

  func steep(_ schema: SteepSchema, _ size: Int) -> (old: String, new: String) {
    let name = schema.name.replacingOccurrences(of: " ", with: "-")
    return (path("\(name)-old-\(size).schema"), path("\(name)-new-\(size).schema"))
  }

  func write() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for tables in [Self.sizes.small, Self.sizes.large] {
      let old = WideSchema(tables: tables, fields: Self.fields)
      let new = old.changed()
      try write((old.bellows, new.bellows), to: wide(tables, "schema"))
      let proto = proto(tables)
      for folder in [proto.old, proto.new] {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      }
      try write((old.proto, new.proto), to: (proto.old + "/benchmark.proto", proto.new + "/benchmark.proto"))
      try write((old.sql, new.sql), to: wide(tables, "sql"))
    }
    for schema in SteepSchema.all {
      for size in [schema.sizes.small, schema.sizes.large] {
        try write(schema.texts(size), to: steep(schema, size))
      }
    }
  }

  private func write(_ texts: (old: String, new: String), to paths: (old: String, new: String)) throws {
    try texts.old.write(toFile: paths.old, atomically: true, encoding: .utf8)
    try texts.new.write(toFile: paths.new, atomically: true, encoding: .utf8)
  }
}
