// Part of Bellows. MIT licence: see LICENSE.

/// The effect of a deploy on one change: what the database accepts from then on, and what the released code does.
package enum Action: String, CaseIterable, Hashable, Sendable {
  /// The database has the new element; code may use it.
  case introduce
  /// The database has the new element; no code needs to change.
  case build
  /// The database accepts more values; code reads all of them and still writes only the old ones.
  case readWide
  /// Code may write all values.
  case writeWide
  /// The database accepts the new values; code always writes them, and uses a fallback when it reads rows without them.
  case writeAndFallBack
  /// Code writes only values of the new type, and still reads the old ones.
  case writeOnlyNew
  /// The database accepts old and new values; code reads both and writes the old ones.
  case readBothWriteOld
  /// Code reads old and new values and writes the new ones.
  case readBothWriteNew
  /// The database accepts only new values; code reads only new values.
  case strict
  /// The database has a second column; code writes both columns and reads the old one.
  case writeBothReadOld
  /// The database has a second column that can store more values. Code reads every value from the old column, and
  /// writes only old values to both columns.
  case writeBothReadWide
  /// Code writes both columns and reads the new one.
  case writeBothReadNew
  /// The database no longer requires the old column; code uses only the new one.
  case useOnlyNew
  /// The database has a second column. Code reads the new one and, where it has no value, the old one; each write stores
  /// the new one and removes the old one.
  case replaceOnWrite
  /// The database has a second column and keeps both in sync; no code needs to change.
  case keepInSync = "keepInStep"
  /// The database keeps both columns in sync; code uses only the new one.
  case switchOver
  /// Code no longer reads the element but still writes it.
  case stopReading
  /// The database no longer requires the element; code no longer writes it.
  case stopWriting
  /// Code no longer uses the element.
  case stopUsing
  /// The database no longer enforces the constraint; code must not rely on it.
  case relax
  /// Code respects the constraint before the database enforces it.
  case respect
  /// The database enforces the constraint.
  case enforce
  /// The database no longer has the element.
  case drop
}

extension Action {
  /// The name in JSON, such as `write-both-read-old`.
  package var identifier: String {
    var result = ""
    for character in rawValue {
      if character.isUppercase { result += "-" }
      result += character.lowercased()
    }
    return result
  }

  /// Whether the database only removes an element or accepts less.
  package var isTightening: Bool {
    switch self {
    case .strict, .drop, .enforce: true
    case .introduce, .build, .readWide, .writeWide, .writeAndFallBack, .writeOnlyNew, .readBothWriteOld,
      .readBothWriteNew, .writeBothReadOld, .writeBothReadWide, .writeBothReadNew, .useOnlyNew, .replaceOnWrite,
      .keepInSync,
      .switchOver, .stopReading, .stopWriting, .stopUsing, .relax, .respect:
      false
    }
  }
}
