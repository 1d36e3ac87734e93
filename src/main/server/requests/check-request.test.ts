import { describe, expect, it } from "vitest";
import { isLoopback, type ListeningAddress } from "../allowed-origin.ts";
import { checkRequest, pathOf, type RequestKind } from "./check-request.ts";

const onLoopback: ListeningAddress = { host: "127.0.0.1", port: 8001 };

interface Asked {
  readonly method?: string;
  readonly target?: string;
  readonly kind?: RequestKind;
  readonly address?: ListeningAddress;
  /** Sent beside the first one. */
  readonly secondHost?: string;
}

function check(
  headers: Readonly<Record<string, string>>,
  { method = "GET", target = "/", kind = "data", address = onLoopback, secondHost }: Asked = {},
) {
  const rawHeaders = [...Object.entries(headers).flat(), ...(secondHost === undefined ? [] : ["HOST", secondHost])];
  return checkRequest({ method, target, headers, rawHeaders }, kind, address);
}

const host = "127.0.0.1:8001";

describe("host and origin", () => {
  it.each([
    [{ host: "localhost:8001" }, true],
    [{ host, origin: "http://127.0.0.1:8001" }, true],
    [{ host: "LOCALHOST:8001", origin: "http://localhost:8001" }, true],
    [{ host: "[::1]:8001" }, true],
    [{ host: "[::1]:8001", origin: "http://[::1]:8001" }, true],
    [{}, false],
    [{ host: "" }, false],
    [{ host: "127.0.0.1" }, false],
    [{ host: "127.0.0.1:8002" }, false],
    [{ host: "evil.example:8001" }, false],
    [{ host: "localhost.evil.example:8001" }, false],
    [{ host: "localhost:8001, evil.example" }, false],
    [{ host, origin: "http://evil.example" }, false],
    [{ host, origin: "http://localhost:3000" }, false],
    [{ host, origin: "https://127.0.0.1:8001" }, false],
    [{ host, origin: "http://127.0.0.1:8001, http://evil.example" }, false],
    [{ host, origin: "null" }, false],
    [{ host, origin: "" }, false],
    // Whoever listens there on the same port is another program, perhaps another user's.
    [{ host, origin: "http://localhost:8001" }, false],
    [{ host: "localhost:8001", origin: "http://[::1]:8001" }, false],
  ])("%o is allowed: %s", (headers: Record<string, string>, allowed) => {
    expect(check(headers) === null).toBe(allowed);
  });

  it("knows the address that it listens on, and that browsers leave the usual port out", () => {
    expect(check({ host: "127.0.0.2:8001", origin: "http://127.0.0.2:8001" }, { address: { host: "127.0.0.2", port: 8001 } })).toBeNull();
    const usual: ListeningAddress = { host: "127.0.0.1", port: 80 };
    for (const host of ["localhost", "localhost:80"]) expect(check({ host, origin: "http://localhost" }, { address: usual })).toBeNull();
    expect(check({ host: "localhost", origin: "http://localhost:80" }, { address: usual })).toBeNull();
    expect(check({ host: "localhost" })).not.toBeNull();
    const tls: ListeningAddress = { host: "127.0.0.1", port: 443, scheme: "https" };
    expect(check({ host: "localhost", origin: "https://localhost" }, { address: tls })).toBeNull();
    expect(check({ host: "localhost", origin: "http://localhost" }, { address: tls })).not.toBeNull();
  });

  it("takes the origin of a given name for any host, since a proxy may send its own", () => {
    const address: ListeningAddress = { ...onLoopback, allowedHosts: ["lab.example", "other.example:8443"] };
    for (const origin of ["https://lab.example", "http://lab.example", "https://other.example:8443"])
      for (const at of [host, "lab.example"]) expect(check({ host: at, origin }, { address })).toBeNull();
    expect(check({ host: "lab.example", origin: "https://lab.example:1" }, { address })).not.toBeNull();
    expect(check({ host: "lab.example", origin: "http://127.0.0.1:8001" }, { address })).not.toBeNull();
  });

  it("refuses a second host and a foreign one in the target as malformed, whatever the first says", () => {
    for (const secondHost of [host, "evil.example"]) expect(check({ host }, { secondHost })).toMatchObject({ status: 400 });
    for (const target of ["http://evil.example/", "HTTP://evil.example", "http://x@127.0.0.1:8001/", "ftp://127.0.0.1:8001/", "http:///x"])
      expect([target, check({ host }, { target })]).toMatchObject([target, { status: 400 }]);
    for (const target of ["http://127.0.0.1:8001/healthz", "http://localhost:8001", "HTTP://LOCALHOST:8001/", "*", "//evil.example/"])
      expect([target, check({ host }, { target })]).toEqual([target, null]);
  });
});

describe("the site that a browser names", () => {
  const navigation = { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };

  it.each(["same-origin", "none"])("lets %s do anything", (site) => {
    for (const kind of ["page", "data"] as const)
      for (const method of ["GET", "PUT"]) expect(check({ host, "sec-fetch-site": site }, { kind, method })).toBeNull();
  });

  it.each(["cross-site", "same-site", "unheard-of", ""])("lets %s navigate to the page, and do nothing else", (site) => {
    const headers = { host, "sec-fetch-site": site };
    expect(check({ ...headers, ...navigation }, { kind: "page" })).toBeNull();
    expect(check({ ...headers, ...navigation }, { kind: "page", method: "HEAD" })).toBeNull();
    expect(check({ ...headers, ...navigation }, { kind: "page", method: "POST" })).toMatchObject({ status: 403 });
    expect(check({ ...headers, ...navigation }, { kind: "data" })).toMatchObject({ status: 403 });
    for (const dest of ["iframe", "frame", "object", "embed", "script", "image", "empty", "serviceworker"])
      expect(check({ ...headers, ...navigation, "sec-fetch-dest": dest }, { kind: "page" })).toMatchObject({ status: 403 });
    for (const mode of ["no-cors", "cors", "same-origin", "websocket"])
      expect(check({ ...headers, ...navigation, "sec-fetch-mode": mode }, { kind: "page" })).toMatchObject({ status: 403 });
    expect(check(headers, { kind: "page" })).toMatchObject({ status: 403 });
  });
});

describe("a browser that names no site, as over plain http in a network", () => {
  const browser = { host, "user-agent": "Mozilla/5.0 (X11)", "accept-language": "de" };

  it("reads the page, and data only for the deck's own page or with a token", () => {
    expect(check(browser, { kind: "page" })).toBeNull();
    expect(check(browser)).toMatchObject({ status: 403, message: expect.stringContaining("token") as unknown });
    expect(check({ ...browser, authorization: "Bearer dd_x" })).toBeNull();
    expect(check({ ...browser, origin: `http://${host}` })).toBeNull();
    expect(check({ ...browser, referer: `http://${host}/` })).toBeNull();
    for (const referer of ["http://evil.example/", "http://localhost:8001/", `http://${host}@evil.example/`, "nonsense", ""])
      expect([referer, check({ ...browser, referer })]).toMatchObject([referer, { status: 403 }]);
  });

  it("takes no program for a browser, whatever it calls itself", () => {
    for (const userAgent of [
      "curl/8.5.0",
      "Python/3.11 aiohttp/3.9",
      "Prometheus/2.53",
      "Mozilla/5.0 (Windows NT 10.0; en-US) PowerShell/7.4",
    ])
      expect(check({ host, "user-agent": userAgent })).toBeNull();
  });
});

it.each([
  ["/healthz", "/healthz"],
  ["http://127.0.0.1:8001/healthz?x=http://y/", "/healthz?x=http://y/"],
  ["http://127.0.0.1:8001", "/"],
  ["http://127.0.0.1:8001?x", "/?x"],
  ["*", "*"],
  ["/http://x", "/http://x"],
])("finds the path of the target %s", (target, path) => {
  expect(pathOf(target)).toBe(path);
});

it.each([
  ["127.0.0.1", true],
  ["127.1.2.3", true],
  ["localhost", true],
  ["::1", true],
  ["0.0.0.0", false],
  ["192.168.1.7", false],
  ["127.evil.example", false],
  ["127.999.1.1", false],
])("%s is loopback: %s", (address, loopback) => {
  expect(isLoopback(address)).toBe(loopback);
});
