// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

do {
  try execute(parse(arguments: Array(CommandLine.arguments.dropFirst())))
} catch let error as UsageError {
  Stream.error.print(error.message)
  exit(Failure.usage(error).status)
} catch let failure as Failure {
  Stream.error.print(failure.message(inColour: Stream.error.takesColour))
  exit(failure.status)
}
