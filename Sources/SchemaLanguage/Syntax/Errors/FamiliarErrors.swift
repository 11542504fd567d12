// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Errors for syntax of other schema languages.
extension Diagnostic {
  static func foreignSyntax(_ message: String, _ range: SourceRange, fixIts: [FixIt] = []) -> Diagnostic {
    Diagnostic(.foreignSyntax, message, range: range, fixIts: fixIts)
  }

  /// Reports `'a'`.
  static func singleQuotes(_ content: String, _ range: SourceRange) -> Diagnostic {
    let quoted = content.quoted
    return Diagnostic(
      .singleQuotes, "a string is written in double quotes", range: range,
      fixIts: [FixIt("write \(shown(quoted))", range: range, replacement: quoted)])
  }

  static func semicolon(_ range: SourceRange, replacement: String) -> Diagnostic {
    let isRemoved = replacement.isEmpty
    return Diagnostic(
      .unexpectedCharacter,
      isRemoved
        ? "';' has no meaning here; a field or declaration ends where the next one begins"
        : "the members of a list are separated by '\(replacement)', not ';'",
      range: range,
      fixIts: [FixIt(isRemoved ? "remove ';'" : "write '\(replacement)'", range: range, replacement: replacement)])
  }

  /// Reports `varchar(40)` or `Array<string>`; `inner` is the text between the brackets.
  static func typeArguments(_ word: String, inner: String, isAngle: Bool, _ range: SourceRange) -> Diagnostic {
    let replacement = isAngle ? generic(word.lowercased(), inner) : parenthesised(word, inner)
    let written = shown(isAngle ? "\(word)<\(inner)>" : "\(word)(\(inner))")
    let advice =
      replacement.map { "write \(shown($0))" } ?? FamiliarWord.type(word)?.advice
      ?? (isAngle ? "only 'id' takes a name in '<' and '>': id<users>" : "a type has no length and no precision")
    return foreignSyntax(
      "there is no type \(written); \(advice)", range,
      fixIts: replacement.map { [FixIt("write \(shown($0))", range: range, replacement: $0)] } ?? [])
  }

  private static func parenthesised(_ word: String, _ inner: String) -> String? {
    if word == "enum" || word == "Enum" || word == "ENUM" {
      let values = inner.split(separator: ",").map { part in
        part.split(whereSeparator: { $0 == " " || $0 == "'" || $0 == "\"" }).joined(separator: " ").quoted
      }
      return values.isEmpty ? nil : values.joined(separator: " | ")
    }
    if let scalar = Scalar(rawValue: word.lowercased()) { return scalar.rawValue }
    return FamiliarWord.type(word)?.replacements.first
  }

  private static func generic(_ word: String, _ inner: String) -> String? {
    switch word {
    case "array", "list", "set": return "[\(inner)]"
    case "optional", "maybe", "nullable": return "\(inner)?"
    case "ref", "reference", "relation", "foreign": return "id<\(inner)>"
    case "map", "dictionary", "dict", "record", "hashmap":
      guard let comma = inner.firstIndex(of: ",") else { return nil }
      return "[\(inner[..<comma]):\(inner[inner.index(after: comma)...])]"
    case _: return nil
    }
  }

  /// Reports `string[]`.
  static func arraySuffix(_ element: String, _ range: SourceRange) -> Diagnostic {
    foreignSyntax(
      "an array is written as its element type in brackets: [\(shown(element))]", range,
      fixIts: [FixIt("write [\(shown(element))]", range: range, replacement: "[\(element)]")])
  }

  /// Reports `now()`.
  static func defaultCall(_ word: String, _ range: SourceRange) -> Diagnostic {
    foreignSyntax(
      "the default '\(word)' is written without parentheses", range,
      fixIts: [FixIt("write '\(word)'", range: range, replacement: word)])
  }

  /// Reports `@@index([email])`.
  static func tableAttribute(_ range: SourceRange) -> Diagnostic {
    foreignSyntax(
      "indexes and keys have no '@@': write 'unique by_email (email)', or '@key' after each key field", range)
  }
}
