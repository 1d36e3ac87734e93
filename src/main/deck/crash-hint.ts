/**
 * What may have ended a process while it loaded its service, where the signal tells: no JavaScript ends a process like that.
 *
 * @param description - how the process ended, such as `signal SIGSEGV`
 * @returns a sentence with a blank before it, or nothing
 */
export function crashHint(description: string): string {
  if (!/\bSIG(?:SEGV|BUS|ILL)\b/.test(description)) return "";
  return ". A native addon of a package has crashed: it may not support the Node or Electron that runs the service, or has to be built for it (dasedeck rebuild)";
}
