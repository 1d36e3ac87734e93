import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ownArguments, parseLaunchOptions } from "./launch-options.ts";

const dataDir = "/home/ana/data";
const at = (...files: string[]) => files.map((file) => ({ file }));

it.each([
  ["as two arguments", ["--data-dir", "data", "--port", "8100"]],
  ["with an equals sign", ["--data-dir=data", "--port=8100"]],
  ["mixed", ["--port", "8100", "--data-dir=data"]],
  ["the last one wins", ["--port", "1", "--data-dir", "x", "--data-dir", "/home/ana/data", "--port=8100"]],
])("reads the options %s", (_, args) => {
  expect(parseLaunchOptions(args, "/home/ana")).toEqual({ files: [], dataDir, port: 8100 });
});

it("takes files before, between and behind the options, relative to where the person is", () => {
  const args = ["a.ts", "--port", "0", "/lab/b.ts", "--data-dir", "data", "../c.ts"];
  expect(parseLaunchOptions(args, "/home/ana")).toEqual({ files: at("/home/ana/a.ts", "/lab/b.ts", "/home/c.ts"), dataDir, port: 0 });
});

it("takes everything behind -- for files", () => {
  const { files, port } = parseLaunchOptions(["--port=1", "--", "--port", "-p", "--", "a.ts"], "/lab");
  expect({ files, port }).toEqual({ files: at("/lab/--port", "/lab/-p", "/lab/--", "/lab/a.ts"), port: 1 });
});

it("reads the name and the parameters of a file from the options after it", () => {
  const args = ["a.ts", "--name=left", "--param", "port=/dev/ttyUSB0", "--port=0", "--param=rate=10", "a.ts", "--name", "right", "b.ts"];
  expect(parseLaunchOptions(args, "/lab").files).toEqual([
    { file: "/lab/a.ts", name: "left", parameters: { port: "/dev/ttyUSB0", rate: "10" } },
    { file: "/lab/a.ts", name: "right", parameters: {} },
    { file: "/lab/b.ts" },
  ]);
});

it("skips Chromium's switches, which never take the next argument", () => {
  const args = ["--no-sandbox", "--remote-debugging-port=9222", "--enable-logging", "sensor.ts", "--port=8100"];
  const { files, port } = parseLaunchOptions(args, "/lab");
  expect({ files, port }).toEqual({ files: at("/lab/sensor.ts"), port: 8100 });
});

it("tells that no port was given: the remembered one applies", () => {
  expect(parseLaunchOptions(["sensor.ts"], "/lab").port).toBeNull();
});

it.each([
  [["--port", "many"], /--port many: a port is a whole number/],
  [["--port", "70000"], /from 0/],
  [["--port"], /--port needs a number/],
  [["--port="], /--port needs a number/],
  [["--port", "--data-dir", "d"], /--port needs a number, found --data-dir; to mean that, write --port=--data-dir/],
  [["--data-dir"], /--data-dir needs a folder/],
  [["--data-dir="], /--data-dir needs a folder/],
  [["--data-dir", "--port=1"], /--data-dir needs a folder, found --port=1/],
  [["-p", "8123"], /unknown option -p; the app knows --data-dir DIR and --port N/],
  [["-dfolder"], /unknown option -d/],
  [["--host", "0.0.0.0"], /--host is an option of dasedeck serve; in the app, see Settings/],
  [["--require-token"], /--require-token is an option of dasedeck serve/],
  [[""], /a file name is empty/],
  [["--name", "left", "a.ts"], /--name left has no file before it/],
  [["a.ts", "--name"], /--name needs a name, such as --name left/],
  [["a.ts", "--name", "--port=1"], /--name needs a name, such as --name left, found --port=1/],
  [["a.ts", "a.ts"], /a.ts is given twice; to run it twice, give each a name of its own: a.ts --name left a.ts --name right/],
])("refuses %j", (args, reason) => {
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

describe("whatever the order of options and files", () => {
  const name = fc.stringMatching(/^[a-z0-9 #%*]{1,12}\.ts$/);
  const part = fc.oneof(
    // Each file once: one that comes twice needs names.
    fc.nat(1e9).chain((number) => name.map((file) => ({ args: [`${number}${file}`], files: [`/lab/${number}${file}`] }))),
    fc
      .nat(65_535)
      .chain((port) => fc.constantFrom(["--port", String(port)], [`--port=${port}`]).map((args) => ({ args, files: [] as string[] }))),
    name.chain((folder) =>
      fc.constantFrom(["--data-dir", folder], [`--data-dir=${folder}`]).map((args) => ({ args, files: [] as string[] })),
    ),
    fc.constantFrom("--no-sandbox", "--lang=de", "--enable-features=A,B").map((option) => ({ args: [option], files: [] as string[] })),
  );

  it("no value of an option becomes a file, and no file is lost", () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const { files } = parseLaunchOptions(
          parts.flatMap(({ args }) => args),
          "/lab",
        );
        expect(files).toEqual(at(...parts.flatMap((one) => one.files)));
      }),
    );
  });
});
