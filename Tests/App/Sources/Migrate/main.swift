// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsSQLite
import Deploy1
import Foundation
import var Migrations.plans

/// The plans as they stood in the commit of a deploy, "3.2": in a repository of your own this is `plans`, nothing more.
func plansAt(_ name: String) -> Migrations? {
  if name == "1" { return Deploy1.plans }
  let numbers = name.split(separator: ".").compactMap { Int($0) }
  let all = plans.all.sorted { $0.name < $1.name }
  guard numbers.count == 2, (2..<all.count + 2).contains(numbers[0]) else { return nil }
  let taken = all.prefix(numbers[0] - 1)
  guard let last = taken.last, let deploy = last.deploys.first(where: { $0.number == numbers[1] }) else { return nil }
  return Migrations(schema: deploy.fingerprint, plans: taken.dropLast() + [last.at(deploy: deploy.number)])
}

var arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count >= 3, let taken = plansAt(arguments[0]) else {
  FileHandle.standardError.write(Data("usage: migrate DEPLOY FILE COMMAND ...\n".utf8))
  exit(2)
}
await MigrateCommand.main(
  taken, on: SQLite(path: arguments[1]), environment: "production", arguments: Array(arguments.dropFirst(2)))
