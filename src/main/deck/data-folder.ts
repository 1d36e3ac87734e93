import { chmod, lstat, readdir, rename } from "node:fs/promises";
import { homedir } from "node:os";
import { join, parse, resolve } from "node:path";
import { makeFolder } from "#runtime/make-folder.ts";

/** Who may read what the deck keeps: its owner alone. Windows has no such modes; there a user's own folders are private anyway. */
export const privateFolderMode = 0o700;
export const privateFileMode = 0o600;

/** The deck's own folders in the data folder; `window` is Electron's. */
const ownFolders = ["state", join("state", "about"), "bundles", "window"];
/** What the names of the deck's own files and folders begin with; backups, files set aside and temporary files go by the name of their file. */
const ownNames = ["deck.json", "network.json", "tokens.json", "remotes.json", "journal.sqlite", "state", "bundles", "window"];

/**
 * Makes the data folder and prepares what is in it: it is for its owner alone, whatever the umask, also one that an older version made; and where a folder of the deck
 * should be, nothing else stands in its way.
 *
 * @param warn - told what was set aside, and what could not be made private
 * @throws Error where there can't be such a folder
 */
export async function openDataFolder(dataDir: string, warn: (message: string) => void): Promise<void> {
  await makeFolder(dataDir, privateFolderMode);
  for (const name of ownFolders) await setAsideFile(join(dataDir, name), warn);
  if (process.platform === "win32") return;
  const problems: string[] = [];
  await makePrivate(dataDir, (name) => ownNames.some((own) => name.startsWith(own)), problems);
  const [first] = problems;
  if (first !== undefined)
    warn(`Not all of ${dataDir} could be made private to its owner (${first}); others on this computer may be able to read it`);
}

/** @param isOwn - which names in a folder are looked at */
async function makePrivate(path: string, isOwn: (name: string) => boolean, problems: string[]): Promise<void> {
  try {
    const { mode } = await lstat(path);
    const kind = mode & fileType.mask;
    // What a link leads to is not ours.
    if (kind !== fileType.folder && kind !== fileType.file) return;
    const wanted = kind === fileType.folder ? privateFolderMode : privateFileMode;
    if ((mode & 0o777) !== wanted && !isShared(path, mode)) await chmod(path, wanted);
    if (kind !== fileType.folder) return;
    for (const name of await readdir(path)) if (isOwn(name)) await makePrivate(join(path, name), () => true, problems);
  } catch (error) {
    // A temporary file may be gone by now.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") problems.push(error instanceof Error ? error.message : String(error));
  }
}

/** The bits of a mode that tell what kind of file it is. */
const fileType = { mask: 0o170000, folder: 0o040000, file: 0o100000 } as const;

/** Whether a folder is used for more than the deck's data: a person who gives `--data-dir ~` or `/tmp` must not be shut out of it. */
function isShared(path: string, mode: number): boolean {
  const absolute = resolve(path);
  const isSticky = (mode & 0o1000) !== 0;
  return isSticky || absolute === homedir() || absolute === parse(absolute).root;
}

async function setAsideFile(path: string, warn: (message: string) => void): Promise<void> {
  const found = await lstat(path).catch(() => null);
  if (found === null || found.isDirectory() || found.isSymbolicLink()) return;
  const aside = asideName(path);
  await rename(path, aside);
  warn(`${path} is not a folder; it was set aside as ${aside}`);
}

/** A name for what is set aside, which nothing else has. @param why - `broken`, or the version that wrote it */
export function asideName(path: string, why = "broken"): string {
  return `${path}.${why}-${new Date().toISOString().replaceAll(/[:.]/g, "-")}`;
}
