// Part of Bellows. MIT licence: see LICENSE.

/// What can be wrong with `?`, `|` and the parts of a table.
extension Diagnostic {
  static func doubleOptional(_ extra: SourceRange) -> Diagnostic {
    Diagnostic(
      "double-optional", "one '?' is enough: there is no value, or there is one", range: extra,
      fixIts: [FixIt("remove the other '?'", range: extra, replacement: "")])
  }

  static func optionalUnion(_ mark: SourceRange, _ union: SourceRange, text: String) -> Diagnostic {
    Diagnostic(
      "optional-union", "a union that may have no value stands in parentheses before its '?'", range: mark,
      fixIts: [FixIt("write \(shown("(\(text))?"))", range: union, replacement: "(\(text))?")])
  }

  static func misplacedOptional(_ place: TypePlace, _ mark: SourceRange) -> Diagnostic {
    let remove = FixIt("remove '?'", range: mark, replacement: "")
    let orNull = FixIt("allow null instead", range: mark, replacement: " | null")
    let (reason, fixIts): (String, [FixIt]) =
      switch place {
      case .field, .member: ("", [])
      case .element:
        ("an element of an array is there or not; for elements without a value allow null", [orNull, remove])
      case .recordValue:
        ("a key of a record is there or not; for keys without a value allow null", [orNull, remove])
      case .recordKey: ("every key of a record may be missing anyway", [remove])
      case .parentheses: ("write it behind the ')' to make the whole optional", [remove])
      case .declaration: ("write it where the type is used, or 'T | null' for a nested value", [remove])
      case .shape: ("a row is there or not", [remove])
      }
    return Diagnostic(
      "misplaced-optional", "'?' belongs to a field or to a member of an object: \(reason)", range: mark, fixIts: fixIts
    )
  }

  static func leadingPipe(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      "leading-pipe", "a union does not begin with '|'", range: range,
      fixIts: [FixIt("remove '|'", range: range, replacement: "")])
  }

  static func misplacedDefault(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      "misplaced-default", "only a field of a table has a default; write it behind the whole field", range: range)
  }

  static func expectedDefault(_ word: String?, _ found: Token.Kind, _ range: SourceRange) -> Diagnostic {
    let words = DefaultWord.allCases.map(\.rawValue) + ["true", "false"]
    let familiar = word.flatMap(FamiliarWord.defaultValue)
    let what = word.map { "'\(shown($0))'" } ?? found.description
    return Diagnostic(
      "expected-default",
      "\(what) is no default; write a literal, [], {}, now, uuid or auto"
        + (familiar?.messageEnd ?? word.flatMap { nearest(to: $0, among: words) }.map { "; did you mean '\($0)'?" } ?? ""),
      range: range, fixIts: familiar?.fixIts(range) ?? word.map { replacement($0, words, range) } ?? [])
  }

  static func repeatedDefault(_ range: SourceRange) -> Diagnostic {
    Diagnostic("repeated-default", "a field has one default at most; keep one", range: range)
  }

  static func nullDefault(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      "null-default", "null is no default: a field with '?' has no value unless it is given one", range: range,
      fixIts: [FixIt("remove the default", range: range, replacement: "")])
  }

  static func fieldBesideShapes(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      "field-beside-shapes", "the braces after the shapes of a table hold its indexes; write fields into each shape",
      range: range)
  }

  static func expectedPaths(_ keyword: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      "expected-paths", "the fields of '\(keyword)' are missing; write them in parentheses, as in (team, role)",
      range: range)
  }

  static func misplacedFilter(_ kind: IndexKeyword, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      "misplaced-filter", "'filter' belongs to search and vector indexes; '\(kind.rawValue)' takes fields alone",
      range: range)
  }

  static func misplacedDimensions(_ kind: IndexKeyword, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      "misplaced-dimensions", "'dimensions' belongs to vector indexes; '\(kind.rawValue)' has none", range: range)
  }

  static func missingDimensions(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      "missing-dimensions", "a vector index says how long its vectors are: add 'dimensions' and a number", range: range)
  }

  static func badDimensions(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      "bad-dimensions", "expected a whole number from 1 to \(mostDimensions) after 'dimensions'", range: range)
  }

  static func repeatedClause(_ clause: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic("repeated-clause", "an index has one '\(clause)' at most; join them", range: range)
  }
}
