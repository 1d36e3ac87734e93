import { realpath, stat } from "node:fs/promises";

/**
 * What a file looks like from outside: another text after every save. Neither inode nor time of metadata count, which some network drives make up anew.
 *
 * @returns `null` where there is no such file, or it can't be looked at
 */
export async function sourceFingerprint(file: string): Promise<string | null> {
  try {
    const { mtimeMs, size } = await stat(file);
    const target = await realpath(file);
    // A link that leads elsewhere now is another version, even if the files look alike.
    return target === file ? `${mtimeMs} ${size}` : `${mtimeMs} ${size} ${target}`;
  } catch {
    return null;
  }
}
