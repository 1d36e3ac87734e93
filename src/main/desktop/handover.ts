import { isAbsolute } from "node:path";
import * as z from "zod";
import { instanceFields, type ServiceInstance } from "#shared/service-instance.ts";
import type { LaunchOptions } from "./launch-options.ts";

const absolutePath = z.string().max(4096).refine(isAbsolute);

const content = z.object({
  /** The services that the person named, with absolute paths; older versions sent paths alone. */
  files: z.array(z.union([absolutePath.transform(pathAlone), z.object({ file: absolutePath, ...instanceFields })])).max(1000),
});

function pathAlone(file: string): ServiceInstance {
  return { file };
}

/** What a second start of the app asks of the one that runs with the same data folder. */
export type Handover = z.infer<typeof content>;

/** Chromium carries messages of 32 KiB between two starts. In Electron 33 the second start of a longer one takes the first for hung, and kills it. */
const maxMessageBytes = 30_000;

const message = z.object({ json: z.string().max(maxMessageBytes) });
type HandoverMessage = z.infer<typeof message>;

/**
 * Parsed options travel, and not the arguments, which Chromium puts into another order. The data folder does not, since the two starts share it, nor does the port, which
 * is decided already.
 *
 * As one text in ASCII: of arrays Electron 33 loses those with 9 to 13 entries, and on Windows the empty ones.
 */
export function handoverMessage({ files }: Pick<LaunchOptions, "files">): HandoverMessage {
  const json = JSON.stringify({ files } satisfies { files: readonly ServiceInstance[] });
  return { json: json.replaceAll(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`) };
}

/** @returns `null` for anything else: every program of this user can send data here */
export function parseHandover(data: unknown): Handover | null {
  const { json } = message.safeParse(data).data ?? {};
  if (json === undefined) return null;
  try {
    return content.parse(JSON.parse(json));
  } catch {
    return null;
  }
}

/**
 * Says why this start could not reach an app that runs already; `null` where it can.
 *
 * @param argv - Chromium sends it along
 */
export function handoverProblem({ json }: HandoverMessage, argv: readonly string[], cwd: string): string | null {
  const bytes = json.length + Buffer.byteLength([cwd, ...argv].join(" "));
  return bytes <= maxMessageBytes ? null : "too many files for one start of the app; give fewer at a time, or load them in the window";
}
