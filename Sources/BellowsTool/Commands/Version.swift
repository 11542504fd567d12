// Part of Bellows. MIT licence: see LICENSE.

/// The version of the tool, as `CHANGELOG.md` names it.
let version = "0.1.0"
