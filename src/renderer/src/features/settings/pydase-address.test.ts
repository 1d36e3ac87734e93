import { expect, it } from "vitest";
import { pydaseAddress } from "./pydase-address.ts";

it.each([
  ["http://127.0.0.1:8001/", undefined, "ws://127.0.0.1:8001"],
  ["http://192.0.2.7:8001/", { name: "ana", token: "dd_x-_9" }, "ws://ana:dd_x-_9@192.0.2.7:8001"],
  ["https://[fd00::7]:8443/", { name: "TOKEN", token: "TOKEN" }, "wss://TOKEN:TOKEN@[fd00::7]:8443"],
])("%s with %j is %s to Python", (url, login, expected) => {
  expect(pydaseAddress(url, login)).toBe(expected);
});
