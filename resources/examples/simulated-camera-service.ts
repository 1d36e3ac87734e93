import { DataService, Image, integer, range, sleep, task, unit } from "dasedeck";

/**
 * A camera that looks at a spot of light wandering about.
 *
 * Shows `Image`: a task computes a picture and loads it from memory; a picture in a file is loaded with `await this.image.loadFromPath("…")`. Any driver that
 * gives PNG, JPEG, GIF, WEBP or BMP will do.
 */
export default class SimulatedCameraService extends DataService {
  /** What the camera sees. */
  image = new Image();

  @unit("ms")
  @range(1, 1000)
  exposure = 100;

  /** Width and height of the picture, in pixels. */
  @integer
  @range(16, 256)
  size = 96;

  /** Pictures in each second. */
  @range(0.1, 10)
  rate = 2.0;

  /** How many pictures were taken. */
  @integer
  pictures = 0;

  @task({ autostart: true })
  async watch() {
    for (;;) {
      this.image.loadFromBuffer(this._takePicture());
      this.pictures += 1;
      await sleep(1 / this.rate);
    }
  }

  /** A grey bitmap with the spot where it is now: 54 bytes of header, a table of 256 greys, and a byte for each pixel. */
  _takePicture() {
    const rowBytes = Math.ceil(this.size / 4) * 4;
    const start = 54 + 4 * 256;
    const bitmap = Buffer.alloc(start + rowBytes * this.size);
    bitmap.write("BM");
    bitmap.writeUInt32LE(bitmap.length, 2);
    bitmap.writeUInt32LE(start, 10);
    bitmap.writeUInt32LE(40, 14);
    bitmap.writeInt32LE(this.size, 18);
    bitmap.writeInt32LE(this.size, 22);
    bitmap.writeUInt16LE(1, 26);
    bitmap.writeUInt16LE(8, 28);
    for (let grey = 0; grey < 256; grey++) bitmap.fill(Buffer.from([grey, grey, grey, 0]), 54 + 4 * grey, 58 + 4 * grey);
    const angle = performance.now() / 2000;
    const [spotX, spotY] = [Math.cos(angle), Math.sin(1.3 * angle)].map((place) => this.size * (0.5 + 0.3 * place)) as [number, number];
    for (let y = 0; y < this.size; y++) {
      for (let x = 0; x < this.size; x++) {
        const distance = Math.hypot(x - spotX, y - spotY) / (this.size / 10);
        const light = 2 * this.exposure * Math.exp(-(distance ** 2)) + 10 * Math.random();
        bitmap[start + rowBytes * y + x] = Math.min(255, light);
      }
    }
    return bitmap;
  }
}
