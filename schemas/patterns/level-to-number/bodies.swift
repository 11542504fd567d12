// The bodies of this pattern, as a person could write them.
import Bellows

extension LevelToNumber {
  static func tasksLevel(_ row: TasksBefore, _ rows: Rows) async throws -> TasksLevel {
    switch row.priority {
    case .low: TasksLevel(level: .value1)
    case .medium: TasksLevel(level: .value2)
    case .high: TasksLevel(level: .value3)
    }
  }
}
