// Part of Bellows. MIT licence: see LICENSE.

/// Whether messages show the values of rows, and not only their keys.
///
/// The commands of `migrate` show them only with `--show-values`: their output is often kept where rows must not be.
package enum ShownValues {
  @TaskLocal package static var areShown = true
}

/// Returns a row for messages: `_id 7, age no value`.
///
/// - Parameter keys: The number of columns, at the beginning, that are the key.
func sample(_ columns: [Column], _ values: [JSONValue?], keys: Int) -> String {
  let shown = ShownValues.areShown ? columns.count : keys
  return zip(columns, values).prefix(shown).map { column, value in
    let text = value?.text ?? "no value"
    return "\(column.name) \(text.count > 80 ? text.prefix(80) + "..." : text)"
  }.joined(separator: ", ")
}
