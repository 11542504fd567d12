// Part of Bellows. MIT licence: see LICENSE.
