// The bodies of switch-names: yours. Bellows wrote this file once and never will again.
import Bellows

extension SwitchNames {
  /// class.new \"field: the new value, from the row as it is.
  static func classNewField(_ row: ClassBefore, _ rows: Rows) async throws -> ClassNewField {
    ClassNewField(newField: .init(class: row.rename))
  }
}
