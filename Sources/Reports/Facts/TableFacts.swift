// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// Changes under one heading: those of a table, breaking ones first, then by rule.
struct TableFacts {
  /// Changes under one rule.
  struct Group {
    var verdict: Verdict
    var rule: Rule
    var changes: [ChangeFacts]
  }

  /// `nil` for several tables of which nothing is to be said but that they come, go, or have another name.
  var table: String?
  var groups: [Group]

  /// The file that the changes stand in, to be said once.
  var file: String? { groups.lazy.flatMap(\.changes).compactMap(\.new).first?.file }
  /// The file of what is gone, where something is.
  var oldFile: String? { groups.lazy.flatMap(\.changes).first { $0.new == nil && $0.old != nil }?.old?.file }

  /// In the order of the changes; tables that change only as a whole come first, together when there are several.
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
    var places: [RuleAndVerdict: Int] = [:]
    for change in changes {
      let key = RuleAndVerdict(rule: change.rule, verdict: change.verdict)
      if let place = places[key] {
        groups[place].changes.append(change)
      } else {
        places[key] = groups.count
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
