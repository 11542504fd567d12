// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension Repair {
  /// The repair of an example: the tables in its `data.txt`, on the second line those that functions read; in its
  /// `set.txt` an assignment on each line, and a condition on one that begins with `where`.
  package init(dataFile data: String, sqlFile: String?) {
    let lines = data.split(separator: "\n").map { $0.split(separator: " ").map { TableName(String($0)) } }
    var sql: RepairSQL?
    if let sqlFile {
      let lines = sqlFile.split(separator: "\n").map(String.init)
      sql = RepairSQL(
        lines.filter { !$0.hasPrefix("where ") },
        where: lines.first { $0.hasPrefix("where ") }.map { String($0.dropFirst(6)) })
    }
    self.init(of: lines.first ?? [], beside: lines.count > 1 ? lines[1] : [], sql: sql)
  }
}
