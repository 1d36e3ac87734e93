import { defaultPort } from "#shared/port.ts";
import { readServerAddress, type ServerAddress } from "../../wire/server-address.ts";
import { CommandError, exitCode } from "../exit-codes.ts";

export const defaultDeckUrl = `http://127.0.0.1:${defaultPort}`;

/** Where a deck is. */
export type DeckAddress = Pick<ServerAddress, "origin" | "prefix">;

/**
 * Reads an address as a person writes it, with or without scheme; without either, the port is Dasedeck's own.
 *
 * @throws CommandError where it is none
 */
export function parseDeckAddress(given: string): DeckAddress {
  const text = given.trim() === "" ? defaultDeckUrl : given.trim();
  const address = readServerAddress(text, defaultPort);
  if (address === null) throw wrong(`${text} is no address of a deck; write it as host:port or as http://host:port`);
  const { origin, prefix, user, password } = address;
  if (user !== "" || password !== "")
    throw wrong("a token in the address can be read by every user of this computer; put it into a file and give --token-file");
  return { origin, prefix };
}

function wrong(message: string): CommandError {
  return new CommandError(message, exitCode.wrongUsage);
}
