import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a folder, and those around it that are missing; one that is there already is left as it is. Node's own `recursive` is not used: where a folder can't be
 * made though the one around it is there, as in Linux's `/proc`, it tries for ever.
 *
 * @param mode - who may read and write what is made; default: as the system has it
 * @throws Error of the system's where there can't be such a folder
 */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  const options = mode === undefined ? {} : { mode };
  try {
    await mkdir(path, options);
  } catch (error) {
    if (await isFolder(path)) return;
    const parent = dirname(path);
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || parent === path) throw error;
    await makeFolder(parent, mode);
    // Another one may have made it meanwhile.
    await mkdir(path, options).catch(async (reason: unknown) => {
      if (!(await isFolder(path))) throw reason;
    });
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
