// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

@testable import PlanChecker
@testable import PlanModel
@testable import Planner

/// Tries every rollout of a universe, deploy by deploy, and goes on only from what the checker's replay lets pass.
///
///     var search = RolloutSearch(Universe(plan))
///     search.rollout(of: pattern)   // a plan that `check` accepts, or nil: there is none
///
/// Two ways that lead to one state of store, rows and running code are one from there on. What is found must be
/// accepted by `check`, which sees it for the first time.
struct RolloutSearch {
  let universe: Universe
  private let scope: ChangeScope
  private let columnMapping: ColumnMapping
  private let listed: ListedElements
  private let root: Node
  private var stores: [[Int]: (store: Store, schema: Schema, synced: [SyncedColumns])?] = [:]
  private var codes: [[Int]: CodeVersion] = [:]
  /// The states after some deploys, whether or not the code of the goal runs by then.
  private var reached: [Prefix: [Node]] = [:]
  private var known: [Pattern: Plan?] = [:]
  /// Schema revisions and releases tried.
  private(set) var tried = 0
  /// Safe states met.
  private(set) var met = 0
  /// Rollouts that the replay let pass and `check` refuses.
  private(set) var disputed: [String] = []

  private struct Prefix: Hashable {
    var releases: [Bool]
    /// Whether the last of them is the last of the rollout: then the code of the goal runs.
    var isSettled: Bool
  }

  init(_ universe: Universe) {
    self.universe = universe
    let everything = universe.everything
    scope = ChangeScope(everything)
    let stores =
      [Store(everything.base, declared: everything.base.tables, synced: [], scope: scope)]
      + everything.deploys.map { [scope] in
        Store($0.schema, declared: $0.schema.tables, synced: $0.synced, scope: scope)
      }
    columnMapping = ColumnMapping(everything, stores: stores)
    listed = ListedElements(everything, stores: stores, columnMapping: columnMapping)
    // What a person's body makes a column a copy of is known once it is known which bodies there are: `check` sees that.
    var known = everything
    known.backfills.removeAll { $0.transform == .custom }
    let context = PlanContext(known, scope: scope, stores: stores, columnMapping: columnMapping)
    var replay = Replay(context, base: stores[0])
    replay.start(
      Contract(everything.before, release: 0, listed: listed, columnMapping: columnMapping, scope: scope))
    let (first, codes) = universe.first
    root = Node(replay: replay, stores: first, codes: codes, running: [Node.Version(release: 0, codes: codes)])
  }

  /// What the checker says before anything happens; none for a sound universe.
  var firstViolations: [String] { root.replay.violations.map(\.description) }

  /// A rollout whose deploys follow a pattern, without a pause.
  mutating func rollout(of pattern: Pattern) -> Plan? {
    if let answer = known[pattern] { return answer }
    let last = pattern.releases.last == true
    // After its last release, a rollout has the code of the goal.
    let nodes = nodes(after: pattern.releases.dropLast(), isSettled: !last)
    let answer = complete(nodes, isRelease: last)
    known[pattern] = .some(answer)
    return answer
  }

  /// The first rollout of a pattern or, with pauses, of a smaller one that fits into it.
  mutating func rollout(fitting pattern: Pattern) -> Plan? {
    for smaller in Pattern.all where smaller.fits(into: pattern) {
      if let plan = rollout(of: smaller) { return plan }
    }
    return nil
  }

  private mutating func nodes(after releases: ArraySlice<Bool>, isSettled: Bool) -> [Node] {
    guard let isRelease = releases.last else { return [root] }
    let prefix = Prefix(releases: Array(releases), isSettled: isSettled)
    if let nodes = reached[prefix] { return nodes }
    var seen: Set<Node.State> = []
    var result: [Node] = []
    for node in nodes(after: releases.dropLast(), isSettled: isSettled && !isRelease) {
      expand(node, isRelease, isLastCode: isSettled, isLastStore: false) { child in
        if seen.insert(child.state).inserted { result.append(child) }
        return true
      }
    }
    met += result.count
    reached[prefix] = result
    return result
  }

  private mutating func complete(_ nodes: [Node], isRelease: Bool) -> Plan? {
    var found: Plan?
    for node in nodes where found == nil {
      var ends: [Node] = []
      expand(node, isRelease, isLastCode: true, isLastStore: true) { child in
        ends.append(child)
        return true
      }
      for end in ends where found == nil {
        let plan = universe.plan(end.deploys, end.backfills)
        let violations = check(plan)
        if violations.isEmpty {
          found = plan
        } else if disputed.count < 5 {
          disputed.append("\(violations.map(\.description))\n\(plan.outline)")
        }
      }
    }
    return found
  }

  /// All that one more deploy could do, as far as it is safe.
  private mutating func expand(
    _ node: Node, _ isRelease: Bool, isLastCode: Bool, isLastStore: Bool, _ visit: (Node) -> Bool
  ) {
    if isLastCode, !isRelease, !universe.isLast(node.codes, \.lastCodes) { return }
    for gap in gaps(node) {
      for stores in universe.places(\.stores, isLastStore ? \.lastStores : nil)
      where isRelease || stores != node.stores {
        tried += 1
        guard let revised = revise(gap, to: stores) else { continue }
        guard isRelease else {
          if !visit(revised) { return }
          continue
        }
        for codes in universe.places(\.codes, isLastCode ? \.lastCodes : nil) where codes != node.codes {
          tried += 1
          if let released = release(revised, codes), !visit(released) { return }
        }
      }
    }
  }

  // MARK: Steps

  /// Every way to pass the gates: with the version before gone, all columns backed up, and some backfills done.
  private func gaps(_ node: Node) -> [Node] {
    var start = node
    let number = node.deploys.count + 1
    start.deploys.append(
      Deploy(
        number: number, phase: .widen, gates: [], schema: universe.plan.base, synced: [], code: CodeVersion(),
        isRelease: false, steps: []))
    if node.hasUngated {
      let last = node.releases[number - 1]
      start.pass(.released(deploy: last))
      start.running.removeAll { $0.release < last }
      start.hasUngated = false
    }
    let saved = universe.columnMapping.keys.filter { node.replay.state.store.columns[$0] != nil }.sorted()
    if !saved.isEmpty { start.pass(.backup(saved)) }
    guard start.replay.violations.isEmpty else { return [] }
    var gaps = [start]
    guard number > 1 else { return gaps }
    for choice in universe.choices {
      for gap in gaps {
        for var backfill in choice.backfills
        where (backfill.sources + backfill.targets).allSatisfy({ node.replay.state.store.columns[$0] != nil }) {
          backfill.name += " before \(number)"
          backfill.after = number - 1
          var filled = gap
          filled.pass(.backfilled(backfill.name), [backfill.name: backfill])
          filled.backfills.append(backfill)
          if filled.replay.violations.isEmpty { gaps.append(filled) }
        }
      }
    }
    return gaps
  }

  private mutating func revise(_ gap: Node, to stores: [Int]) -> Node? {
    guard let (store, schema, synced) = store(stores) else { return nil }
    var node = gap
    let place = node.deploys.count - 1
    node.deploys[place].schema = schema
    node.deploys[place].synced = synced
    var counted: [SchemaPath] = []
    for (id, index) in store.indexes where node.replay.state.store.indexes[id] != index {
      guard let table = store.tables[id.table] else { continue }
      counted.append(SchemaPath(table.name, .index(id.name)))
    }
    if !counted.isEmpty { node.pass(.verified(counted.sorted())) }
    node.replay.revise(to: store, deploy: node.deploys[place])
    node.stores = stores
    node.deploys[place].code = universe.code(node.codes)
    node.releases.append(node.releases[place])
    return node.replay.violations.isEmpty ? node : nil
  }

  private mutating func release(_ revised: Node, _ places: [Int]) -> Node? {
    let code = codes[places] ?? universe.code(places)
    codes[places] = code
    var node = revised
    let place = node.deploys.count - 1
    node.deploys[place].code = code
    node.deploys[place].isRelease = true
    node.replay.release(
      Contract(code, release: place + 1, listed: listed, columnMapping: columnMapping, scope: scope),
      deploy: node.deploys[place])
    guard node.replay.violations.isEmpty else { return nil }
    node.codes = places
    node.releases[place + 1] = place + 1
    node.running.append(Node.Version(release: place + 1, codes: places))
    node.hasUngated = true
    return node
  }

  private mutating func store(_ places: [Int]) -> (store: Store, schema: Schema, synced: [SyncedColumns])? {
    if let known = stores[places] { return known }
    let made = universe.schema(places).map {
      (Store($0, declared: $0.tables, synced: $1, scope: scope), $0, $1)
    }
    stores[places] = .some(made)
    return made
  }
}
