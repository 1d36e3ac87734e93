import fc from "fast-check";
import { expect, it } from "vitest";
import { hidePasswords } from "./hide-passwords.ts";

it.each([
  ["can't reach ws://ana:s3cret@lab-pc:8001/x", "can't reach ws://…@lab-pc:8001/x"],
  ["wss://:s3cret@lab-pc", "wss://…@lab-pc"],
  ["wss://s3cret@lab-pc", "wss://…@lab-pc"],
  ["//ana:s3cret@lab-pc", "//…@lab-pc"],
  ["http://ana:p%40s3cret@lab-pc", "http://…@lab-pc"],
  ["http://ana:p@s3cret@lab-pc", "http://…@lab-pc"],
  ["http://ana:s3/cret@lab-pc", "http://…@lab-pc"],
  ["ana:s3cret@lab-pc:8001 is no address", "…@lab-pc:8001 is no address"],
  ['":s3cret@lab-pc" is no address', '"…@lab-pc" is no address'],
  ["--url=ana:s3cret@lab-pc", "--url=…@lab-pc"],
  ["ws://lab-pc/?token=s3cret&x=1", "ws://lab-pc/?token=…&x=1"],
  ["ws://lab-pc/?x=1&API_KEY=s3cret", "ws://lab-pc/?x=1&API_KEY=…"],
  ["/go?to=ws%3A%2F%2Fana%3As3cret%40lab-pc&x=1", "/go?to=ws%3A%2F%2F…%40lab-pc&x=1"],
  ["/go?to=ws%3A%2F%2Flab-pc%3Ftoken%3Ds3cret", "/go?to=ws%3A%2F%2Flab-pc%3Ftoken%3D…"],
  ["wrong token dd_s3cret-s3cret", "wrong token …"],
  ["authorization: Basic OnMzY3JldA==", "authorization: Basic …"],
])("%s", (text, shown) => expect(hidePasswords(text)).toBe(shown));

it.each([
  "ws://lab-pc:8001/sensor-service",
  "the key = 5 and value@3.1",
  "user@example.org wrote",
  "file:///lab/node_modules/.pnpm/left-pad@1.0/index.js:12:5",
  "C:\\lab\\node_modules\\.pnpm\\left-pad@1.0\\index.js:12:5",
  "C:\\data\\x.ts:12:5",
  "basic types are served",
])("leaves %s", (text) => expect(hidePasswords(text)).toBe(text));

it("hides a password whatever it is made of, as long as it has no spaces or quotes", () => {
  const password = fc
    .string({ minLength: 4, maxLength: 20 })
    .filter((text) => /^[^\s"'<>`]+$/.test(text) && !"lab-pc:8001 ana".includes(text));
  fc.assert(
    fc.property(password, fc.constantFrom("ws://ana:", "wss://:", "http://"), (secret, before) => {
      expect(hidePasswords(`no answer from ${before}${encodeURIComponent(secret)}@lab-pc:8001`)).toBe(
        `no answer from ${before.replace(/\/\/.*/, "//")}…@lab-pc:8001`,
      );
    }),
  );
});
