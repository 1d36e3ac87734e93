/** What a window shows as a picture: nothing else gets into an address of its data. */
const mediaTypes: Readonly<Record<string, string>> = {
  png: "image/png",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  bmp: "image/bmp",
  svg: "image/svg+xml",
};

/** The address of a picture that is given in base64; `null` where it is of a kind that is not shown. */
export function imageSource(base64: string, format: string): string | null {
  const kind = format.trim().toLowerCase();
  const mediaType = Object.hasOwn(mediaTypes, kind) ? mediaTypes[kind] : undefined;
  // pydase encodes in lines.
  const data = base64.replaceAll(/\s/g, "");
  return mediaType === undefined || !/^[\w+/]+=*$/.test(data) ? null : `data:${mediaType};base64,${data}`;
}
