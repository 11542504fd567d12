// Part of Bellows. MIT licence: see LICENSE.

/// What stands between the commas of a `CREATE TABLE`, and last what follows its closing parenthesis.
///
/// Two tables are alike when these are, in whatever order: a column that was added stands last.
package func definitionParts(of sql: String) -> [String] {
  var parts: [String] = []
  var part = ""
  var depth = 0
  var quote: Character?
  for character in sql {
    if let open = quote {
      if character == open { quote = nil }
    } else if character == "'" || character == "\"" {
      quote = character
    } else if character == "(" {
      depth += 1
      if depth == 1 {
        part = ""
        continue
      }
    } else if character == ")" {
      depth -= 1
      if depth == 0 {
        parts.append(part)
        part = ""
        continue
      }
    } else if character == ",", depth == 1 {
      parts.append(part)
      part = ""
      continue
    }
    part.append(character)
  }
  return (parts + [part]).map(\.trimmed)
}

extension String {
  /// Without white space around it.
  fileprivate var trimmed: String {
    var rest = Substring(self)
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
