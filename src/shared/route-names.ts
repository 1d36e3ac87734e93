/**
 * The first parts of the paths that the deck's server answers itself. A service of such a name could not be reached at its own address, so ids avoid them. A test
 * compares them with the routes that the server has.
 */
export const routeNames: readonly string[] = [
  "api",
  "assets",
  "deck",
  "healthz",
  "metrics",
  "openapi",
  "service-properties",
  "socket",
  "ws",
];
