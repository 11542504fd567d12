// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

/// Executes a command.
func execute(_ invocation: Invocation) throws(Failure) {
  switch invocation {
  case .help(nil): try output(generalHelp())
  case .help(.some(let command)): try output(help(for: command))
  case .version: try output("bellows \(version)\n")
  case .installHooks: try withPackageLock { () throws(Failure) in try installHooks() }
  case .check(let request): try check(request)
  case .initialize(let target, let library):
    try withPackageLock { () throws(Failure) in try initialize(target: target, library: library) }
  case .plan(let request): try plan(request)
  case .generate(let request): try withPackageLock { () throws(Failure) in try generate(request) }
  case .advance(let argument): try withPackageLock { () throws(Failure) in try advance(argument) }
  case .sync(let base): try withPackageLock { () throws(Failure) in try sync(base: base) }
  case .back(let plan): try withPackageLock { () throws(Failure) in try back(plan) }
  case .drop(let plan): try withPackageLock { () throws(Failure) in try drop(plan) }
  case .retire(let plan): try withPackageLock { () throws(Failure) in try retire(plan) }
  case .status: try status()
  case .format(let request): try format(request)
  case .explain(let rule): try explain(rule)
  }
}

/// Prints to standard output.
func output(_ text: String) throws(Failure) {
  guard Stream.output.print(text) else { throw .outputLost }
}
