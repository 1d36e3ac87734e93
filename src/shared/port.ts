/**
 * Reads a port as a person writes it.
 *
 * @returns the port, 0 for any free one, or `null` where the text is no port number
 */
export function parsePort(text: string): number | null {
  if (!/^\d{1,5}$/.test(text)) return null;
  const port = Number(text);
  return port <= 65_535 ? port : null;
}

export const portRule = "a port is a whole number from 0 (any free one) to 65535";
export const defaultPort = 8001;
