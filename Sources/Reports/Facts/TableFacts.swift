// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// The changes of a table: breaking ones first, then by rule.
struct TableFacts {
  /// The changes with the same rule and verdict.
  struct Group {
    var verdict: Verdict
    var rule: Rule
    var changes: [ChangeFacts]
  }

  /// `nil` for several tables that are added, removed or renamed as a whole.
  var table: String?
  var groups: [Group]

  /// The new file of the changes.
  var file: String? { groups.lazy.flatMap(\.changes).compactMap(\.new).first?.file }
  /// The old file of removals.
  var oldFile: String? { groups.lazy.flatMap(\.changes).first { $0.new == nil && $0.old != nil }?.old?.file }

  /// Groups changes by table, in their order; tables that change only as a whole come first, in one group.
  static func grouped(_ changes: [ChangeFacts]) -> [TableFacts] {
    var order: [String] = []
    var byTable: [String: [ChangeFacts]] = [:]
    for change in changes {
      if byTable[change.table] == nil { order.append(change.table) }
      byTable[change.table, default: []].append(change)
    }
    var whole: [ChangeFacts] = []
    var tables: [TableFacts] = []
    for table in order {
      guard let changes = byTable[table] else { continue }
      if changes.count == 1, changes[0].isWholeTable {
        whole += changes
      } else {
        tables.append(TableFacts(table: table, changes: changes))
      }
    }
    guard !whole.isEmpty else { return tables }
    return [TableFacts(table: whole.count == 1 ? whole[0].table : nil, changes: whole)] + tables
  }

  private init(table: String?, changes: [ChangeFacts]) {
    self.table = table
    groups = []
    var indices: [RuleAndVerdict: Int] = [:]
    for change in changes {
      let key = RuleAndVerdict(rule: change.rule, verdict: change.verdict)
      if let index = indices[key] {
        groups[index].changes.append(change)
      } else {
        indices[key] = groups.count
        groups.append(Group(verdict: change.verdict, rule: change.rule, changes: [change]))
      }
    }
    groups.sort { left, right in
      left.verdict == right.verdict ? left.rule < right.rule : left.verdict == .breaking
    }
  }

  private struct RuleAndVerdict: Hashable {
    var rule: Rule
    var verdict: Verdict
  }
}
