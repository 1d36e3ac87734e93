import * as z from "zod";
import { maxPathLength } from "./access-path.ts";
import { tokenEntry, tokenName, tokenRole } from "./access-token.ts";
import { call, type ApiDefinition, type ClientOf } from "./api-definition.ts";
import { deckSnapshot } from "./deck-snapshot.ts";
import { historyQuery, journalEntry, journalQuery, subjectHistory } from "./journal.ts";
import { networkOutcome, networkSettings, networkView } from "./network-settings.ts";
import { attributeWrite, serializedObject } from "./serialized.ts";
import { instanceFields } from "./service-instance.ts";
import { methodArguments } from "./service-channel.ts";
import { trustedPath, trustEntry } from "./trust.ts";

const nothing = z.undefined();
const done = z.void();
const accessPath = z.string().max(maxPathLength);
const serviceRef = z.object({ service: z.string().max(1000) });
const taskRef = serviceRef.extend({ task: accessPath });
/** Where a remote service is, as a person writes it: `ws://lab-pc:8001/sensor-service`, also with `wss:`, `http:`, `https:` or none; its token, if it takes one, here or as the password in the address. */
const remoteAddress = z.object({
  url: z.string().min(1).max(2000),
  /** What it is called on this deck; without one, what it calls itself. */
  name: z.string().trim().min(1).max(100).optional(),
  token: z.string().min(1).max(1000).optional(),
  /** In PEM: the service's own certificate or that of its authority, where this computer does not trust it by itself. */
  certificate: z.string().max(65_536).optional(),
});

const filePath = z.string().min(1).max(4096);

/**
 * What became of the wish to load a file. A file that is wrong still gives a service, in state `failed`; a file that nobody has trusted yet gives
 * a question first, since a service file is a program that runs with the rights of this person.
 */
export const loadOutcome = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("loaded"), service: z.string() }),
  z.object({ kind: z.literal("trustNeeded"), file: z.string(), folder: z.string() }),
]);
export type LoadOutcome = z.infer<typeof loadOutcome>;

/** What a caller may do. `token`: the name of the one that it has shown. */
export const deckAccess = z.object({ role: z.enum(["view", "control", "desktop"]), token: z.string().nullable() });
export type GrantedAccess = z.infer<typeof deckAccess>;

/** What a caller may do and where it may connect the deck to: beyond this computer only its own window may, since whoever may connect anywhere can look through the network that the deck is in. */
export const callerAccess = deckAccess.extend({ remotes: z.enum(["anywhere", "this computer"]) });
export type CallerAccess = z.infer<typeof callerAccess>;

/** Every call that a window, a browser or a script can make of the deck. The recipe for a further one stands in ARCHITECTURE.md. */
export const deckApi = {
  /** What the caller may do, and by which token. */
  getAccess: call({ input: nothing, output: callerAccess, role: "view" }),
  getSnapshot: call({ input: nothing, output: deckSnapshot, role: "view" }),
  /** A page of what happened, the newest first. */
  readJournal: call({ input: journalQuery, output: z.array(journalEntry), role: "view" }),
  /** Availability, failures and states of services and tasks over a span of time; services in order of their names, each followed by its tasks. */
  readHistory: call({ input: historyQuery, output: z.array(subjectHistory), role: "view" }),

  /** Opens the system's file dialog; answers the chosen paths, none if it was cancelled. */
  chooseServiceFiles: call({ input: nothing, output: z.array(z.string()), role: "desktop" }),
  /**
   * Loads a service file and starts its service; with a name, one more service of the file. With `trust`, the person's answer to the question comes along, and with
   * `trustedFile` the file that they were asked about: where `file` leads to another by now, they are asked again. Without it, the last question about `file` counts.
   */
  loadService: call({
    input: z.object({
      file: filePath,
      trust: z.enum(["file", "folder"]).optional(),
      trustedFile: filePath.optional(),
      ...instanceFields,
    }),
    output: loadOutcome,
    role: "desktop",
  }),
  /** Loads the example services that are not loaded yet: files of Dasedeck's own, so anyone who controls may. */
  loadExamples: call({ input: nothing, output: z.array(z.string()), role: "control" }),
  /** Loads one of the example services by its name in the snapshot. */
  loadExample: call({ input: z.object({ name: z.string() }), output: z.string(), role: "control" }),
  reloadService: call({ input: serviceRef, output: done, role: "desktop" }),
  /** Whether the service is reloaded when its file, or one that it imports, is saved. */
  setReloadOnSave: call({ input: serviceRef.extend({ on: z.boolean() }), output: done, role: "desktop" }),
  removeService: call({ input: serviceRef, output: done, role: "desktop" }),

  /** The files and folders whose service files run without a question, apart from the examples. */
  getTrust: call({ input: nothing, output: z.array(trustEntry), role: "desktop" }),
  /**
   * Revokes the trust in a file or a folder; one that is not trusted stays so. A service that runs goes on: its next start, restart or reload is refused until the file is
   * loaded again, which asks. Rejects where that can't be saved.
   */
  revokeTrust: call({ input: trustedPath, output: done, role: "desktop" }),

  /**
   * Connects the deck to a service that runs elsewhere, and remembers it; one that is there already is connected if it is not. Answers the service's id. That nobody answers
   * at the address becomes the service's state. With the role control, an address beyond this computer is refused unless the deck was started with `--allow-remotes`. A token is kept by the deck and never told again; who wants another one removes the service and adds it anew.
   */
  addRemote: call({ input: remoteAddress, output: z.string(), role: "control" }),
  /** Disconnects a remote service and forgets it. A service of a file here is refused. */
  removeRemote: call({ input: serviceRef, output: done, role: "control" }),

  startService: call({ input: serviceRef, output: done, role: "control" }),
  stopService: call({ input: serviceRef, output: done, role: "control" }),
  restartService: call({ input: serviceRef, output: done, role: "control" }),
  /** Kills the service's process: the way out of a stuck task or a blocked loop. */
  forceStopService: call({ input: serviceRef, output: done, role: "control" }),

  startTask: call({ input: taskRef, output: done, role: "control" }),
  stopTask: call({ input: taskRef, output: done, role: "control" }),
  restartTask: call({ input: taskRef, output: done, role: "control" }),

  /** Calls a method, and answers what it gave; rejects with what it threw. It takes as long as the method takes. */
  callMethod: call({
    input: serviceRef.extend({ path: accessPath, ...methodArguments.shape }),
    output: serializedObject,
    role: "control",
  }),

  /** Writes one attribute; rejects with the reason where the service refuses the value. */
  setAttribute: call({
    input: serviceRef.extend({ path: accessPath, value: attributeWrite }),
    output: done,
    role: "control",
  }),

  /**
   * Puts an attribute, or all attributes of a nested service, back to the class's default, which they follow from now on; rejects with the reason where there is none.
   */
  resetAttribute: call({ input: serviceRef.extend({ path: accessPath }), output: done, role: "control" }),

  /** The class's defaults of values that someone wrote to, by which a person sees what a reset would give: the 1000 that were written last. */
  readDefaults: call({ input: serviceRef, output: z.array(serializedObject), role: "view" }),

  /** How the deck is reached from this computer and from others. */
  getNetwork: call({ input: nothing, output: networkView, role: "desktop" }),
  /** Has the deck reached in another way from now on; it says why where it can't be, and then goes on as before. */
  setNetwork: call({ input: networkSettings, output: networkOutcome, role: "desktop" }),
  /** Opens the system's file dialog; answers the chosen path, `null` if it was cancelled. */
  chooseCertificateFile: call({
    input: z.object({ what: z.enum(["certificate", "key"]) }),
    output: z.string().nullable(),
    role: "desktop",
  }),
  getTokens: call({ input: nothing, output: z.array(tokenEntry), role: "desktop" }),
  /** Makes a token, which is in this answer and nowhere else; rejects where there is one of that name. */
  makeToken: call({
    input: z.object({ name: tokenName, role: tokenRole }),
    output: z.object({ token: z.string() }),
    role: "desktop",
  }),
  /** Shuts out whoever has the token, also who is connected. */
  revokeToken: call({ input: z.object({ name: tokenName }), output: done, role: "desktop" }),
} satisfies ApiDefinition;

export type DeckApi = ClientOf<typeof deckApi>;
