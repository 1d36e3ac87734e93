const mebibyte = 1024 * 1024;

/** An amount of memory: `84 MiB`, `1.25 GiB`. */
export function formatBytes(bytes: number): string {
  const mebibytes = Math.round(bytes / mebibyte);
  return mebibytes < 1000 ? `${mebibytes} MiB` : `${(bytes / mebibyte / 1024).toFixed(2)} GiB`;
}
