// Part of Bellows. MIT licence: see LICENSE.

/** What Convex generates: the components of the app, and its internal functions. */
export declare const components: { migrations: unknown };
export declare const internal: { migrations: { [name: string]: unknown } };
