// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension Session {
  /// Removes one row from an image.
  func discard(_ image: BeforeImage, key: [JSONValue]) async throws {
    guard key.count == image.key.count, !key.isEmpty else {
      throw DatabaseUnable("a row of \(image.table) has a key that cannot be read, so it cannot be left for later")
    }
    _ = try await delete(
      from: image.name, where: zip(image.key, key).map { Filter(Column("k:" + $0.name, $0.form), $1) })
  }

  /// The condition that an image has no finished copy of a row, and that the row's key is not greater than `last`.
  ///
  /// The table goes by its own name, and the image by one that no table of a user has.
  func condition(notIn image: BeforeImage, upTo last: [JSONValue]?) async throws -> String {
    let table = quoted(image.table)
    let done = "\"_bellows_done\""
    let isSame = image.key.map { "\(done).\(quoted("k:" + $0.name)) = \(table).\(quoted($0.name))" }
    let isDone = (isSame + ["\(done).\"noted:\" <> 0"]).joined(separator: " AND ")
    let condition = "NOT EXISTS (SELECT 1 FROM \(quoted(image.name)) AS \(done) WHERE \(isDone))"
    guard let last else { return condition }
    guard last.count == 1, image.key.count == 1, case .int(let number) = last[0] else {
      throw DatabaseUnable(
        "the keys of \(image.table) are no single integers, so they do not tell new rows from old ones")
    }
    return "\(table).\(quoted(image.key[0].name)) <= \(number) AND \(condition)"
  }

  /// Whether there is a table of that name.
  func exists(table: String) async throws -> Bool { try await run { try $0.exists(table) } }

  /// What an image holds.
  func contents(of image: String) async throws -> ImageContents? {
    try await run { connection in
      let columns = try connection.rows("SELECT name FROM pragma_table_xinfo(?)", image) { $0.text(0) ?? "" }
      if columns.isEmpty { return nil }
      let rows = try connection.number("SELECT count(*) FROM \(quoted(image))")
      // Images of earlier versions do not say which table they are of.
      let table =
        columns.contains("of:")
        ? try connection.rows("SELECT \"of:\" FROM \(quoted(image)) LIMIT 1") { $0.text(0) }.first ?? nil : nil
      return ImageContents(
        table: table, columns: columns.filter { $0.hasPrefix("o:") }.map { String($0.dropFirst(2)) }, rows: rows)
    }
  }
}
