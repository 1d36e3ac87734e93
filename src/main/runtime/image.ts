import { open } from "node:fs/promises";
import { longestServedText } from "./cut-text.ts";
import { DataService } from "./data-service.ts";
import { servedAs, wireNames } from "./value-type.ts";

/** The largest picture, in bytes: as base64 it is a text that may be served. */
const largestImage = Math.floor(longestServedText / 4) * 3;

/** A kind of picture, as pydase names it; its lower case is the second half of the media type. */
export type ImageFormat = "PNG" | "JPEG" | "GIF" | "WEBP" | "BMP";

/** What a file of each kind begins with; a `null` may be anything. */
const signatures: readonly (readonly [ImageFormat, readonly (number | null)[]])[] = [
  ["PNG", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["JPEG", [0xff, 0xd8, 0xff]],
  ["GIF", [0x47, 0x49, 0x46, 0x38]],
  ["WEBP", [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50]],
  ["BMP", [0x42, 0x4d]],
];

/** A picture that can't be shown: of an unknown kind, too large, or no picture at all. */
export class ImageError extends Error {
  override readonly name = "ImageError";
}

/**
 * A picture, pydase's component of that name: a PNG, JPEG, GIF, WEBP or BMP of at most 768 KiB. Each load takes the place of the one before; one that fails
 * leaves it as it is. Only the service itself can load: a client could else have any file of this computer shown.
 *
 * @example
 * ```ts
 * export default class Camera extends DataService {
 *   image = new Image();
 *   @task({ autostart: true }) async watch() {
 *     for (;;) { this.image.loadFromBuffer(await grab()); await sleep(1); }
 *   }
 * }
 * ```
 */
export class Image extends DataService {
  static readonly [servedAs] = "Image";
  static readonly [wireNames] = { loadFromPath: null, loadFromBuffer: null, loadFromBase64: null };

  _value = "";
  _format: ImageFormat | "" = "";

  /** The picture in base64; empty while there is none. */
  get value(): string {
    return this._value;
  }

  /** Its kind; empty while there is none. */
  get format(): ImageFormat | "" {
    return this._format;
  }

  /**
   * Shows the picture in a file.
   *
   * @throws ImageError if it is no picture of a known kind, or too large; what Node throws if it can't be read.
   */
  async loadFromPath(path: string | URL): Promise<void> {
    const file = await open(path);
    try {
      // No more is read than is allowed, and one byte to see that it is too much.
      const bytes = Buffer.alloc(largestImage + 1);
      let length = 0;
      for (;;) {
        const { bytesRead } = await file.read(bytes, length, bytes.length - length);
        length += bytesRead;
        if (bytesRead === 0 || length === bytes.length) break;
      }
      this.loadFromBuffer(bytes.subarray(0, length));
    } finally {
      await file.close();
    }
  }

  /**
   * Shows a picture given as the bytes of a file.
   *
   * @throws ImageError if it is no picture of a known kind, or too large.
   */
  loadFromBuffer(bytes: Uint8Array): void {
    if (bytes.length > largestImage) {
      throw new ImageError(`A picture may have at most ${largestImage / 1024} KiB; make it smaller before it is loaded`);
    }
    const format = signatures.find(([, signature]) => signature.every((byte, place) => byte === null || byte === bytes[place]))?.[0];
    if (format === undefined) throw new ImageError("This is no PNG, JPEG, GIF, WEBP or BMP");
    this._value = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
    this._format = format;
  }

  /**
   * Shows a picture given in base64.
   *
   * @throws ImageError if it is no picture of a known kind, or too large.
   */
  loadFromBase64(text: string): void {
    if (text.length > longestServedText * 2) throw new ImageError(`A picture may have at most ${largestImage / 1024} KiB`);
    this.loadFromBuffer(Buffer.from(text, "base64"));
  }
}
