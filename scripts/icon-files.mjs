/** The icon files of Windows and macOS: both are little more than PNG pictures in a row. */

/**
 * A Windows icon.
 * @param {ReadonlyMap<number, Buffer>} pictures PNGs by their width; those over 256 are left out
 */
export function ico(pictures) {
  const entries = [...pictures].filter(([size]) => size <= 256);
  const header = Buffer.alloc(6 + 16 * entries.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(entries.length, 4);
  let offset = header.length;
  for (const [index, [size, png]] of entries.entries()) {
    const at = 6 + 16 * index;
    // 256 is written as 0: the field has one byte.
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...entries.map(([, png]) => png)]);
}

/** Apple's names for PNG pictures of a size; those with two names are also the sharp variant of half the size. */
const appleTypes = /** @type {const} */ ([
  ["icp4", 16],
  ["icp5", 32],
  ["ic11", 32],
  ["ic12", 64],
  ["ic07", 128],
  ["ic08", 256],
  ["ic13", 256],
  ["ic09", 512],
  ["ic14", 512],
  ["ic10", 1024],
]);

/**
 * A macOS icon.
 * @param {ReadonlyMap<number, Buffer>} pictures PNGs by their width
 */
export function icns(pictures) {
  const blocks = appleTypes.flatMap(([type, size]) => {
    const png = pictures.get(size);
    return png === undefined ? [] : [block(type, png)];
  });
  return block("icns", Buffer.concat(blocks));
}

/**
 * @param {string} type four letters
 * @param {Buffer} content
 */
function block(type, content) {
  const head = Buffer.alloc(8);
  head.write(type, "latin1");
  head.writeUInt32BE(8 + content.length, 4);
  return Buffer.concat([head, content]);
}
