// Part of Bellows. MIT licence: see LICENSE.

import TestSupport

/// The database's own description of itself, in which only what has a meaning is left.
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
    let isTable = texts[0] == "table" && !texts[2].hasPrefix("CREATE VIRTUAL")
    let definition =
      isTable ? definitionParts(of: texts[2]).map(words).sorted().joined(separator: ", ") : words(of: texts[2])
    return "\(texts[0]) \(texts[1]): \(definition)"
  }
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
