/** Throws from a place outside the runtime's own folder, as a service file does. */
export function throwAnError(error: Error = new TypeError("no sensor")): never {
  Error.captureStackTrace(error);
  throw error;
}
