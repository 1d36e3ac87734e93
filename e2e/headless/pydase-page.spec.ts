import { execFile } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, request, type IncomingMessage, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { promisify } from "node:util";
import { ensurePydase } from "../../scripts/setup/pydase.mjs";
import { expect, test } from "../fixtures/test.ts";
import { projectRoot } from "../../scripts/setup/project.mjs";

const mediaTypes: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".ico": "image/x-icon",
};

/** What the page asks its own server for, and is answered by the service's. */
const forwarded = /^\/(?:api\/|service-properties|ws\/)/;

/** Serves pydase's own page, and what it asks for from a service of Dasedeck. */
async function servePage(folder: string, service: URL): Promise<Server> {
  /** The deck takes no page for its own that comes from elsewhere. */
  const headersFor = ({ headers }: IncomingMessage): IncomingMessage["headers"] => ({
    ...headers,
    host: service.host,
    ...(headers.origin !== undefined && { origin: service.origin }),
  });
  const server = createServer((incoming, response) => {
    const { pathname, search } = new URL(incoming.url ?? "/", "http://page");
    if (forwarded.test(pathname)) {
      const onward = request(
        new URL(pathname + search, service),
        { method: incoming.method ?? "GET", headers: headersFor(incoming) },
        (answer) => {
          response.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(response);
        },
      );
      incoming.pipe(onward);
      return;
    }
    if (pathname === "/web-settings") {
      response.setHeader("content-type", "application/json").end("{}");
      return;
    }
    const name = pathname === "/" ? "index.html" : normalize(pathname);
    void readFile(join(folder, name)).then(
      (content) => response.setHeader("content-type", mediaTypes[extname(name)] ?? "application/octet-stream").end(content),
      () => response.writeHead(404).end(),
    );
  });
  server.on("upgrade", (incoming, socket, head) => {
    const onward = connect(Number(service.port), service.hostname, () => {
      const headers = Object.entries(headersFor(incoming)).map(([name, value]) => `${name}: ${String(value)}`);
      onward.write([`GET ${incoming.url ?? ""} HTTP/1.1`, ...headers, "", ""].join("\r\n"));
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    for (const end of [socket, onward]) end.on("error", () => socket.destroy(onward.destroy().errored ?? undefined));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

test("pydase's own page shows a service of Dasedeck, and starts and stops its task", async ({ dasedeck, dataDir, browser }) => {
  const pydase = await ensurePydase();
  test.skip("reason" in pydase, "reason" in pydase ? pydase.reason : "");
  if ("reason" in pydase) return;
  const { stdout } = await promisify(execFile)(pydase.python, [
    "-c",
    "import importlib.util as u; print(u.find_spec('pydase').submodule_search_locations[0])",
  ]);
  const program = dasedeck("serve", join(projectRoot, "e2e", "python", "kitchen-sink.ts"), "--port", "0", "--data-dir", dataDir);
  const page = await browser.newPage();
  const server = await servePage(join(stdout.trim(), "frontend"), new URL(await program.address()));
  try {
    const service = new URL(await program.address());
    await expect.poll(async () => (await fetch(new URL("/service-properties", service))).status).toBe(200);
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await expect(page).toHaveTitle("Service");
    const task = page.locator("[id='plain_task']");
    await expect(task).toBeVisible();
    const status = async (): Promise<unknown> => {
      const answer = await fetch(new URL("/api/v1/get_value?access_path=plain_task.status", service));
      return ((await answer.json()) as { value: unknown }).value;
    };
    const button = task.getByRole("button").last();
    await button.click();
    await expect.poll(status).toBe("RUNNING");
    await button.click();
    await expect.poll(status).toBe("NOT_RUNNING");
    // What somebody else changes is seen without a reload.
    const value = page.locator("[id='a_float']").getByRole("textbox");
    await expect(value).toHaveValue("1");
    const written = await fetch(new URL("/api/v1/update_value", service), {
      method: "PUT",
      body: JSON.stringify({ access_path: "a_float", value: { type: "float", value: 7.5 } }),
    });
    expect(written.status).toBe(200);
    await expect(value).toHaveValue("7.5");
  } finally {
    await page.close();
    server.close();
    server.closeAllConnections();
  }
});
