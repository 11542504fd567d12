// Part of Bellows. MIT licence: see LICENSE.

/// What the app means by a row, in words that no version of its schema changes: `["name": "Ada", "visits": "3"]`.
///
/// A version that has never heard of a field does not name it.
public typealias Meaning = [String: String]

/// A value that may be missing, as a meaning says it.
public func orNone(_ value: (some CustomStringConvertible)?) -> String { value.map(\.description) ?? "none" }

/// What a field means, however old and new versions spell it.
enum Sense {
  /// Whether a field that reads `read` may be one by which the app last meant `meant`; `row` is all that was meant.
  ///
  /// `"trial"` is now called `"free"`, and what code once left out follows from the rest of the row.
  static func agrees(_ field: String, _ read: String, with meant: String?, in row: Meaning) -> Bool {
    switch (field, meant) {
    case ("tier", "trial"): read == "trial" || read == "free"
    case ("theme", nil): read == "light"
    case ("locale", nil): read == "none" || read == locale(of: row["email"] ?? "")
    case ("words", _): read == String(words(in: row["body"] ?? ""))
    case (_, let meant): read == meant
    }
  }
}

/// How many words a text has.
public func words(in text: String) -> Int { text.split(separator: " ").count }

/// The language that an address hints at.
public func locale(of email: String) -> String { email.hasSuffix(".de") ? "de" : "en" }
