// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Errors in `?`, `|` and the parts of a table.
extension Diagnostic {
  static func doubleOptional(_ extra: SourceRange) -> Diagnostic {
    Diagnostic(
      .doubleOptional, "a type is optional or not: write one '?'", range: extra,
      fixIts: [FixIt("remove the other '?'", range: extra, replacement: "")])
  }

  static func optionalUnion(_ mark: SourceRange, _ union: SourceRange, text: String) -> Diagnostic {
    Diagnostic(
      .optionalUnion, "an optional union needs parentheses before its '?'", range: mark,
      fixIts: [FixIt("write \(shown("(\(text))?"))", range: union, replacement: "(\(text))?")])
  }

  static func misplacedOptional(_ position: TypePosition, _ mark: SourceRange) -> Diagnostic {
    let remove = FixIt("remove '?'", range: mark, replacement: "")
    let orNull = FixIt("allow null instead", range: mark, replacement: " | null")
    let (reason, fixIts): (String, [FixIt]) =
      switch position {
      case .field, .member: ("", [])
      case .element:
        ("an array has no missing elements; to allow null, write 'T | null'", [orNull, remove])
      case .recordValue:
        ("a record has no missing values; to allow null, write 'T | null'", [orNull, remove])
      case .recordKey: ("every key of a record is optional", [remove])
      case .parentheses: ("write it after the ')' to make the whole type optional", [remove])
      case .declaration: ("write it where the type is used, or 'T | null' for a nested value", [remove])
      case .variant: ("a row is never missing", [remove])
      }
    return Diagnostic(
      .misplacedOptional, "'?' belongs to a field or to a member of an object: \(reason)", range: mark, fixIts: fixIts
    )
  }

  static func leadingPipe(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .leadingPipe, "a union does not begin with '|'", range: range,
      fixIts: [FixIt("remove '|'", range: range, replacement: "")])
  }

  static func misplacedDefault(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .misplacedDefault, "only a field of a table has a default; write it after the whole field", range: range)
  }

  static func expectedDefault(_ word: String?, _ found: Token.Kind, _ range: SourceRange) -> Diagnostic {
    let words = DefaultWord.allCases.map(\.rawValue) + ["true", "false"]
    let familiar = word.flatMap(FamiliarWord.defaultValue)
    let what = word.map { "'\(shown($0))'" } ?? found.description
    return Diagnostic(
      .expectedDefault,
      "\(what) is not a default; write a literal, [], {}, now, uuid or auto"
        + (familiar?.messageEnd ?? word.flatMap { nearest(to: $0, among: words) }.map { "; did you mean '\($0)'?" }
          ?? ""),
      range: range, fixIts: familiar?.fixIts(range) ?? word.map { replacement($0, words, range) } ?? [])
  }

  static func repeatedDefault(_ range: SourceRange) -> Diagnostic {
    Diagnostic(.repeatedDefault, "a field has one default at most; keep one", range: range)
  }

  static func nullDefault(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .nullDefault, "null is not a default: a field with '?' has no value until one is written", range: range,
      fixIts: [FixIt("remove the default", range: range, replacement: "")])
  }

  static func fieldBesideVariants(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .fieldBesideShapes,
      "the braces after the variants of a table hold only indexes; write fields into each variant",
      range: range)
  }

  static func expectedPaths(_ keyword: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .expectedPaths, "the fields of '\(keyword)' are missing; write them in parentheses, as in (team, role)",
      range: range)
  }

  static func misplacedFilter(_ kind: IndexKeyword, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .misplacedFilter, "'filter' belongs to search and vector indexes; '\(kind.rawValue)' takes only fields",
      range: range)
  }

  static func misplacedDimensions(_ kind: IndexKeyword, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .misplacedDimensions, "'dimensions' belongs to vector indexes; '\(kind.rawValue)' has none", range: range)
  }

  static func missingDimensions(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .missingDimensions, "a vector index states the length of its vectors: add 'dimensions' and a number",
      range: range)
  }

  static func badDimensions(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badDimensions, "expected a whole number from 1 to \(mostDimensions) after 'dimensions'", range: range)
  }

  static func repeatedClause(_ clause: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(.repeatedClause, "an index has one '\(clause)' at most; join them", range: range)
  }
}
