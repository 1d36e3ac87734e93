import { once } from "node:events";
import { createServer } from "node:net";
import { expect, test } from "../fixtures/test.ts";
import { serviceFile } from "../fixtures/places.ts";
import { Program } from "../fixtures/program.ts";
import { desktopArguments, electronPath, openDesktop } from "../fixtures/shells.ts";

test("the port taken by another program: the window works all the same and says so", async ({ openApp }) => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  const { deck, page } = await openApp({ files: [serviceFile("counter-service.ts")], port });
  await expect(page.getByRole("contentinfo")).toContainText(`port ${port} on 127.0.0.1 is in use by another program`);
  await expect(deck.state("countTicks")).toHaveText("running");
  await deck.act("Stop", "countTicks");
  await expect(deck.state("countTicks")).toHaveText("inactive");
  other.close();
});

test("a wrong argument is one line, and 2", async ({ run }) => {
  const program = new Program(electronPath(), desktopArguments(["--port", "eighty"]), run);
  expect(await program.ended).toEqual({ code: 2, signal: null });
  expect(program.stderr).toContain("dasedeck: --port eighty: a port is a whole number");
});

test("closing the window ends everything within 15 s, a stuck task and a blocked process too", async ({ openApp, run }) => {
  const { app, deck } = await openApp({ files: ["stuck-service.ts", "blocks-in-task.ts", "counter-service.ts"].map(serviceFile) });
  await expect(deck.state("Blocks In Task")).toContainText("not responding", { timeout: 8000 });
  await deck.act("Stop", "holdOn");
  await expect(deck.state("holdOn")).toHaveText("stuck");
  const ended = once(app.process(), "exit");
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  const begin = performance.now();
  await ended;
  expect(performance.now() - begin).toBeLessThan(15_000);
  await expect.poll(() => run.found()).toEqual([]);
});

test("SIGTERM ends the app in order, and the next start finds what was running", async ({ openApp, run }) => {
  const first = await openApp({ files: [serviceFile("counter-service.ts")] });
  await expect(first.deck.state("countTicks")).toHaveText("running");
  const ended = once(first.app.process(), "exit");
  process.kill(first.pid, "SIGTERM");
  await ended;
  await expect.poll(() => run.found()).toEqual([]);
  const { deck } = await openApp();
  await expect(deck.state("countTicks")).toHaveText("running");
});

test("the page has nothing of Node, and can't leave its own address", async ({ openApp }) => {
  const { app, page } = await openApp();
  expect(await page.evaluate("[typeof require, typeof process, Object.keys(window.dasedeck).sort()]")).toEqual([
    "undefined",
    "undefined",
    ["call", "onDeckEvents", "onFilesToLoad", "pathOfFile"],
  ]);
  const leaving = await app.evaluateHandle(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    return { prevented: new Promise<boolean>((resolve) => contents?.once("will-navigate", (event) => resolve(event.defaultPrevented))) };
  });
  await page.evaluate("void (location.href = 'https://evil.example/')");
  expect(await leaving.evaluate(({ prevented }) => prevented)).toBe(true);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())).toBe(
    "app://dasedeck/index.html",
  );
});

test("a script that got into the page reaches no other server, whatever it tries", async ({ dataDir, run }) => {
  // Not the fixture's: refusals are errors of the page there.
  const opened = await openDesktop({ dataDir }, run);
  const { page } = opened;
  let reached = 0;
  const other = createServer((socket) => {
    reached++;
    socket.destroy();
  }).listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const host = `127.0.0.1:${typeof address === "object" ? (address?.port ?? 0) : 0}`;
  const refused = await page.evaluate<string[]>(`(async () => {
    const refused = [];
    addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
    const attach = (tag, attributes) => document.body.append(Object.assign(document.createElement(tag), attributes));
    const tries = [
      () => new WebSocket("ws://${host}/"),
      () => new EventSource("http://${host}/"),
      () => fetch("http://${host}/", { mode: "no-cors" }).catch(() => {}),
      () => navigator.sendBeacon("http://${host}/", "values"),
      () => attach("img", { src: "http://${host}/" }),
      () => attach("script", { src: "http://${host}/" }),
      () => attach("iframe", { src: "http://${host}/" }),
      () => attach("object", { data: "http://${host}/" }),
      () => attach("link", { rel: "stylesheet", href: "http://${host}/" }),
    ];
    for (const attempt of tries) {
      const before = refused.length;
      try { attempt(); } catch { refused.push("thrown"); }
      while (refused.length === before) await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return refused;
  })()`);
  expect(refused).toEqual(
    expect.arrayContaining(["connect-src", "img-src", "script-src-elem", "frame-src", "object-src", "style-src-elem"]),
  );
  expect(reached).toBe(0);
  other.close();
  await opened.end();
});

test("a page whose process ends, or hangs while it loads, is loaded again, and the deck goes on", async ({ openApp }) => {
  const { app } = await openApp({ files: [serviceFile("counter-service.ts")] });
  // Playwright lets go of a page that crashed.
  const shownText = (): Promise<string> =>
    app.evaluate(({ BrowserWindow }) =>
      Promise.race([
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript("document.body.innerText") as Promise<string>,
        new Promise<string>((resolve) => setTimeout(resolve, 500, "")),
      ]),
    );
  await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    let held = false;
    contents?.session.webRequest.onBeforeRequest((_, proceed) => {
      // The first request is never answered.
      if (held) proceed({});
      held = true;
    });
    contents?.forcefullyCrashRenderer();
  });
  await expect.poll(shownText).toBe("");
  await expect.poll(shownText, { timeout: 20_000 }).toContain("countTicks");
});
