import { expect, test } from "../../fixtures/test.ts";

const service = `
import { DataService } from "dasedeck";
export default class Bench extends DataService { limits: Record<string, number> = { upper: 1 }; }
`;
const serialized = (type: string, value: unknown): unknown => ({ full_access_path: "", type, value, readonly: false, doc: null });
test("putting __proto__ into a dict, by REST and by the command line, is refused with the reason", async ({ dasedeck, dataDir, files }) => {
  const file = await files.write("bench.ts", service);
  const served = dasedeck("serve", file, "--port", "0", "--data-dir", dataDir);
  const url = await served.address();
  const ask = async (path: string, body: unknown): Promise<string> => {
    // In a literal, the key would make the prototype.
    const text = JSON.stringify(body).replaceAll('"PROTO"', '"__proto__"');
    const answer = await fetch(new URL(`api/v1/${path}`, url), {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: text,
    });
    return answer.text();
  };
  const dict = serialized("dict", { PROTO: serialized("int", 5) });
  await expect.poll(async () => (await fetch(new URL("api/v1/get_value?access_path=limits", url))).status).toBe(200);
  const refused = [
    await ask("update_value", { access_path: 'limits["__proto__"]', value: serialized("int", 5) }),
    await ask("update_value", { access_path: "limits", value: dict }),
    await ask("trigger_method", { access_path: "limits.update", args: serialized("list", [dict]), kwargs: serialized("dict", {}) }),
  ];
  for (const answer of refused) expect(answer).toContain("can't be set: __proto__ is reserved by JavaScript");
  for (const [path, value] of [
    ['bench.limits["__proto__"]', "5"],
    ["bench.limits", '{"__proto__": 5}'],
  ] as const) {
    const setting = dasedeck("set", path, value, "--url", url);
    expect((await setting.ended).code).toBe(1);
    expect(setting.stderr).toMatch(/__proto__.* can't be set: (it|__proto__) is reserved by JavaScript/);
  }
  const getting = dasedeck("get", "bench.limits", "--url", url);
  expect((await getting.ended).code).toBe(0);
  expect(JSON.parse(getting.stdout)).toEqual({ upper: 1 });
});
