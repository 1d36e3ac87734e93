import { expect, it } from "vitest";
import { ownArguments, parseLaunchOptions } from "./launch-options.ts";

it("takes files relative to where the person is, and the options of serve that make sense", () => {
  expect(parseLaunchOptions(["sensor.ts", "--port", "0", "/lab/laser.ts", "--data-dir", "data"], "/home/ana")).toEqual({
    files: ["/home/ana/sensor.ts", "/lab/laser.ts"],
    dataDir: "/home/ana/data",
    port: 0,
  });
});

it("passes switches of Chromium over", () => {
  const { files, port } = parseLaunchOptions(["--no-sandbox", "--remote-debugging-port=9222", "sensor.ts", "--port=8100"], "/lab");
  expect({ files, port }).toEqual({ files: ["/lab/sensor.ts"], port: 8100 });
});

it("tells that no port was given: what is remembered holds then", () => {
  expect(parseLaunchOptions(["sensor.ts"], "/lab").port).toBeNull();
});

it.each([
  [["--port", "many"], /--port many: a port is a whole number/],
  [["--port", "70000"], /from 0/],
  [["--port"], /--port/],
  [["--data-dir"], /--data-dir needs a folder/],
  [["--data-dir="], /--data-dir needs a folder/],
])("refuses %o", (args, reason) => {
  expect(() => parseLaunchOptions(args, "/lab")).toThrow(reason);
});

it("finds a person's own arguments behind Electron's", () => {
  expect(ownArguments(["/usr/bin/dasedeck", "sensor.ts"], true)).toEqual(["sensor.ts"]);
  expect(ownArguments(["electron", "--inspect=0", "--no-sandbox", "/app", "sensor.ts"], false)).toEqual([
    "--inspect=0",
    "--no-sandbox",
    "sensor.ts",
  ]);
});
