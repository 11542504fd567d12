// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel
import SwiftEmitter

/// The trees that `check` compares: the new commit, and the commits that it follows.
struct Comparison {
  var new: Side
  /// Empty before the first commit; several in a merge.
  var bases: [Side]
  /// Whether a branch is compared with the branch that it is merged into.
  var isBranch: Bool

  /// One of the trees, with its current schema.
  struct Side {
    var tree: GitTree
    var current: SourceFile?

    var files: FileTree { .git(tree) }
  }
}

extension Comparison {
  /// Reads the trees from git: with a base, HEAD and the commit where it branched off; else the staged tree and HEAD.
  init(_ git: Git, base: String?, below paths: [String]) throws(GitProblem) {
    let store = BlobStore(git)
    let new: GitTree
    var bases: [GitTree] = []
    if let base {
      let common = try git.mergeBase(base)
      new = try git.tree(of: try git.commit("HEAD"), called: "HEAD", below: paths, store: store)
      bases.append(try git.tree(of: common, called: base, below: paths, store: store))
    } else {
      let state = try git.state()
      new = try git.index(below: paths, store: store)
      if let head = state.head { bases.append(try git.tree(of: head, called: "HEAD", below: paths, store: store)) }
      for commit in state.merged {
        let name = String(commit.prefix(12))
        bases.append(try git.tree(of: commit, called: name, below: paths, store: store))
      }
    }
    store.fetch(([new] + bases).compactMap { $0.blobs[Layout.current] })
    self.new = Side(new, isNew: true)
    self.bases = bases.map { Side($0, isNew: false) }
    isBranch = base != nil
  }

  /// Says where the current folder is in trees that have the whole repository.
  mutating func set(prefix: String) {
    new.tree.prefix = prefix
    for index in bases.indices { bases[index].tree.prefix = prefix }
  }

  /// What was compared: `staged changes against HEAD`.
  var wording: String {
    let names = bases.map { shown($0.tree.name) }
    return names.isEmpty
      ? "\(new.tree.name) before the first commit" : "\(new.tree.name) against \(list(names, "and"))"
  }

  /// Whether one base contains all matching files unchanged.
  func isAsBefore(_ isMeant: (String) -> Bool) -> Bool {
    let now = new.tree.blobs.filter { isMeant($0.key) }
    return bases.contains { $0.tree.blobs.filter { isMeant($0.key) } == now }
  }

  /// Whether no base has a plan.
  func isNew(_ plan: MigrationName) -> Bool {
    let path = Layout.data(plan)
    return bases.allSatisfy { $0.tree.blobs[path] == nil }
  }

  /// Whether no base contains a file unchanged.
  func isChanged(_ path: String) -> Bool {
    bases.allSatisfy { $0.tree.blobs[path] != new.tree.blobs[path] }
  }
}

extension Comparison.Side {
  fileprivate init(_ tree: GitTree, isNew: Bool) {
    self.tree = tree
    guard let bytes = try? FileTree.git(tree).read(Layout.current) else { return }
    current = SourceFile(path: isNew ? Layout.current : "\(tree.name):\(Layout.current)", bytes: bytes)
  }
}
