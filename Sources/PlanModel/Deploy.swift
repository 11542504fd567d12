// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A schema revision and then, unless it is schema only, a rolling release of code.
package struct Deploy: Hashable, Sendable {
  /// From 1.
  package var number: Int
  /// Widen, unless all that it does is tighten.
  package var phase: Phase
  /// What must be done before this deploy may begin; in this order.
  package var gates: [Gate]
  /// What the store enforces from here on.
  package var schema: Schema
  /// Columns that the store keeps equal from here on, whoever writes.
  package var inStep: [InStep]
  /// The contract of the code that runs when this deploy is done.
  package var code: CodeVersion
  /// Whether new code is released; otherwise `code` is that of the deploy before.
  package var isRelease: Bool
  /// Which change takes which step here, in the order of the plan's assessments.
  package var steps: [Step]

  package init(
    number: Int, phase: Phase, gates: [Gate], schema: Schema, inStep: [InStep], code: CodeVersion, isRelease: Bool,
    steps: [Step]
  ) {
    self.number = number
    self.phase = phase
    self.gates = gates
    self.schema = schema
    self.inStep = inStep
    self.code = code
    self.isRelease = isRelease
    self.steps = steps
  }
}

/// What must hold before the deploy may begin.
///
/// A deploy's gates are passed in their order, each after the one before.
package enum Gate: Hashable, Sendable {
  /// No code released before that deploy runs any more. Without this gate it still does: nothing else ends a version.
  case released(deploy: Int)
  /// The values of these columns are kept aside before they are deleted or written over.
  ///
  /// It covers what is stored at that moment: it comes after the gate that ends the last code that may still write what
  /// is going to be lost, and before the backfill or deploy that loses it.
  case backup([ColumnID])
  /// The backfill of that name has run, after the gates before this one, and its count of remaining rows is zero.
  case backfilled(String)
  /// No two rows disagree with a unique index, or no row holds what the tightened schema refuses: counted, and zero.
  ///
  /// Paths are those of this deploy's schema: `users#by_email`, `users.age` (nothing stored that its type refuses).
  case verified([SchemaPath])
}

/// Two columns that the store keeps equal (through a function that can be inverted), whichever is written.
///
/// Rows that nobody writes stay as they are until a backfill copies them. The function and its inverse must be total on
/// all that running code writes: `copy`, a `remap` of literals one to one, `bool` to its text, a value wrapped in an
/// object. At most one of the two may have a default, and not if code that writes the other alone may write no value. On
/// SQLite a column that some code leaves to the other must be optional: its triggers come too late for NOT NULL.
package struct InStep: Hashable, Sendable {
  package var old: ColumnID
  package var new: ColumnID
  package var transform: Transform

  package init(old: ColumnID, new: ColumnID, transform: Transform) {
    self.old = old
    self.new = new
    self.transform = transform
  }
}

/// A change's part in a deploy.
package struct Step: Hashable, Sendable {
  /// Its place in the plan's assessments.
  package var assessment: Int
  package var duty: Duty

  package init(assessment: Int, duty: Duty) {
    self.assessment = assessment
    self.duty = duty
  }
}

/// What a deploy does for one change: what the store accepts from now on, and what the released code must do.
package enum Duty: String, CaseIterable, Hashable, Sendable {
  /// The store has it; code may use it.
  case introduce
  /// The store has it; no code needs to change.
  case build
  /// The store accepts more; code reads all of it and still writes only the old.
  case readWide
  /// Code may write all of it.
  case writeWide
  /// The store accepts it; code always writes it, and reads rows without it by a fallback.
  case writeAndFallBack
  /// Code writes only values of the new type, and still reads the old.
  case writeOnlyNew
  /// The store accepts old and new; code reads both and writes the old.
  case readBothWriteOld
  /// Code reads both and writes the new.
  case readBothWriteNew
  /// The store accepts only the new; code reads only the new.
  case strict
  /// The store has a second column; code writes both and reads the old.
  case writeBothReadOld
  /// The same of a second column that holds more: code reads from the old one all that may come, and writes only the
  /// old values.
  case writeBothReadWide
  /// Code writes both and reads the new.
  case writeBothReadNew
  /// The store no longer demands the old column; code uses only the new.
  case useOnlyNew
  /// The store has a second column and keeps both in step; no code needs to change.
  case keepInStep
  /// The store has both in step; code uses the new one alone.
  case switchOver
  /// Code no longer reads it but still writes it.
  case stopReading
  /// The store no longer demands it; code no longer writes it.
  case stopWriting
  /// Code no longer uses it.
  case stopUsing
  /// The store no longer promises it; code must not count on it.
  case relax
  /// Code respects the promise before the store enforces it.
  case respect
  /// The store enforces it.
  case enforce
  /// The store forgets it.
  case drop
}
