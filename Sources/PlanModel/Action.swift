// Part of Bellows. MIT licence: see LICENSE.

/// The effect of a deploy on one change: what the database accepts from then on, and what the released code does.
package enum Action: String, CaseIterable, Hashable, Sendable {
  /// The database has it; code may use it.
  case introduce
  /// The database has it; no code needs to change.
  case build
  /// The database accepts more; code reads all of it and still writes only the old.
  case readWide
  /// Code may write all of it.
  case writeWide
  /// The database accepts it; code always writes it, and reads rows without it by a fallback.
  case writeAndFallBack
  /// Code writes only values of the new type, and still reads the old.
  case writeOnlyNew
  /// The database accepts old and new; code reads both and writes the old.
  case readBothWriteOld
  /// Code reads both and writes the new.
  case readBothWriteNew
  /// The database accepts only the new; code reads only the new.
  case strict
  /// The database has a second column; code writes both and reads the old.
  case writeBothReadOld
  /// The database has a second column that holds more; code reads every value from the old column, and writes only the
  /// old values to both.
  case writeBothReadWide
  /// Code writes both and reads the new.
  case writeBothReadNew
  /// The database no longer requires the old column; code uses only the new.
  case useOnlyNew
  /// The database has a second column and keeps both in sync; no code needs to change.
  case keepInSync = "keepInStep"
  /// The database keeps both in sync; code uses only the new.
  case switchOver
  /// Code no longer reads it but still writes it.
  case stopReading
  /// The database no longer requires it; code no longer writes it.
  case stopWriting
  /// Code no longer uses it.
  case stopUsing
  /// The database no longer enforces it; code must not rely on it.
  case relax
  /// Code respects the constraint before the database enforces it.
  case respect
  /// The database enforces it.
  case enforce
  /// The database no longer has it.
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

  /// Whether the database only removes something or accepts less.
  package var isTightening: Bool {
    switch self {
    case .strict, .drop, .enforce: true
    case .introduce, .build, .readWide, .writeWide, .writeAndFallBack, .writeOnlyNew, .readBothWriteOld,
      .readBothWriteNew, .writeBothReadOld, .writeBothReadWide, .writeBothReadNew, .useOnlyNew, .keepInSync,
      .switchOver, .stopReading, .stopWriting, .stopUsing, .relax, .respect:
      false
    }
  }
}
