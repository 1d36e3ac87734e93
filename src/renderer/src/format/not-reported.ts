/** What the other side of a connection does not tell. */
export const notReported = "not reported";
