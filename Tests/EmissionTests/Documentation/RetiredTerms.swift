// Part of Bellows. MIT licence: see LICENSE.

/// A term that messages, pages and public declarations no longer use.
///
/// Some of these words are right in another meaning (`--watch`, "the body of a request", "in place"). The pattern then
/// describes the context in which the word is retired, or `except` the contexts in which it is allowed.
struct RetiredTerm: Sendable {
  /// A regular expression; case does not matter.
  var pattern: String
  /// The term to use.
  var use: String
  /// Contexts that are allowed: regular expressions for the text around a match.
  var except: [String] = []

  static let inText: [RetiredTerm] = [
    RetiredTerm(pattern: #"\bin step\b"#, use: "in sync, synchronised"),
    RetiredTerm(
      pattern: #"\bkeeps both equal\b|\bmirror(s|ed)?\b|\btwins?\b"#, use: "synchronised columns, shadow table"),
    RetiredTerm(pattern: #"\baside\b"#, use: "backed up (values), quarantined (rows)"),
    RetiredTerm(pattern: #"\b(before-)?images?\b"#, use: "backup, row snapshot", except: [#"^image$"#]),
    RetiredTerm(pattern: #"\bnoted\b"#, use: "recorded"),
    RetiredTerm(pattern: #"\b(way|going|goes) back\b"#, use: "rollback, rollback plan"),
    RetiredTerm(
      pattern: #"\bbod(y|ies)\b"#, use: "backfill function",
      except: [#"\bbody of (a|the) (request|loop)"#, #"\bbodies\.swift\b"#]),
    RetiredTerm(pattern: #"\byours\b|\ba person('s)?\b"#, use: "hand-written, you"),
    RetiredTerm(
      pattern: #"\bwalk(s|ed|ing)?\b|\b(go|goes|gone|going|went) over\b|\bstretch(es)?\b|\bsweeps?\b"#,
      use: "scan, key range, catch-up pass"),
    RetiredTerm(pattern: #"\bmend(s|ed|ing)?\b"#, use: "fix"),
    RetiredTerm(pattern: #"\banew\b"#, use: "again, rebuild"),
    RetiredTerm(pattern: #"\b(at|in) hand\b"#, use: "available, current"),
    RetiredTerm(pattern: #"\bstands?\b"#, use: "is", except: [#"\bstands? for\b"#, #"\bstandstill\b"#]),
    RetiredTerm(pattern: #"\bgoes\b"#, use: "is deleted, is dropped", except: [#"\bgoes (to|into|wrong|through)\b"#]),
    RetiredTerm(pattern: #"\b(tells?|told)\b"#, use: "reports, says"),
    RetiredTerm(pattern: #"\bwants?\b"#, use: "needs, requires"),
    RetiredTerm(pattern: #"\btruths?\b|\bmeanings\b"#, use: "logical field, column mapping"),
    RetiredTerm(
      pattern: #"\b(tracks?|alignments?|dut(y|ies))\b"#, use: "rollout, schedule, action",
      except: [#"keeps? track"#]),
    RetiredTerm(
      pattern: #"\bwatch(es|ed)?\b"#, use: "change scope", except: ["--watch", #"`watch`"#, #"^watch$"#]),
    RetiredTerm(
      pattern: #"\barrivals?\b|\bsettles?\b|\bspoil(s|ed|t)?\b|\bconsents?\b"#,
      use: "goal check, check invariants, mark stale, data-loss approval"),
    RetiredTerm(pattern: #"\bpromises?\b"#, use: "unique constraint, invariant"),
    RetiredTerm(pattern: #"\bclaims?\b|\bclaimed\b"#, use: "migration lock"),
    RetiredTerm(pattern: #"\b(sets?|to|last|undo to) (a |the )?mark\b"#, use: "savepoint"),
    RetiredTerm(pattern: #"\bcompany\b|\bpolite(ness)?\b"#, use: "write contention, throttle"),
    RetiredTerm(pattern: #"\b(leaves?|more) room\b"#, use: "writable time"),
    RetiredTerm(pattern: #"\bnearby\b"#, use: "on the connection"),
    RetiredTerm(pattern: #"\bcarr(y|ies|ied|ying) ((?!out\b)\S+ ){0,4}out\b"#, use: "execute, run"),
    RetiredTerm(pattern: #"\bstanding\b"#, use: "compatibility"),
    RetiredTerm(
      pattern: #"\b(at that|at this|at a|each|its|a|the|of) places?\b"#, use: "index, position",
      except: [#"\bin place\b"#]),
    RetiredTerm(
      pattern: #"\bshapes?\b"#, use: "variant",
      // IDs of diagnostics.
      except: [#"\b(field-beside|was-in)-shapes\b|\bshape-not-object\b"#]),
    RetiredTerm(pattern: #"\bcircles?\b|\bformer\b|\bis one with\b"#, use: "cycle, previous name, identical"),
    RetiredTerm(pattern: #"\brivals?\b|\bforks?\b|\boutlook\b"#, use: "disjunct, choice point, propagation result"),
    RetiredTerm(pattern: #"\boperands?\b|\bword too many\b"#, use: "argument, unexpected argument"),
    RetiredTerm(pattern: #"\b(refused|lost|not both): "#, use: "counterexample, data lost, duplicates"),
    RetiredTerm(pattern: #"\bcount(s|ed|ing)? on\b"#, use: "relies on"),
    RetiredTerm(pattern: #"\bthe new one alone\b"#, use: "uses only"),
    RetiredTerm(pattern: #"\b(no|some|any|every)body\b|\bwhoever\b"#, use: "a noun that names who"),
    RetiredTerm(pattern: #"\bas it should be\b"#, use: "correct"),
  ]

  /// Names of public declarations.
  static let inNames: [RetiredTerm] = [
    RetiredTerm(pattern: #"wayBack|unlessBy|unfit|refills|outdates"#, use: "rollback, exceptFrom, invalid"),
    RetiredTerm(pattern: #"carr(y|ied)(Out)?\b|carryOut|carriedOut"#, use: "execute, unchanged"),
    RetiredTerm(pattern: #"(before)?images?\b|\bimage"#, use: "backup, snapshot"),
    RetiredTerm(pattern: #"claim|(set|undoTo|forget)Mark"#, use: "lock, savepoint"),
    RetiredTerm(pattern: #"company|politeness|nearby"#, use: "contention, throttle, onConnection"),
    RetiredTerm(pattern: #"\bbody|Body"#, use: "function"),
    RetiredTerm(pattern: #"\bplaces?\b|Places?\b"#, use: "index, position"),
    RetiredTerm(pattern: #"walk|promise|truth"#, use: "scan, constraint, field"),
  ]
}
