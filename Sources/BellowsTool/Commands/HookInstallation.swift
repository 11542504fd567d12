// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

/// `bellows init --hook`: installs the git hooks that call `bellows check` in this clone.
///
/// A merge without conflicts runs `pre-merge-commit` instead of `pre-commit`; a rebase and a revert run neither, so CI
/// must check them.
func installHooks() throws(Failure) {
  let place = try asking(try Git(folder: ".").hookPlace())
  var edits: [FileEdit] = []
  var kept: [String] = []
  for path in place.hooks {
    var edit = FileEdit(path, hookScript(folder: place.prefix))
    edit.isExecutable = true
    if kind(ofFileAt: path) != nil {
      let text = String(decoding: try io(try read(fileAt: path)), as: UTF8.self)
      let isOurs = text.contains(hookMark)
      if !isOurs, text.contains("bellows check") {
        kept.append(path)
        continue
      }
      guard isOurs else { throw .refused(.foreignHook(path: path, line: hookLine(folder: place.prefix))) }
    }
    // A hooks folder outside the repository is shared with other repositories.
    guard place.isOwn(path) else {
      throw .refused(.foreignHook(path: path, line: hookLine(folder: place.prefix)))
    }
    edits.append(edit)
  }
  let changed = try io(try write(edits))
  try output(hookSummary(changed: changed, kept: kept))
}

/// The hooks of a repository, and the position of the package in it.
struct HookPlace {
  /// The root of the work tree.
  var root: String
  /// The package's folder relative to the root, ending in `/`; empty for the root itself.
  var prefix: String
  /// The git directory.
  var repository: String
  var hooks: [String]

  /// Whether only this repository uses a path, also after links in it.
  func isOwn(_ path: String) -> Bool {
    let place = realPath(path) ?? realPath(parent(of: path)).map { join($0, lastPart(of: path)) }
    return [path, place ?? path].allSatisfy { path in
      [root, repository, realPath(root) ?? root, realPath(repository) ?? repository].contains {
        path.hasPrefix($0 + "/")
      }
    }
  }
}

extension Git {
  /// Finds the hooks, considering `core.hooksPath` and linked work trees.
  func hookPlace() throws(GitProblem) -> HookPlace {
    let here = try ask(["rev-parse", "--show-toplevel", "--show-prefix"])
    let found = lines(of: here.output)
    guard here.status == 0, let root = found.first else {
      throw .noRepository(folder: folder, output: line(of: here.errors))
    }
    // Git prints paths relative to its working directory; a relative `core.hooksPath` is relative to the root.
    let names = ["--git-path", "hooks/pre-commit", "--git-path", "hooks/pre-merge-commit", "--git-common-dir"]
    let result = try Git(folder: root).ask(["rev-parse"] + names)
    let paths = lines(of: result.output).map { $0.hasPrefix("/") ? $0 : join(root, $0) }
    guard result.status == 0, paths.count == 3 else { throw .failed(output: line(of: result.errors)) }
    return HookPlace(
      root: root, prefix: found.count > 1 ? found[1] : "", repository: paths[2], hooks: Array(paths.prefix(2)))
  }
}

private let hookMark = "# Written by 'bellows init --hook'."

/// The line for an existing hook.
private func hookLine(folder: String) -> String {
  folder.isEmpty
    ? ".build/debug/bellows check || exit 1" : "(cd \(quoted(folder)) && .build/debug/bellows check) || exit 1"
}

/// A text as one shell word.
private func quoted(_ text: String) -> String {
  "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
}

/// The hook script.
///
/// To keep commits fast it runs a tool that is already built, and only if files of Bellows are staged.
private func hookScript(folder: String) -> String {
  let enter = """

    # Relative paths of git are wrong in another folder.
    if [ -n "${GIT_DIR:-}" ]; then
      GIT_DIR=$(git rev-parse --absolute-git-dir)
      GIT_WORK_TREE=${GIT_WORK_TREE:-$PWD}
      export GIT_DIR GIT_WORK_TREE
    fi
    cd \(quoted(folder))

    """
  return """
    #!/bin/sh
    \(hookMark) Blocks commits with schema changes that are not planned.
    set -eu
    \(folder.isEmpty ? "" : enter)
    if git diff --cached --quiet -- \(Layout.schemas) \(Layout.plans) \(Layout.swift); then exit 0; fi

    for tool in .build/release/bellows .build/debug/bellows; do
      # A tool older than Package.resolved may be another version.
      if [ -x "$tool" ] && ! [ Package.resolved -nt "$tool" ]; then exec "$tool" check; fi
    done
    if command -v bellows >/dev/null; then exec bellows check; fi
    if ! [ -f Package.swift ]; then
      echo "pre-commit: 'bellows' is not installed; cannot check the schemas" >&2
      exit 1
    fi
    echo "pre-commit: building 'bellows' (only once)" >&2
    # SwiftPM runs git for the dependencies; these variables would redirect it to this repository.
    (unset GIT_DIR GIT_INDEX_FILE GIT_PREFIX GIT_WORK_TREE && swift build --quiet --product bellows >&2)
    exec .build/debug/bellows check

    """
}
