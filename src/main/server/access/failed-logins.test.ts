import { expect, it } from "vitest";
import { FailedLogins } from "./failed-logins.ts";

it("has an address wait after ten wrong tokens, and lets it try one more every six seconds", () => {
  let nowMs = 0;
  const logins = new FailedLogins(() => nowMs);
  for (let count = 0; count < 10; count++) {
    expect(logins.waitSecOf("192.0.2.1")).toBe(0);
    logins.add("192.0.2.1");
  }
  expect(logins.waitSecOf("192.0.2.1")).toBe(6);
  expect(logins.waitSecOf("::ffff:192.0.2.1")).toBe(6);
  expect(logins.waitSecOf("192.0.2.2")).toBe(0);
  nowMs = 5999;
  expect(logins.waitSecOf("192.0.2.1")).toBe(1);
  nowMs = 6000;
  expect(logins.waitSecOf("192.0.2.1")).toBe(0);
  logins.add("192.0.2.1");
  expect(logins.waitSecOf("192.0.2.1")).toBe(6);
  nowMs += 120_000;
  expect(logins.waitSecOf("192.0.2.1")).toBe(0);
});

it("counts the addresses of one network of IPv6 as one", () => {
  const logins = new FailedLogins(() => 0);
  for (let count = 0; count < 10; count++) logins.add(`2001:db8:1:2::${count.toString(16)}`);
  expect(logins.size).toBe(1);
  expect(logins.waitSecOf("2001:db8:1:2:aaaa:bbbb:cccc:dddd")).toBeGreaterThan(0);
  expect(logins.waitSecOf("2001:db8:1:3::1")).toBe(0);
});

it("remembers ten thousand addresses at the most, and forgets the quietest first", () => {
  const logins = new FailedLogins(() => 0);
  for (let count = 0; count < 10; count++) logins.add("noisy");
  for (let count = 0; count < 25_000; count++) {
    logins.add(`10.${count >> 16}.${(count >> 8) & 255}.${count & 255}`);
    if (count % 1000 === 0) logins.add("noisy");
  }
  expect(logins.size).toBe(10_000);
  expect(logins.waitSecOf("noisy")).toBeGreaterThan(0);
});
