/** The last part of a path, of Windows or of Unix. */
export function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** The folder that a path lies in. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(1, path.length - baseName(path).length - 1));
}
