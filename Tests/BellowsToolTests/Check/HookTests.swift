// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import Testing

/// The hooks that `bellows init --hook` writes, run by git itself.
struct HookTests {
  /// A repository with its hooks, in whose build folder the tool stands as `swift build` puts it there.
  private func hooked(in folder: String = "") throws -> Sandbox {
    let sandbox = try Sandbox.committed()
    try sandbox.write(".gitignore", ".build\n")
    let build = sandbox.root.appendingPathComponent(".build/debug")
    try FileManager.default.createDirectory(at: build, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: build.appendingPathComponent("bellows"), withDestinationURL: Sandbox.tool)
    let result = try sandbox.bellows("init", "--hook")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("wrote") && result.output.contains("hooks/pre-merge-commit"))
    return sandbox
  }

  @Test("The hook checks commits")
  func commitsAreChecked() throws {
    let sandbox = try hooked()
    try sandbox.write("schemas/app.schema", Schemas.usersWithAge)
    try sandbox.git("add", "--all")
    let refused = try sandbox.tryGit(["commit", "--message", "Goal alone"])
    #expect(refused.status == 1)
    #expect((refused.output + refused.errors).contains("no plan contains this change: users.age"))
    try sandbox.plan("add-age", Schemas.usersWithAge)
    try sandbox.git("commit", "--quiet", "--message", "Whole plan")
    // Of a part of what changed, the part is judged.
    try sandbox.write("Sources/App/main.swift", "print(1)\n")
    try sandbox.write("schemas/app.schema", Schemas.users)
    try sandbox.git("add", "Sources/App")
    try sandbox.git("commit", "--quiet", "--message", "Code", "Sources/App/main.swift")
    #expect(try sandbox.tryGit(["commit", "--all", "--message", "Goal"]).status == 1)
  }

  @Test("The hook checks merges without conflicts")
  func mergesWithoutConflictsAreChecked() throws {
    let sandbox = try hooked()
    try sandbox.git("switch", "--quiet", "--create", "feature")
    try sandbox.plan("add-age", Schemas.usersWithAge)
    try sandbox.commitAll()
    try sandbox.git("switch", "--quiet", "main")
    try sandbox.write("notes.txt", "x")
    try sandbox.commitAll()
    try sandbox.git("merge", "--quiet", "--no-edit", "feature")
    // The other way, the feature is two deploys behind.
    try sandbox.advance("add-age", from: 1)
    try sandbox.commitAll()
    try sandbox.git("switch", "--quiet", "--create", "late", "HEAD~2")
    try sandbox.git("reset", "--quiet", "--hard", "HEAD~0")
    try sandbox.write("late.txt", "x")
    try sandbox.commitAll()
    try sandbox.git("merge", "--quiet", "--no-edit", "main")
  }

  @Test("A hook that another tool wrote stays unchanged")
  func whatSomebodyElseWroteStays() throws {
    let sandbox = try Sandbox.committed()
    try sandbox.write(".git/hooks/pre-commit", "#!/bin/sh\nmake lint\n")
    let before = try sandbox.read(".git/hooks/pre-commit")
    let result = try sandbox.bellows("init", "--hook")
    #expect(result.status == 1)
    #expect(result.errors.contains("add this line to it\n  .build/debug/bellows check || exit 1"), "\(result.errors)")
    #expect(try sandbox.read(".git/hooks/pre-commit") == before)
    #expect(throws: (any Error).self) { try sandbox.read(".git/hooks/pre-merge-commit") }
    // With that line it is right.
    try sandbox.write(".git/hooks/pre-commit", before + ".build/debug/bellows check || exit 1\n")
    let again = try sandbox.bellows("init", "--hook")
    #expect(again.status == 0)
    #expect(again.output.contains("kept     \(sandbox.root.path)/.git/hooks/pre-commit"), "\(again.output)")
    #expect(try sandbox.bellows("init", "--hook").status == 0)
  }

  @Test("The hook is written into the folder that git is configured for")
  func anotherFolderOfHooksIsRespected() throws {
    let sandbox = try Sandbox.committed()
    try sandbox.git("config", "core.hooksPath", ".githooks")
    #expect(try sandbox.bellows("init", "--hook").status == 0)
    #expect(try sandbox.read(".githooks/pre-commit").hasPrefix("#!/bin/sh\n"))
    // One outside of the repository belongs to others as well.
    let outside = sandbox.root.appendingPathExtension("hooks").path
    try sandbox.git("config", "core.hooksPath", outside)
    let result = try sandbox.bellows("init", "--hook")
    #expect(result.status == 1)
    #expect(result.errors.contains("was not written by Bellows"))
    #expect(!FileManager.default.fileExists(atPath: outside))
  }

  @Test("A package in a subfolder is checked in a linked work tree")
  func aPackageInASubfolderIsCheckedInALinkedWorkTree() throws {
    let sandbox = try Sandbox()
    try sandbox.write("it's/schemas/app.schema", Schemas.users)
    try sandbox.write("it's/bellows", "#!/bin/sh\nexec '\(Sandbox.tool.path)' \"$@\"\n")
    try sandbox.commitAll()
    let shell = URL(fileURLWithPath: "/bin/sh")
    let hook = try sandbox.run(shell, ["-c", "cd \"it's\" && '\(Sandbox.tool.path)' init --hook"])
    #expect(hook.status == 0, "\(hook.errors)")
    try sandbox.git("worktree", "add", "--quiet", "linked")
    for root in ["", "linked/"] {
      try sandbox.write(root + "it's/schemas/app.schema", Schemas.usersWithAge)
      let path = Sandbox.tool.deletingLastPathComponent().path + ":/usr/bin:/bin"
      let identity = "-c user.name=Test -c user.email=test@example.org"
      let command = "cd ./\(root) && git add . && PATH=\(path) git \(identity) commit -m Goal"
      let commit = try sandbox.run(shell, ["-c", command])
      #expect(commit.status == 1, "\(commit.output)\(commit.errors)")
      let said = commit.output + commit.errors
      #expect(said.contains("schemas/app.schema:6:3: error: users.age"), "\(said)")
    }
  }

  @Test("Outside of a repository the hook is an error")
  func outsideOfARepositoryThereIsNoHook() throws {
    let result = try Sandbox().bellows("init", "--hook")
    #expect(result.status == 2)
    #expect(result.errors.contains("not in a git repository"))
  }
}
