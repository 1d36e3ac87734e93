import { once } from "node:events";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { io } from "socket.io-client";
import { makeCertificate } from "../../src/main/server/testing/make-certificate.ts";
import { deckSocket } from "../../src/shared/deck-transport.ts";
import { ownAddress, statusOf } from "../fixtures/ask-server.ts";
import { serviceFile } from "../fixtures/places.ts";
import { SettingsPage } from "../fixtures/settings-page.ts";
import { expect, test } from "../fixtures/test.ts";
import { violations } from "../fixtures/violations.ts";

const files = [serviceFile("counter-service.ts")];
const beyond = ownAddress ?? "";

test.describe("over an address that others reach", () => {
  test.skip(ownAddress === undefined, "this computer has no address that others reach");

  test("opened with tokens of the window, everyone comes in as their token allows, and is cut off when it is revoked", async ({
    openApp,
    dataDir,
  }) => {
    test.slow();
    const { app, page } = await openApp({ files });
    const settings = new SettingsPage(page);
    await settings.open();
    const [alone = ""] = await settings.addresses();
    expect(alone).toMatch(/^http:\/\/127\.0\.0\.1:/);
    expect(await statusOf(new URL("/service-properties", alone).href)).toBe(200);

    await settings.reach("Other computers, too").check();
    await settings.button("Apply").click();
    await expect(settings.problem).toHaveText("Nobody has a token yet: make one first, in Tokens");
    await expect(settings.reach("Other computers, too")).toBeChecked();
    expect(await statusOf(new URL("/service-properties", alone).href)).toBe(200);

    const view = await settings.makeToken("onlooker", "view");
    const control = await settings.makeToken("ana", "control");
    expect([view, control]).toEqual([expect.stringMatching(/^dd_[\w-]{43}$/), expect.stringMatching(/^dd_[\w-]{43}$/)]);
    await settings.button("Copy the token").click();
    await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(control);
    await settings.button("Done").click();
    for (const token of [view, control]) expect(await page.content()).not.toContain(token);

    await settings.button("Apply").click();
    await expect(settings.view).toContainText("Reachable from other computers");
    const [url = ""] = (await settings.addresses()).filter((address) => address.includes(beyond));
    const properties = new URL("/service-properties", url).href;
    expect([
      await statusOf(properties),
      await statusOf(properties, { token: "dd_wrong" }),
      await statusOf(properties, { token: view }),
    ]).toEqual([401, 401, 200]);
    const write = {
      method: "PUT",
      body: {
        access_path: "counter_service.ticks",
        value: { full_access_path: "counter_service.ticks", type: "int", value: 5, readonly: false, doc: null },
      },
    } as const;
    const update = new URL("/api/v1/update_value", url).href;
    expect([await statusOf(update, { ...write, token: view }), await statusOf(update, { ...write, token: control })]).toEqual([403, 200]);

    const outside = io(new URL(deckSocket.namespace, url).href, {
      path: deckSocket.path,
      transports: ["websocket"],
      reconnection: false,
      auth: { token: view },
    });
    await new Promise<void>((resolve) => outside.once("connect", resolve));
    const refused = { kind: "error", name: "CallRefused" };
    for (const name of ["getTokens", "getNetwork", "makeToken", "setNetwork"])
      expect(await outside.timeout(5000).emitWithAck(deckSocket.call, { name })).toMatchObject(refused);
    const cutOff = new Promise<string>((resolve) => outside.once("disconnect", resolve));
    await settings.revoke("onlooker");
    expect(await cutOff).toBe("io server disconnect");
    expect([await statusOf(properties, { token: view }), await statusOf(properties, { token: control })]).toEqual([401, 200]);

    await settings.reach("This computer only").check();
    await settings.button("Apply").click();
    await expect(settings.view).toContainText("Reachable from this computer only");
    await expect(statusOf(properties, { token: control })).rejects.toThrow("ECONNREFUSED");
    for (const token of [view, control]) expect(await filesWith(token, dataDir)).toEqual([]);
  });

  test("with a certificate TLS is spoken, also after a restart of the app", async ({ openApp, dataDir, folder }) => {
    test.slow();
    const [cert, key] = await certificateIn(folder, "lab");
    const [, otherKey] = await certificateIn(folder, "other");
    const first = await openApp({ files });
    const settings = new SettingsPage(first.page);
    await settings.open();
    const token = await settings.makeToken("ana", "view");
    await settings.reach("Other computers, too").check();
    await settings.choose("TLS with a certificate (https)");
    await first.app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    }, cert);
    await settings.button("Choose the file of the certificate").click();
    await expect(settings.field("Certificate (PEM)")).toHaveValue(cert);
    await settings.field("Its key (PEM)").fill(otherKey);
    await settings.button("Apply").click();
    await expect(settings.field("Its key (PEM)")).toHaveAccessibleDescription(/other\.key\.pem is no key.* of the certificate/);
    await expect(settings.view).toContainText("Reachable from this computer only");
    await settings.field("Its key (PEM)").fill(key);
    await settings.button("Apply").click();
    await expect(settings.view).toContainText("What is said is encrypted (TLS)");
    const [url = ""] = (await settings.addresses()).filter((address) => address.includes(beyond));
    expect(url).toMatch(/^https:/);
    const ask = (at: string): Promise<unknown> => statusOf(new URL("/service-properties", at).href, { token });
    expect(await ask(url)).toBe(200);
    await first.end();

    const second = await openApp();
    const again = new SettingsPage(second.page);
    await again.open();
    await expect(again.view).toContainText("What is said is encrypted (TLS)");
    await expect(again.token("ana")).toContainText("view");
    await expect(again.field("Certificate (PEM)")).toHaveValue(cert);
    const [present = ""] = (await again.addresses()).filter((address) => address.includes(beyond));
    expect(await ask(present)).toBe(200);
    expect(await readFile(join(dataDir, "network.json"), "utf8")).not.toContain(token);
  });
});

test("a port that is taken is said at the field, what was served goes on, and a free one lasts", async ({ openApp, dataDir }) => {
  await remember(dataDir, { port: 0 });
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const taken = portOf(other);
  const first = await openApp({ files, port: "remembered" });
  const settings = new SettingsPage(first.page);
  await settings.open();
  const [before = ""] = await settings.addresses();
  await settings.field("Port").fill("eighty");
  await settings.button("Apply").click();
  await expect(settings.field("Port")).toHaveAccessibleDescription(/A port is a whole number/);
  await settings.field("Port").fill(String(taken));
  await settings.field("Port").press("Enter");
  await expect(settings.field("Port")).toHaveAccessibleDescription(`Port ${taken} on 127.0.0.1 is in use by another program`);
  await expect(settings.field("Port")).toHaveValue(String(taken));
  expect(await violations(first.page)).toEqual([]);
  expect(await statusOf(before)).toBe(200);

  const closed = once(other, "close");
  other.close();
  await closed;
  await settings.button("Apply").click();
  await expect(settings.view).toContainText("Applied");
  const url = `http://127.0.0.1:${taken}/`;
  await expect(first.page.getByRole("contentinfo")).toContainText(url);
  expect(await statusOf(url)).toBe(200);
  await expect(statusOf(before)).rejects.toThrow("ECONNREFUSED");
  await expect(first.deck.row("countTicks")).toBeHidden();
  await first.deck.goTo("Deck");
  await expect(first.deck.state("countTicks")).toHaveText("running");
  await first.end();

  const second = await openApp({ port: "remembered" });
  await expect(second.page.getByRole("contentinfo")).toContainText(url);
  await second.end();
  // What the start is given wins, and the window says so.
  const { page } = await openApp({ port: 0 });
  const given = new SettingsPage(page);
  await given.open();
  await expect(given.field("Port")).not.toBeEditable();
  await expect(given.field("Port")).toHaveAccessibleDescription(`--port 0 of this start wins; the next one without it has ${taken}`);
});

test("a port that is taken at the start is listened on as soon as it is free", async ({ openApp }) => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const port = portOf(other);
  const { page } = await openApp({ files, port });
  const settings = new SettingsPage(page);
  await settings.open();
  await expect(settings.view).toContainText(`Not reachable: port ${port} on 127.0.0.1 is in use by another program`);
  other.close();
  await expect(settings.view).toContainText("Reachable from this computer only", { timeout: 20_000 });
});

test("settings that were broken by hand are set aside and said, and the deck is closed to others", async ({ openApp, dataDir }) => {
  await remember(dataDir, { port: 70_000, reach: "network" });
  const { page } = await openApp({ files });
  const settings = new SettingsPage(page);
  await settings.open();
  await expect(settings.problem).toContainText("set aside");
  await expect(settings.view).toContainText("Reachable from this computer only");
  await expect(settings.reach("This computer only")).toBeChecked();
});

test("what is typed wrong about a token is said at the field, and nothing is lost", async ({ openApp }) => {
  const { page } = await openApp({ files });
  const settings = new SettingsPage(page);
  await settings.open();
  const name = settings.field("New token for");
  await settings.button("Make token").click();
  await expect(name).toHaveAccessibleDescription(/Give it a name/);
  await name.fill("Ana Müller");
  await settings.button("Make token").click();
  await expect(name).toHaveAccessibleDescription(/letters, digits, dots/);
  await settings.makeToken("ana", "view");
  await name.fill("ana");
  await name.press("Enter");
  await expect(name).toHaveAccessibleDescription(/there is a token named ana already/);
  await expect(name).toHaveValue("ana");
  expect(await violations(page)).toEqual([]);
  await settings.token("ana").getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await expect(settings.token("ana")).toBeVisible();
});

test("a token that the command line makes or revokes is there when one comes back to the window", async ({
  openApp,
  dasedeck,
  dataDir,
}) => {
  const { deck, page } = await openApp({ files });
  const settings = new SettingsPage(page);
  await settings.open();
  await expect(settings.view).toContainText("Nobody has a token yet");
  expect((await dasedeck("token", "add", "ben", "--data-dir", dataDir).ended).code).toBe(0);
  await deck.goTo("Deck");
  await settings.open();
  await expect(settings.token("ben")).toContainText("control");
});

test("locked, nothing of it can be changed", async ({ openApp }) => {
  const { deck, page } = await openApp({ files });
  const settings = new SettingsPage(page);
  await settings.open();
  await settings.makeToken("ana", "view");
  await deck.lock.click();
  await expect(settings.reach("Other computers, too")).toBeDisabled();
  await expect(settings.field("New token for")).not.toBeEditable();
  const revoke = settings.token("ana").getByRole("button", { name: "Revoke" });
  for (const button of [settings.button("Apply"), settings.button("Make token"), revoke])
    await expect(button).toHaveAttribute("aria-disabled", "true");
  await revoke.click({ force: true });
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await deck.lock.click();
  await settings.revoke("ana");
});

function portOf(server: ReturnType<typeof createServer>): number {
  const address = server.address();
  return typeof address === "object" ? (address?.port ?? 0) : 0;
}

/** What an app of before has remembered, or a person has made of it. */
async function remember(dataDir: string, chosen: object): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const network = { address: "0.0.0.0", allowedHosts: [], certificate: { kind: "none" } };
  await writeFile(join(dataDir, "network.json"), JSON.stringify({ version: 1, reach: "thisComputer", network, ...chosen }));
}

/** The files below a folder that hold a text. */
async function filesWith(text: string, folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const found: string[] = [];
  for (const path of paths) if ((await readFile(path)).includes(text)) found.push(path);
  return found;
}

/** @returns the paths of the certificate and of its key */
async function certificateIn(folder: string, name: string): Promise<[string, string]> {
  const [cert, key] = [join(folder, `${name}.cert.pem`), join(folder, `${name}.key.pem`)];
  await makeCertificate({ name, certFile: cert, keyFile: key });
  return [cert, key];
}
