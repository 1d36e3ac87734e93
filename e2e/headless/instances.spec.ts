import { serviceFile } from "../fixtures/places.ts";
import { expect, test } from "../fixtures/test.ts";

const file = serviceFile("instance-service.ts");

test("one file is served several times, each with its parameters, and status tells them apart", async ({ dasedeck, dataDir }) => {
  const left = [file, "--name", "left", "--param", "port=/dev/ttyUSB0"];
  const right = [file, "--name", "Right arm", "--param=port=/dev/ttyUSB1", "--param", "gain=2.5"];
  const program = dasedeck("serve", "--port", "0", ...left, "--data-dir", dataDir, ...right, file);
  await expect.poll(() => program.stdout).toContain("Dasedeck is ready at ");
  const url = /http:\S+/.exec(program.stdout)?.[0] ?? "";
  const valueOf = async (service: string, path: string): Promise<unknown> => {
    const response = await fetch(new URL(`${service}/api/v1/get_value?access_path=${path}`, url));
    return response.status === 200 ? ((await response.json()) as { value: unknown }).value : response.status;
  };
  await expect.poll(() => valueOf("left", "port")).toBe("/dev/ttyUSB0");
  await expect.poll(() => valueOf("right-arm", "port")).toBe("/dev/ttyUSB1");
  await expect.poll(() => valueOf("right-arm", "gain")).toBe(2.5);
  await expect.poll(() => valueOf("instance-service", "port")).toBe("none");

  const status = dasedeck("status", "right-arm", "--url", url);
  await status.ended;
  expect(status.stdout).toContain("Right arm");
  expect(status.stdout).toContain("port=/dev/ttyUSB1");
  const json = dasedeck("status", "right-arm", "--json", "--url", url);
  await json.ended;
  expect(JSON.parse(json.stdout)).toMatchObject({ file, name: "Right arm", parameters: { port: "/dev/ttyUSB1", gain: "2.5" } });
  program.signal("SIGTERM");
  expect(await program.ended).toEqual({ code: 0, signal: null });
});

test("check reads parameters, and says which one is wrong", async ({ dasedeck }) => {
  const right = dasedeck("check", file, "--param", "port=/dev/ttyUSB0", "--param", "gain=2");
  expect(await right.ended).toEqual({ code: 0, signal: null });
  expect(right.stdout).toContain('port: str = "/dev/ttyUSB0"');
  const wrong = dasedeck("check", file, "--param", "prot=/dev/ttyUSB0");
  expect(await wrong.ended).toEqual({ code: 1, signal: null });
  expect(wrong.stderr).toContain('This service has no parameter "prot"; did you mean "port"?');
});
