const codes = { red: 31, green: 32, yellow: 33, blue: 34, dim: 2, bold: 1 } as const;

export type Style = keyof typeof codes;

/** Gives a text a colour or weight, where there is someone to see it. */
export type Paint = (text: string, style: Style) => string;

const inColour: Paint = (text, style) => (text === "" ? "" : `\u001B[${codes[style]}m${text}\u001B[0m`);
const plain: Paint = (text) => text;

/** As much of a terminal, or of what is there instead, as this needs. */
export interface OutputStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** Colours only on a terminal that has them, and whose user does not mind: https://no-color.org. */
export function paintFor(stream: OutputStream, env: NodeJS.ProcessEnv): Paint {
  const isWanted = (env["NO_COLOR"] ?? "") === "" && env["TERM"] !== "dumb";
  return stream.isTTY === true && isWanted ? inColour : plain;
}

/** The width to keep to; `null` where there is no terminal: a file or another program takes lines as long as they are. */
export function widthOf(stream: OutputStream): number | null {
  return stream.isTTY === true && stream.columns !== undefined && stream.columns > 0 ? stream.columns : null;
}
