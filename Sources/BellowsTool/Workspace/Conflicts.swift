// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import SchemaModel
import SwiftEmitter

/// The conflicts that a merge, rebase, revert or cherry-pick left in what Bellows writes.
struct Conflicts {
  /// The plans that are now as the base branch has them.
  private(set) var restored: Set<MigrationName> = []
  /// The plans as they were on a side whose version was not taken.
  private(set) var replaced: [PlanUnderWay] = []
  /// The versions of each file in conflict that git has: 1 is the common one, 2 this side's, 3 the other side's.
  private let versions: [String: Set<Int>]
  /// The commits that are brought together; `nil` if git does not say.
  private let sides: (base: String, ours: String, theirs: String)?
  private let baseBranch: GitTree?
  /// The files of this side, of the other one, and of the commit that they have in common.
  private let trees: (ours: GitTree, theirs: GitTree, base: GitTree)?
  private let git = Git(folder: ".")

  init(baseBranch: GitTree?) throws(Failure) {
    let listing = try asking(try git.ask(["ls-files", "--unmerged", "-z", "--", Layout.plans, Layout.swift]))
    var versions: [String: Set<Int>] = [:]
    // 100644 <blob> <version>\t<path>; without a repository there are none.
    for entry in listing.status == 0 ? listing.output.split(separator: 0) : [] {
      let parts = String(decoding: entry, as: UTF8.self).split(separator: "\t", maxSplits: 1)
      guard parts.count == 2, let version = parts[0].split(separator: " ").last.flatMap({ Int($0) }) else { continue }
      versions[String(parts[1]), default: []].insert(version)
    }
    self.versions = versions
    sides = try asking(try git.sides())
    self.baseBranch = baseBranch
    trees = versions.isEmpty && sides == nil ? nil : try Self.trees(of: sides, git)
  }

  /// The files of both sides.
  ///
  /// Where git took files of one plan for those of another one with a new name, its index has a mixture of both.
  private static func trees(
    of sides: (base: String, ours: String, theirs: String)?, _ git: Git
  ) throws(Failure) -> (ours: GitTree, theirs: GitTree, base: GitTree) {
    let store = BlobStore(git)
    let paths = [Layout.plans, Layout.swift]
    var trees: [GitTree] = []
    for (commit, version) in zip(sides.map { [$0.ours, $0.theirs, $0.base] } ?? ["", "", ""], ["2", "3", "1"]) {
      if commit.isEmpty {
        trees.append(try asking(try git.index(below: paths, store: store, side: version)))
      } else {
        trees.append(try asking(try git.tree(of: commit, called: commit, below: paths, store: store)))
      }
    }
    return (trees[0], trees[1], trees[2])
  }

  /// This side's schema with later plans' changes of a finished plan that it has as it is now; `nil` for another one.
  func ours(_ entry: Workspace.Entry) -> Schema? {
    guard let trees, let workspace = try? Workspace(in: .git(trees.ours)), let known = workspace.entry(entry.name),
      known.stage.isLast, known.stage == entry.stage, known.folder.isSame(as: entry.folder)
    else { return nil }
    return workspace.current.schema
  }

  /// The edits that resolve them, apart from the current schema and what else is derived from the plans.
  mutating func edits() throws(Failure) -> [FileEdit] {
    var edits: [FileEdit] = []
    for name in try io(try names(inFolderAt: Layout.plans)).compactMap(MigrationName.init) {
      let folder = PlanFolder(name)
      edits += try self.edits(of: folder)
      for file in try folder.names() where file.contains(Attestation.fileNamePart) {
        // Both sides have one of the same deploy and database: either says that it is complete.
        let path = folder.file(file)
        guard !edits.contains(where: { $0.path == path }), Self.isOpen(path), let versions = versions[path],
          let version = [2, 3].first(where: versions.contains)
        else { continue }
        if let bytes = try asking(try git.contents(of: path, in: ":\(version)")) {
          edits.append(FileEdit(path, bytes: bytes))
        }
      }
      let stage = folder.file(PlanFolder.stageName)
      if !edits.contains(where: { $0.path == stage }), let edit = try stageEdit(of: folder) { edits.append(edit) }
    }
    if let edit = try retiredEdit() { edits.append(edit) }
    return try edits + takenBackEdits()
  }

  /// A plan whose files are in conflict is the one of the base branch; before it is merged, the one of this branch.
  ///
  /// If one side removed it, it stays if the base branch has it: databases may have begun it.
  private mutating func edits(of folder: PlanFolder) throws(Failure) -> [FileEdit] {
    if let edits = try newEdits(of: folder) { return edits }
    let known = versions.filter { path, _ in
      path.hasPrefix(folder.path + "/") && !path.contains(Attestation.fileNamePart)
        || isGenerated(path, of: folder.plan)
    }
    let isRemoved = known.values.contains { $0.contains(1) && $0.count == 2 }
    // What an earlier sync resolved is in conflict for git until it is staged.
    let isWritten = known.keys.contains { lastPart(of: $0) != PlanFolder.stageName && Self.isOpen($0) }
    guard isRemoved || isWritten else { return [] }
    let shared = baseBranch.map { PlanFolder(folder.plan, in: .git($0)) }
    if let shared, shared.exists {
      restored.insert(folder.plan)
      replace(folder.plan, by: shared)
      return try folder.edits(asIn: shared)
    }
    if isRemoved {
      // The side that kept it may have given it more changes than those that were taken back.
      replace(folder.plan, by: nil)
      return try folder.removal().edits
    }
    guard let trees else { return [] }
    let sides = try asking(try git.sidesAreSwapped()) ? [trees.theirs, trees.ours] : [trees.ours, trees.theirs]
    let folders = sides.map { PlanFolder(folder.plan, in: .git($0)) }
    guard let own = folders.first(where: \.exists) else { return [] }
    replace(folder.plan, by: own)
    return try folder.edits(asIn: own)
  }

  /// A plan that only one side has, and the common commit has not, is as that side has it, with its hand-written
  /// functions: if git took its files for those of another plan with a new name, they are a mixture.
  private func newEdits(of folder: PlanFolder) throws(Failure) -> [FileEdit]? {
    guard let trees else { return nil }
    let sides = [trees.ours, trees.theirs].map { PlanFolder(folder.plan, in: .git($0)) }.filter(\.exists)
    guard let own = sides.first, sides.count == 1, !PlanFolder(folder.plan, in: .git(trees.base)).exists else {
      return nil
    }
    var open: Set<String> = []
    for (path, sides) in versions where [folder.path, Layout.swiftFolder(folder.plan)].contains(parent(of: path)) {
      if Self.isOpen(path) {
        open.insert(path)
      } else if !path.contains(Attestation.fileNamePart), try isMixture(path, sides, of: own) {
        open.insert(path)
      }
    }
    // Git may have put a part of another plan into a schema, without a conflict; the plan's data say what it was.
    if Self.isSame(folder, own, PlanFolder.dataName) {
      for name in [PlanFolder.baseName, PlanFolder.goalName] where !Self.isSame(folder, own, name) {
        open.insert(folder.file(name))
      }
    }
    // Even without a conflict, the stage may be that of another plan; that of a plan that was made again is its own.
    let stagePath = folder.file(PlanFolder.stageName)
    if !open.contains(stagePath), Self.isSame(folder, own, PlanFolder.dataName), let side = try? own.stage(),
      let stage = try? folder.stage(),
      stage.count == side.count, stage != side
    {
      open.insert(stagePath)
    }
    if open.isEmpty { return [] }
    if open == [stagePath], !Self.isOpen(stagePath) {
      return [FileEdit(stagePath, bytes: try own.bytes(of: PlanFolder.stageName))]
    }
    var edits = try folder.edits(asIn: own).filter { !open.contains($0.path) }
    for path in open.sorted() {
      let bytes = try? own.tree.read(path)
      edits.append(bytes.map { FileEdit(path, bytes: $0) } ?? FileEdit(removing: path))
    }
    return edits
  }

  /// A plan that one side took back and that the other one, with the base branch, moved meanwhile stays: databases may be
  /// at its later deploy.
  ///
  /// Git says nothing of it where it takes the plan's files for those of another one with a new name.
  private mutating func takenBackEdits() throws(Failure) -> [FileEdit] {
    guard let trees, let baseBranch else { return [] }
    let retired = try retiredPlans(in: .git(trees.ours)) + retiredPlans(in: .git(trees.theirs))
    var edits: [FileEdit] = []
    for name in try io(try FileTree.git(baseBranch).names(in: Layout.plans)).compactMap(MigrationName.init) {
      let shared = PlanFolder(name, in: .git(baseBranch))
      guard shared.exists, !PlanFolder(name).exists, !retired.contains(name) else { continue }
      let before = PlanFolder(name, in: .git(trees.base))
      let kept = [trees.ours, trees.theirs].map { PlanFolder(name, in: .git($0)) }.filter(\.exists)
      guard let side = kept.first, kept.count == 1, before.exists, try before.stage() != side.stage() else { continue }
      restored.insert(name)
      edits += try PlanFolder(name).edits(asIn: shared)
    }
    return edits
  }

  /// Whether a file in conflict is still as git wrote it, and not as the plan has it that only one side has: git took it
  /// for a file of another plan with a new name, and put the changes of both into it, without marks.
  private func isMixture(_ path: String, _ sides: Set<Int>, of own: PlanFolder) throws(Failure) -> Bool {
    guard let bytes = try? read(fileAt: path), bytes != (try? own.tree.read(path)) else { return false }
    for side in sides {
      if try asking(try git.contents(of: path, in: ":\(side)")) == bytes { return true }
    }
    return false
  }

  /// Whether a file of two folders says the same, or is in neither.
  private static func isSame(_ folder: PlanFolder, _ other: PlanFolder, _ name: String) -> Bool {
    (try? folder.bytes(of: name)) == (try? other.bytes(of: name))
  }

  /// Remembers the plan as the sides have it otherwise: the current schema may have its changes.
  ///
  /// - Parameter taken: The plan as it is now; `nil` if it is removed.
  private mutating func replace(_ name: MigrationName, by taken: PlanFolder?) {
    guard let trees else { return }
    for tree in [trees.ours, trees.theirs] {
      let folder = PlanFolder(name, in: .git(tree))
      guard folder.exists, taken.map(folder.isSame) != true, let workspace = try? Workspace(in: .git(tree)),
        let entry = workspace.entry(name), let plan = try? workspace.planUnderWay(entry)
      else { continue }
      replaced.append(plan)
    }
  }

  /// Whether a file still has the marks of a conflict.
  private static func isOpen(_ path: String) -> Bool { (try? read(fileAt: path)).map(hasConflict) ?? false }

  private func isGenerated(_ path: String, of plan: MigrationName) -> Bool {
    path.hasPrefix(Layout.swiftFolder(plan) + "/") && path.hasSuffix(".generated.swift")
  }

  /// A stage that both sides moved is the later one: each was attested.
  private func stageEdit(of folder: PlanFolder) throws(Failure) -> FileEdit? {
    let path = folder.file(PlanFolder.stageName)
    guard kind(ofFileAt: path) == .file else { return nil }
    let bytes = try io(try read(fileAt: path))
    guard hasConflict(bytes) else { return nil }
    let lines = bytes.split(separator: UInt8(ascii: "\n")).compactMap { PlanStage(Array($0)) }
    guard let latest = lines.max(by: { $0.deploy < $1.deploy }), Set(lines.map(\.count)).count == 1 else {
      throw .workspace(.conflict(file: path))
    }
    return FileEdit(path, "\(latest)\n")
  }

  /// The retired plans are those of both sides.
  private func retiredEdit() throws(Failure) -> FileEdit? {
    guard kind(ofFileAt: Layout.retired) == .file else { return nil }
    let bytes = try io(try read(fileAt: Layout.retired))
    guard hasConflict(bytes) else { return nil }
    var names: [String] = []
    for line in String(decoding: withoutReturns(bytes), as: UTF8.self).split(separator: "\n").map(String.init) {
      if MigrationName(line) != nil, !names.contains(line) { names.append(line) }
    }
    return FileEdit(Layout.retired, names.map { $0 + "\n" }.joined())
  }

  /// The edit that restores the current schema if it is gone: as it was staged or committed last.
  func lostCurrentEdit() throws(Failure) -> FileEdit? {
    guard kind(ofFileAt: Layout.current) == nil else { return nil }
    // In a merge that one side deletes it in, it is staged for the other side.
    for revision in [":0", "HEAD", ":2", ":3"] {
      guard let bytes = try asking(try git.contents(of: Layout.current, in: revision)) else { continue }
      return FileEdit(Layout.current, bytes: bytes)
    }
    throw .workspace(try hasBegun(.disk) ? .lostRecord : .noCurrent)
  }

  /// The edit that resolves a conflict in the current schema: this side's with the other side's differences, by elements
  /// and not by lines.
  ///
  /// - Parameter before: The base branch, if this branch has all of it.
  func currentEdit(before: Workspace?) throws(Failure) -> FileEdit? {
    let bytes = try io(try read(fileAt: Layout.current))
    // Lines that git merged without a conflict may be no schema: both sides may have added one field.
    let isReadable = (try? ReadSchema([SourceFile(path: Layout.current, bytes: bytes)])) != nil
    if !hasConflict(bytes), isReadable { return nil }
    var texts: [[UInt8]?] = []
    for version in 1...3 { texts.append(try asking(try git.contents(of: Layout.current, in: ":\(version)"))) }
    // After `git add` they are only in the commits.
    if texts[1] == nil, let sides {
      texts = []
      for commit in [sides.base, sides.ours, sides.theirs] {
        texts.append(try asking(try git.contents(of: Layout.current, in: commit)))
      }
    } else if texts[1] == nil, !hasConflict(bytes),
      let head = try asking(try git.contents(of: Layout.current, in: "HEAD"))
    {
      // A cherry-pick without a commit leaves no trace of what it brings; sync adds its plans to what was here.
      texts = [head, head, head]
    }
    guard let ours = texts[1], let theirs = texts[2] else { throw .workspace(.lostConflict(file: Layout.current)) }
    // If both sides added the file, what they share is empty.
    var schemas: [Schema] = []
    for bytes in [texts[0] ?? [], ours, theirs] {
      schemas.append(try ReadSchema([SourceFile(path: Layout.current, bytes: bytes)]).schema)
    }
    let marks = [ours, theirs].flatMap { bytes in
      String(decoding: withoutReturns(bytes), as: UTF8.self).split(separator: "\n").filter(CurrentSchema.isMark)
    }
    // The record of the base branch has its plans whole; sync adds the others.
    var schema = before?.current.schema ?? schemas[1].applying(from: schemas[0], to: schemas[2])
    schema.removeDanglingIndexes()
    schema.namedTypes = schemas[1].namedTypes
    // Where the marks stand does not matter yet.
    let text = CurrentSchema.text(schema, []) + Set(marks).sorted().map { $0 + "\n" }.joined()
    return FileEdit(Layout.current, text)
  }
}

extension Schema {
  /// Removes the indexes over fields that their table does not have.
  ///
  /// A cherry-pick brings an index and not the plan that made its field; the plan of the index is made again then.
  fileprivate mutating func removeDanglingIndexes() {
    for index in tables.indices {
      guard case .fields(let fields) = tables[index].content else { continue }
      let names = Set(fields.map(\.name))
      tables[index].indexes.removeAll { ($0.paths + $0.filters).contains { $0.first.map(names.contains) == false } }
    }
  }
}

extension Git {
  /// Whether the side that git calls "theirs" is the one of this branch: in a rebase and a cherry-pick.
  fileprivate func sidesAreSwapped() throws(GitProblem) -> Bool { (try? commit("MERGE_HEAD")) == nil }
}

extension PlanFolder {
  /// Whether the plan is there.
  var exists: Bool { tree.kind(file(Self.dataName)) != nil }

  /// The edits that make the plan the one of another tree; hand-written files, attestations and a later stage stay.
  func edits(asIn other: PlanFolder) throws(Failure) -> [FileEdit] {
    var edits: [FileEdit] = []
    for name in try other.names() {
      if name.contains(Attestation.fileNamePart), tree.kind(file(name)) != nil { continue }
      if name == Self.stageName, let own = try? stage(), own.count == (try other.stage().count) { continue }
      edits.append(FileEdit(file(name), bytes: try other.bytes(of: name)))
    }
    for (path, isHandWritten) in try other.swiftFiles() where !isHandWritten || tree.kind(path) == nil {
      edits.append(FileEdit(path, bytes: try io(try other.tree.read(path))))
    }
    let kept = Set(edits.map(\.path))
    return edits
      + (try removal().edits.filter { edit in
        let name = lastPart(of: edit.path)
        return !kept.contains(edit.path) && name != Self.stageName && !name.contains(Attestation.fileNamePart)
      })
  }
}
