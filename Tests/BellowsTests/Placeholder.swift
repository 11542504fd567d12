// Part of Bellows. MIT licence: see LICENSE.
import Testing
