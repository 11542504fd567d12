// Part of Bellows. MIT licence: see LICENSE.

/// Does what a page of the documentation says, and returns the page with the output of its commands.
///
/// Lines with `$` in a `console` block are commands whose output follows; those of an `sh` block are only run. Another
/// block whose first line is a comment with a path is a file.
///
/// - Parameters:
///   - isFile: Whether a path is one of a file that is written.
///   - write: Writes a file.
///   - run: Runs a command line, and returns its output without a line break at the end.
/// - Returns: The text, and the paths of the files.
package func playPage(
  _ page: String, isFile: (Substring) -> Bool, write: (_ path: String, _ text: String) throws -> Void,
  run: (String) async throws -> String
) async throws -> (text: String, files: [String]) {
  var files: [String] = []
  var result: [Substring] = []
  var lines = page.split(separator: "\n", omittingEmptySubsequences: false)[...]
  while let line = lines.popFirst() {
    result.append(line)
    guard line.hasPrefix("```") else { continue }
    let block = Array(lines.prefix { $0 != "```" })
    lines = lines.dropFirst(block.count)
    if line == "```console" {
      for command in block where command.hasPrefix("$ ") {
        result.append(command)
        let output = try await run(String(command.dropFirst(2)))
        if !output.isEmpty { result += output.split(separator: "\n", omittingEmptySubsequences: false) }
      }
    } else if line == "```sh" {
      for command in block { _ = try await run(String(command)) }
      result += block
    } else {
      if let first = block.first, first.hasPrefix("// ") || first.hasPrefix("# ") {
        let path = first.drop { $0 != " " }.dropFirst()
        if !path.contains(" "), isFile(path) {
          try write(String(path), block.joined(separator: "\n") + "\n")
          files.append(String(path))
        }
      }
      result += block
    }
    if let end = lines.popFirst() { result.append(end) }
  }
  return (result.joined(separator: "\n"), files)
}
