// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Which columns one code version writes whenever it writes a column, by the plan's own words.
package struct HeldTogether {
  private let plan: Plan
  private let written: Set<ColumnID>
  private let pairs: [InStep]

  package init(_ plan: Plan, deploy: Int) {
    self.plan = plan
    let code = plan.deploys.last { $0.number <= deploy }?.code ?? plan.before
    written = Set(code.uses.flatMap(\.writes).map(\.column))
    let later = plan.deploys.filter { $0.number > deploy }
    let running =
      plan.deploys.filter { $0.number == deploy } + later.prefix { !$0.isRelease } + later.filter(\.isRelease).prefix(1)
    pairs = running.flatMap(\.inStep)
  }

  /// Whether it writes several columns with one value.
  package var hasCopies: Bool {
    let truths = written.flatMap { plan.meanings[$0] ?? [] }
    return Set(truths).count < truths.count
  }

  /// All columns of the table that change in meaning when that one does, as far as this version writes them.
  package func columns(with column: String, in table: String) -> Set<String> {
    var reached: Set = [ColumnID(StoredName(table), StoredName(column))]
    while true {
      let truths = reached.reduce(into: Set<TruthID>()) { $0.formUnion(plan.meanings[$1] ?? []) }
      var next = reached.union(written.filter { !(plan.meanings[$0] ?? []).isDisjoint(with: truths) })
      for pair in pairs where next.contains(pair.old) || next.contains(pair.new) {
        next.formUnion([pair.old, pair.new])
      }
      if next == reached { break }
      reached = next
    }
    let own = reached.filter { $0.table == StoredName(table) && written.contains($0) }
    return Set(own.map(\.column.text)).union([column])
  }
}
