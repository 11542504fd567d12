// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL
import PlanFormat
import PlanModel
import SchemaModel
import SwiftEmitter

/// What Bellows derives from the plans of a package and their stages.
struct DerivedFiles {
  /// The current schema, with the named types of the goal.
  var current: Schema
  /// The plans under way, those that begin after others later.
  var underWay: [PlanUnderWay]
  /// All plans, with the Swift types of those that have Swift.
  var plans: [(name: MigrationName, typeName: String?, stage: PlanStage)]
  var retired: [MigrationName]

  /// The edits that write the current schema, the row types and the list of plans.
  ///
  /// The current schema comes last: if the machine stops between two files, what it names is complete.
  func edits(in tree: FileTree) throws(Failure) -> [FileEdit] {
    var rows = rowFiles(for: current)
    if !underWay.isEmpty {
      let (plan, deploy) = underWay.together(in: current)
      rows = rowFiles(for: plan, deploy: deploy, types: current.namedTypes)
    }
    // Rails orders migrations in its schema file likewise: two branches seldom add neighbouring lines.
    let listed = plans.compactMap { plan in plan.typeName.map { (plan.name, $0, plan.stage) } }
      .map { (order: hexadecimal(sha256(Array($0.0.text.utf8))), typeName: $0.1, stage: $0.2) }
      .sorted { $0.order < $1.order }
    let list = plansFile(
      listed.map { ($0.typeName, $0.stage.isLast ? nil : $0.stage.deploy) }, retired: retired.map(\.text),
      hasBaseline: tree.kind(Layout.baseline) == .file, current: underWay.revision(in: current))
    let files = rows + (try baseline(in: tree)) + [list]
    let unused = tree.kind(Layout.baseline) == nil && tree.kind(baselineFilePath) == .file
    return files.map { FileEdit($0.path, $0.contents) } + (unused ? [FileEdit(removing: baselineFilePath)] : [])
      + (try removedRowFiles(besides: Set(files.map(\.path)), in: tree))
      + [FileEdit(Layout.current, CurrentSchema.text(current, underWay))]
  }
}

/// The Swift file with the baseline, if there is one.
private func baseline(in tree: FileTree) throws(Failure) -> [OutputFile] {
  guard tree.kind(Layout.baseline) == .file else { return [] }
  return [baselineFile(String(decoding: try io(try tree.read(Layout.baseline)), as: UTF8.self))]
}

/// The edits that delete the row types of tables that are gone, and named types that no field has.
private func removedRowFiles(besides kept: Set<String>, in tree: FileTree) throws(Failure) -> [FileEdit] {
  guard tree.kind(Layout.rows) == .folder else { return [] }
  return try io(try tree.names(in: Layout.rows)).map { join(Layout.rows, $0) }
    .filter { isRowFile($0) && !kept.contains($0) && tree.kind($0) == .file }
    .map { FileEdit(removing: $0) }
}

extension Workspace {
  /// What Bellows derives from the package as it is, or with other stages of its plans.
  ///
  /// - Parameters:
  ///   - underWay: The plans that `current` names, at their stages there: see `named(before:)`.
  ///   - added: A plan that has no folder yet, or a new one.
  ///   - removed: A plan that is removed.
  func derived(
    current: Schema, underWay: [PlanUnderWay], stages: [MigrationName: PlanStage] = [:],
    adding added: (name: MigrationName, typeName: String)? = nil, removing removed: MigrationName? = nil
  ) throws(Failure) -> DerivedFiles {
    var listed: [(name: MigrationName, typeName: String?, stage: PlanStage)] = []
    for entry in plans where entry.name != removed && entry.name != added?.name {
      listed.append((entry.name, try entry.folder.generatedTypeName(), stages[entry.name] ?? entry.stage))
    }
    if let added, let stage = stages[added.name] { listed.append((added.name, added.typeName, stage)) }
    return DerivedFiles(current: current, underWay: underWay, plans: listed, retired: retired)
  }
}

extension Schema {
  /// Returns the schema with the fields and indexes of each table in the order of another schema; those that it lacks come after the
  /// one that they follow now.
  func arranged(like other: Schema) -> Schema {
    var arranged = self
    arranged.tables = tables.map { table in
      guard case .fields(let fields) = table.content, let model = other.table(table.name) else { return table }
      var table = table
      table.content = .fields(arrange(fields, like: model.fields, by: \.name))
      table.indexes = arrange(table.indexes, like: model.indexes, by: \.name)
      return table
    }
    return arranged
  }
}

/// Returns elements in the order of others; groups that begin with a known one move as a whole.
private func arrange<Element, Name: Hashable>(
  _ elements: [Element], like model: [Element], by name: KeyPath<Element, Name>
) -> [Element] {
  var order: [Name: Int] = [:]
  for (place, element) in model.enumerated() { order[element[keyPath: name]] = place }
  var groups: [(place: Int, elements: [Element])] = [(-1, [])]
  for element in elements {
    if let place = order[element[keyPath: name]] {
      groups.append((place, [element]))
    } else {
      groups[groups.count - 1].elements.append(element)
    }
  }
  return groups.sorted { $0.place < $1.place }.flatMap(\.elements)
}
