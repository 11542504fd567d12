// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

/// `bellows init --hook`: the hooks of this clone that call `bellows check`.
///
/// A merge without conflicts runs `pre-merge-commit` and not `pre-commit`; a rebase and a revert run neither, which is
/// what the check in CI is for.
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
    // A folder of hooks outside of the repository serves other repositories too.
    guard place.isOwn(path) else {
      throw .refused(.foreignHook(path: path, line: hookLine(folder: place.prefix)))
    }
    edits.append(edit)
  }
  let changed = try io(try write(edits))
  try output(hookSummary(changed: changed, kept: kept))
}

/// Where the hooks of a repository are, and where the package is in it.
struct HookPlace {
  /// The root of the work tree.
  var root: String
  /// The package's folder below the root, ending in `/`; empty for the root itself.
  var prefix: String
  /// The repository's own folder.
  var repository: String
  var hooks: [String]

  /// Whether a path is the repository's and nobody else's.
  func isOwn(_ path: String) -> Bool { [root, repository].contains { path.hasPrefix($0 + "/") } }
}

extension Git {
  /// Where hooks go, as `core.hooksPath` and linked work trees have it.
  func hookPlace() throws(GitProblem) -> HookPlace {
    let here = try ask(["rev-parse", "--show-toplevel", "--show-prefix"])
    let found = lines(of: here.output)
    guard here.status == 0, let root = found.first else {
      throw .noRepository(folder: folder, said: line(of: here.errors))
    }
    // Paths of git's own are relative to where it runs, and a relative `core.hooksPath` to the root.
    let names = ["--git-path", "hooks/pre-commit", "--git-path", "hooks/pre-merge-commit", "--git-common-dir"]
    let result = try Git(folder: root).ask(["rev-parse"] + names)
    let paths = lines(of: result.output).map { $0.hasPrefix("/") ? $0 : join(root, $0) }
    guard result.status == 0, paths.count == 3 else { throw .failed(said: line(of: result.errors)) }
    return HookPlace(
      root: root, prefix: found.count > 1 ? found[1] : "", repository: paths[2], hooks: Array(paths.prefix(2)))
  }
}

private let hookMark = "# Written by 'bellows init --hook'."

/// What somebody adds to a hook that is there already.
private func hookLine(folder: String) -> String {
  folder.isEmpty
    ? ".build/debug/bellows check || exit 1" : "(cd \(quoted(folder)) && .build/debug/bellows check) || exit 1"
}

/// A text as one word of a shell.
private func quoted(_ text: String) -> String {
  "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
}

/// The hook: a commit waits for it, so it runs what is built already, and not even that when nothing of it is staged.
private func hookScript(folder: String) -> String {
  let enter = """

    # Git's paths stay right in another folder only when they are whole.
    if [ -n "${GIT_DIR:-}" ]; then
      GIT_DIR=$(git rev-parse --absolute-git-dir)
      GIT_WORK_TREE=${GIT_WORK_TREE:-$PWD}
      export GIT_DIR GIT_WORK_TREE
    fi
    cd \(quoted(folder))

    """
  return """
    #!/bin/sh
    \(hookMark) Refuses a commit whose schemas are not planned.
    set -eu
    \(folder.isEmpty ? "" : enter)
    if git diff --cached --quiet -- \(Layout.schemas) \(Layout.plans) \(Layout.swift); then exit 0; fi

    for tool in .build/release/bellows .build/debug/bellows; do
      # One from before the last change of versions may be another version's.
      if [ -x "$tool" ] && ! [ Package.resolved -nt "$tool" ]; then exec "$tool" check; fi
    done
    if command -v bellows >/dev/null; then exec bellows check; fi
    if ! [ -f Package.swift ]; then
      echo "pre-commit: 'bellows' is not installed, and the schemas cannot be checked" >&2
      exit 1
    fi
    echo "pre-commit: building 'bellows', this once" >&2
    # SwiftPM asks git about the dependencies, and these would send it to this repository.
    (unset GIT_DIR GIT_INDEX_FILE GIT_PREFIX GIT_WORK_TREE && swift build --quiet --product bellows >&2)
    exec .build/debug/bellows check

    """
}
