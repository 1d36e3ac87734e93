/**
 * Whether a host is this computer itself, by its own name or one of its own addresses. Another name is not, wherever it leads: who it belongs to decides that anew each time.
 *
 * @param host - as it stands in an address; one of IPv6 with or without brackets
 */
export function isLoopbackHost(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}
