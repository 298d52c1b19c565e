/**
 * Imported before graphql-js: outside production it takes a second look at everything that is not of a class of its own,
 * which here is half of the time. Nothing of what it answers depends on it.
 */
process.env['NODE_ENV'] = 'production';

/** Whoever reads a difference has its seed; the stacks of a million sown errors are of no use. */
Error.stackTraceLimit = 0;
