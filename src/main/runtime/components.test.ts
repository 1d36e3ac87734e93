import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataService, DeviceConnection, Image, ImageError, NumberSlider, quantity, sleep } from "dasedeck";
import { afterEach, beforeEach, describe, expect, expectTypeOf, it } from "vitest";
import { memberOptionsOf } from "./member-options.ts";
import { TreeBench } from "./testing/tree-bench.ts";

let bench: TreeBench;

beforeEach(() => {
  bench = new TreeBench();
});
afterEach(() => bench.dispose());

class Checked extends NumberSlider {
  seen: number[] = [];
  override get value() {
    return super.value;
  }
  override set value(value: number) {
    super.value = value;
    this.seen.push(value);
  }
}

class Panel extends DataService {
  plain = new NumberSlider(5, 0, 10, 0.5);
  checked = new Checked(1);
  field = new NumberSlider(quantity(0, "T"), quantity(-1, "T"), quantity(1000, "mT"), quantity(1, "mT"));
}

describe("NumberSlider", () => {
  it("is served as pydase's, with its own class's name", () => {
    const { tree } = bench.serve(new Panel());
    const { plain, checked } = tree.serialize().value;
    expect(plain).toMatchObject({ type: "NumberSlider", name: "NumberSlider", readonly: false });
    const members = Object.entries((plain as { value: Record<string, { type: string; value: unknown; readonly: boolean }> }).value);
    expect(members.map(([name, { type, value, readonly }]) => [name, type, value, readonly]).toSorted()).toEqual([
      ["max", "float", 10, true],
      ["min", "float", 0, true],
      ["step_size", "float", 0.5, true],
      ["value", "float", 5, false],
    ]);
    expect(checked).toMatchObject({ type: "NumberSlider", name: "Checked" });
  });

  it("takes what lies within its limits, also by a subclass's own setter", async () => {
    const { service, tree } = bench.serve(new Panel());
    await tree.writeAttribute("plain.value", { type: "float", value: 10 });
    await expect(tree.writeAttribute("plain.value", { type: "float", value: 11 })).rejects.toThrow("11 lies outside 0 to 10");
    await tree.writeAttribute("checked.value", { type: "float", value: 42 });
    await expect(tree.writeAttribute("checked.value", { type: "float", value: 101 })).rejects.toThrow("101 lies outside 0 to 100");
    await expect(tree.writeAttribute("plain.step_size", { type: "float", value: 1 })).rejects.toThrow("read-only");
    expect([service.plain.value, service.checked.value, service.checked.seen]).toEqual([10, 42, [42]]);
  });

  it("may be of quantities, and compares them over units", async () => {
    const { service, tree } = bench.serve(new Panel());
    await tree.writeAttribute("field.value", { type: "Quantity", value: { magnitude: 500, unit: "mT" } });
    expect(String(service.field.value)).toBe("0.5 T");
    await expect(tree.writeAttribute("field.value", { type: "Quantity", value: { magnitude: 2, unit: "T" } })).rejects.toThrow(
      "2 T lies outside -1 T to 1000 mT",
    );
  });

  it("is restored by way of its setter, a subclass's own too", () => {
    expect([new NumberSlider(), new Checked()].map((slider) => memberOptionsOf(slider, "value").loadState)).toEqual([true, true]);
    expect(memberOptionsOf(new Panel(), "value")).toEqual({});
  });

  it("is a number's where nothing else is said, and refuses what can't be", () => {
    expectTypeOf(new NumberSlider(5, 0, 10).value).toEqualTypeOf<number>();
    expectTypeOf(new NumberSlider().value).toEqualTypeOf<number>();
    expect(() => new NumberSlider(0, 10, 0)).toThrow("A slider can't go from 10 to 0");
    expect(() => new NumberSlider(0, 0, 10, 0)).toThrow("must be more than 0, not 0");
    expect(() => new NumberSlider(20, 0, 10)).toThrow("20 lies outside 0 to 10");
    expect(() => new NumberSlider(NaN, 0, 10)).toThrow("NaN lies outside");
    expect(() => new NumberSlider(quantity(1, "V") as unknown as number, 0, 10)).toThrow(TypeError);
  });
});

const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

describe("Image", () => {
  class Camera extends DataService {
    image = new Image();
  }

  it("is served as pydase's, without a way to load from outside", async () => {
    const { service, tree, batches } = bench.serve(new Camera());
    service.image.loadFromBase64(pixel);
    await expect.poll(() => batches.length).toBeGreaterThan(0);
    const { image } = tree.serialize().value;
    expect(image).toMatchObject({
      type: "Image",
      name: "Image",
      value: { format: { value: "PNG", readonly: true }, value: { value: pixel } },
    });
    expect(Object.keys((image as { value: object }).value).toSorted()).toEqual(["format", "value"]);
  });

  it("knows the kinds of pictures by their first bytes", () => {
    const image = new Image();
    const kinds: [string, number[]][] = [
      ["JPEG", [0xff, 0xd8, 0xff, 0xe0]],
      ["GIF", [...Buffer.from("GIF89a")]],
      ["WEBP", [...Buffer.from("RIFF1234WEBPVP8 ")]],
      ["BMP", [...Buffer.from("BM")]],
    ];
    for (const [format, bytes] of kinds) {
      image.loadFromBuffer(Uint8Array.from(bytes));
      expect([image.format, image.value]).toEqual([format, Buffer.from(bytes).toString("base64")]);
    }
  });

  it("reads files, and keeps what it shows if one is not a picture, too large or missing", async () => {
    const folder = await mkdtemp(join(tmpdir(), "dasedeck-image-"));
    try {
      const image = new Image();
      const put = async (name: string, bytes: Uint8Array | string): Promise<string> => {
        await writeFile(join(folder, name), bytes);
        return join(folder, name);
      };
      await image.loadFromPath(await put("pixel.png", Buffer.from(pixel, "base64")));
      expect([image.format, image.value]).toEqual(["PNG", pixel]);
      await expect(image.loadFromPath(await put("vector.svg", "<svg onload='alert(1)'/>"))).rejects.toThrow(ImageError);
      const large = Buffer.concat([Buffer.from(pixel, "base64"), Buffer.alloc(1024 * 1024)]);
      await expect(image.loadFromPath(await put("large.png", large))).rejects.toThrow("at most 768 KiB");
      await expect(image.loadFromPath(join(folder, "missing.png"))).rejects.toThrow("ENOENT");
      expect(() => image.loadFromBase64("A".repeat(3_000_000))).toThrow("at most 768 KiB");
      expect(image.value).toBe(pixel);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe("DeviceConnection", () => {
  class Laser extends DeviceConnection {
    power = 1;
    _attempts = 0;
    _fails = 0;

    override async connect() {
      this._attempts++;
      await sleep(0.5);
      if (this._fails-- > 0) throw new Error("port is busy");
      this._connected = true;
    }
  }
  class Bench extends DataService {
    laser = new Laser();
  }

  it("connects by itself, again after a loss, and is served as pydase's", async () => {
    const { service, tree } = bench.serve(new Bench());
    const { laser } = service;
    expect(tree.serialize().value["laser"]).toMatchObject({
      type: "DeviceConnection",
      name: "Laser",
      value: { connected: { value: false, readonly: true }, connect: { type: "method" }, power: { value: 1 } },
    });
    tree.startTasks({});
    await bench.clock.advance(1);
    expect([laser.connected, laser._attempts]).toEqual([true, 1]);
    laser._connected = false;
    await bench.clock.advance(9);
    expect([laser.connected, laser._attempts]).toEqual([false, 1]);
    await bench.clock.advance(2);
    expect([laser.connected, laser._attempts]).toEqual([true, 2]);
    await tree.stopTasks({ kind: "operator", name: "test" });
  });

  it("shows a failure to connect, waits as long as it is told, and begins at once after a stop", async () => {
    const { service, tree } = bench.serve(new Bench());
    const { laser } = service;
    laser._reconnectionWaitTime = 3;
    laser._fails = 2;
    tree.startTasks({});
    await bench.clock.advance(1);
    expect(tree.taskSnapshots()).toMatchObject({ "laser.keepConnected": { failures: 1, lastError: { message: "port is busy" } } });
    await bench.clock.advance(2.4);
    expect(laser._attempts).toBe(1);
    await bench.clock.advance(0.2);
    expect(laser._attempts).toBe(2);
    await tree.stopTasks({ kind: "operator", name: "test" });
    await tree.commandTask("laser.keepConnected", "start", { kind: "operator", name: "test" });
    await bench.clock.advance(1);
    expect([laser._attempts, laser.connected]).toEqual([3, false]);
    await bench.clock.advance(4);
    expect([laser._attempts, laser.connected]).toEqual([4, true]);
    await tree.stopTasks({ kind: "operator", name: "test" });
  });
});
