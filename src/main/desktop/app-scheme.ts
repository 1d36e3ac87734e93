import { join, normalize, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { net, protocol, type Session } from "electron";

const scheme = "app";

/** The origin of the window's page: a scheme of our own, so that the page has none of the powers of `file:`. */
export const appOrigin = `${scheme}://dasedeck`;

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

/** Answers requests of the window's page with the files of the built window, and nothing else of the disk. */
export function serveAppScheme(session: Session, rendererDir: string): void {
  session.protocol.handle(scheme, async (request) => {
    const file = fileOf(new URL(request.url), rendererDir);
    if (file === null) return new Response("Not found", { status: 404 });
    return net.fetch(pathToFileURL(file).href).catch(() => new Response("Not found", { status: 404 }));
  });
}

function fileOf({ host, pathname }: URL, rendererDir: string): string | null {
  const path = decoded(pathname === "/" ? "/index.html" : pathname);
  if (host !== "dasedeck" || path === null) return null;
  const file = normalize(join(rendererDir, path));
  return file.startsWith(rendererDir + sep) ? file : null;
}

function decoded(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}
