// Part of Bellows. MIT licence: see LICENSE.
import Journal

/// The app as it was at this deploy.
public var release: Release { Release(people: People.self, notes: Notes.self) }
