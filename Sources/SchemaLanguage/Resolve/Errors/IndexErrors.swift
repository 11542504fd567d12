// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Errors in indexes.
extension Diagnostic {
  static func unknownIndexPath(_ name: NameSyntax, _ what: String, guess: String?) -> Diagnostic {
    Diagnostic(
      .unknownIndexPath,
      "there is no \(what) '\(shown(name.text))' here"
        + (guess.map { "; did you mean '\($0)'?" } ?? "; name one that exists"),
      range: name.range,
      fixIts: guess.map { [FixIt("write '\($0)'", range: name.range, replacement: $0.spelledAsName)] } ?? [])
  }

  static func indexIntoNonObject(_ holder: NameSyntax, isArray: Bool, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .indexIntoNonObject,
      isArray
        ? "an index cannot reach into the elements of the array '\(shown(holder.text))'; move these values to a table"
        : "'\(shown(holder.text))' is not an object and has no members; index it as a whole",
      range: range)
  }

  static func duplicateIndexPath(_ path: PathSyntax, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .duplicateIndexPath, "an index names each field once; remove this one", range: path.range,
      notes: [Note("the first is here", range: first)])
  }

  static func indexType(_ type: ValueType, _ range: SourceRange, isUnique: Bool) -> Diagnostic {
    Diagnostic(
      .indexType,
      "\(isUnique ? "a unique index" : "an index") is over scalars, literals and references, not over \(shown(type.description)): the database would compare its text, not its value",
      range: range)
  }

  static func searchType(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .searchType, "a search index is over strings (on 'document' also over references); name a string field",
      range: range)
  }

  static func vectorType(_ range: SourceRange) -> Diagnostic {
    Diagnostic(.vectorType, "a vector index is over a [double]", range: range)
  }

  static func vectorPaths(_ range: SourceRange) -> Diagnostic {
    Diagnostic(.vectorType, "a vector index is over one field; create another index for this one", range: range)
  }

  static func vectorOnSQLite(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .vectorType,
      "SQLite has no vector index: leave it out, keep the vectors in their [double] field and compare them in the app, or "
        + "beside Bellows in a table of an extension such as sqlite-vec; 'target postgresql' has one",
      range: range)
  }

  static func vectorTooLong(_ most: Int, _ target: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .vectorType,
      "a vector index of \(target) has at most \(most) dimensions: shorten the vectors, or leave the index out and compare "
        + "them in the app",
      range: range)
  }

  static func memberNotAddressable(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      .indexPath,
      "SQLite's JSON paths cannot contain the name '\(shown(name.text))': names may have ASCII letters, digits and symbols "
        + "except quotes and backslashes; rename it, or keep its value in a separate field",
      range: name.range)
  }
}
