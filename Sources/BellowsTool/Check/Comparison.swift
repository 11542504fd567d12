// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// What `check` compares: the tree that is to become a commit, and those that it follows.
struct Comparison {
  var new: Side
  /// None before the first commit; several in a merge.
  var bases: [Side]
  /// Whether a whole branch is judged, by what it does to the branch that it goes into.
  var isBranch: Bool

  /// One of the trees, with what its current schema is at.
  struct Side {
    var tree: GitTree
    var current: SourceFile?

    var files: FileTree { .git(tree) }
    var mark: CurrentMark? { current.flatMap { CurrentMark(firstLineOf: $0.bytes) } }
  }
}

extension Comparison {
  /// Asks git for both: with a base, what HEAD has against where it left that base; else what is staged against HEAD.
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

  /// What was compared, in a few words.
  var wording: String {
    let names = bases.map { shown($0.tree.name) }
    return names.isEmpty ? "\(new.tree.name), before the first commit" : "\(new.tree.name) after \(list(names, "and"))"
  }

  /// Whether some of the files stand, all together, as they do in one of the bases.
  func isAsBefore(_ isMeant: (String) -> Bool) -> Bool {
    let now = new.tree.blobs.filter { isMeant($0.key) }
    return bases.contains { $0.tree.blobs.filter { isMeant($0.key) } == now }
  }

  /// Whether a file is in none of the bases as it is now.
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
