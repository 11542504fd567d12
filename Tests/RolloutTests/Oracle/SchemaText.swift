// Part of Bellows. MIT licence: see LICENSE.

/// The database's own description of itself, in which only what has a meaning is left.
///
/// Two tables are alike when their columns and constraints are, in whatever order: a column that was added stands last.
func schemaText(_ database: RawDatabase) throws -> [String] {
  try database.rows(
    """
    SELECT type, name, sql FROM sqlite_schema
    WHERE sql IS NOT NULL AND name NOT LIKE '\\_bellows\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
    ORDER BY type, name
    """
  ).map { row in
    let texts = row.map { cell in if case .text(let bytes) = cell { String(decoding: bytes, as: UTF8.self) } else { "" }
    }
    return "\(texts[0]) \(texts[1]): " + (texts[0] == "table" ? parts(of: texts[2]) : words(of: texts[2]))
  }
}

/// A table's definition with its parts sorted: `(a INT, b TEXT)` is `(b TEXT, a INT)`.
private func parts(of sql: String) -> String {
  guard let open = sql.firstIndex(of: "("), let close = sql.lastIndex(of: ")") else { return words(of: sql) }
  var parts: [String] = []
  var part = ""
  var depth = 0
  var quote: Character?
  for character in sql[sql.index(after: open)..<close] {
    if let end = quote {
      if character == end { quote = nil }
    } else if character == "\"" || character == "'" {
      quote = character
    } else if character == "(" {
      depth += 1
    } else if character == ")" {
      depth -= 1
    } else if character == ",", depth == 0 {
      parts.append(words(of: part))
      part = ""
      continue
    }
    part.append(character)
  }
  parts.append(words(of: part))
  return parts.sorted().joined(separator: ", ") + " /" + words(of: String(sql[sql.index(after: close)...]))
}

/// The text with one space for any white space outside of quotes.
private func words(of text: String) -> String {
  var result = ""
  var quote: Character?
  var isGap = false
  for character in text {
    if quote == nil, character.isWhitespace {
      isGap = true
      continue
    }
    if isGap, !result.isEmpty { result += " " }
    isGap = false
    if let end = quote {
      if character == end { quote = nil }
    } else if character == "\"" || character == "'" {
      quote = character
    }
    result.append(character)
  }
  return result
}
