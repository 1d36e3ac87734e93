import { useMutation, type UseMutationResult } from "@tanstack/react-query";
import { notifications } from "@mantine/notifications";
import { useSyncExternalStore } from "react";
import type { DeckApi } from "#shared/deck-api.ts";
import { errorText } from "../format/error.ts";
import { useDeckAccess } from "./deck-context.tsx";
import { useConnection } from "./use-deck.ts";

type CallName = keyof DeckApi;
type InputOf<Name extends CallName> = Parameters<DeckApi[Name]>[0];
type OutputOf<Name extends CallName> = Awaited<ReturnType<DeckApi[Name]>>;

/** A command to the deck. Where it fails, the person is told what was tried and why it did not work. */
export function useCommand<Name extends CallName>(name: Name, whatFailed: string): UseMutationResult<OutputOf<Name>, Error, InputOf<Name>> {
  const send = useSilentCommand(name);
  return useMutation({
    ...send,
    onError: (error) =>
      notifications.show({ color: "red", title: whatFailed, message: errorText(error), autoClose: 12_000, withBorder: true }),
  });
}

/** A command whose failure is shown by the caller itself, at the thing concerned. */
export function useQuietCommand<Name extends CallName>(name: Name): UseMutationResult<OutputOf<Name>, Error, InputOf<Name>> {
  return useMutation(useSilentCommand(name));
}

function useSilentCommand<Name extends CallName>(name: Name): { mutationFn: (input: InputOf<Name>) => Promise<OutputOf<Name>> } {
  const { api } = useDeckAccess();
  return { mutationFn: (input) => (api[name] as (input: InputOf<Name>) => Promise<OutputOf<Name>>)(input) };
}

/** Why nothing can be commanded at present, in words for a person; `null` where everything can. */
export function useObstacle(): string | null {
  const { locked, granted } = useDeckAccess();
  const connection = useConnection();
  const isLocked = useSyncExternalStore(locked.subscribe, locked.get);
  const { role, token } = useSyncExternalStore(granted.subscribe, granted.get);
  if (connection.state !== "connected") return "There is no connection to the deck";
  if (role === "view") return `View only: the token ${token ?? ""} does not allow changes`;
  return isLocked ? "Locked: view only. Unlock at the top of the window" : null;
}
