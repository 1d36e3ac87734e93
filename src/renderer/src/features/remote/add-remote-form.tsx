import { Button, PasswordInput, Text, Textarea, TextInput, Title, Tooltip } from "@mantine/core";
import { IconAlertTriangle, IconPlug } from "@tabler/icons-react";
import { useId, useRef, useState, useSyncExternalStore, type ReactElement, type SubmitEvent } from "react";
import { useDeckAccess } from "../../api/deck-context.tsx";
import { useObstacle } from "../../api/use-command.ts";
import { useLate } from "../../components/use-late.ts";
import { errorText } from "../../format/error.ts";
import { AddedNote } from "./added-note.tsx";
import { emptyDraft, isElsewhere, isEncrypted, tellsTokenInTheClear, type RemoteDraft } from "./remote-draft.ts";
import { useAddRemote } from "./use-add-remote.ts";
import classes from "./remote.module.css";

const outOfReach =
  "From here the deck can be connected to services on its own computer only. Use the app's own window, or start dasedeck serve with --allow-remotes";

/** Adds a service that runs elsewhere. What is typed stays until the deck has taken it. */
export function AddRemoteForm(): ReactElement {
  const { granted } = useDeckAccess();
  const { remotes } = useSyncExternalStore(granted.subscribe, granted.get);
  const add = useAddRemote();
  const late = useLate(add.isPending);
  const [draft, setDraft] = useState<RemoteDraft>(emptyDraft);
  const isOutOfReach = remotes === "this computer" && isElsewhere(draft);
  const obstacle = useObstacle() ?? (isOutOfReach ? outOfReach : null);
  /** Why it was not even sent. */
  const [unsent, setUnsent] = useState<string | null>(null);
  const hintId = useId();
  const address = useRef<HTMLInputElement>(null);
  const change = (changed: Partial<RemoteDraft>): void => {
    setDraft({ ...draft, ...changed });
    setUnsent(null);
    if (!add.isPending) add.reset();
  };
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    if (add.isPending) return;
    const problem = obstacle ?? (draft.url.trim() === "" ? "Type the address of a service" : null);
    setUnsent(problem);
    address.current?.focus();
    if (problem === null) add.mutate(draft, { onSuccess: () => setDraft(emptyDraft) });
  };
  const problem = unsent ?? (add.error === null ? null : errorText(add.error));
  return (
    <section className={classes["add"]} aria-label="Add a remote service">
      <Title order={2} className={classes["title"]}>
        Connect to a service that runs elsewhere
      </Title>
      <form className={classes["form"]} noValidate onSubmit={send}>
        <TextInput
          ref={address}
          size="sm"
          label="Address"
          placeholder="ws://lab-pc:8001"
          aria-describedby={hintId}
          value={draft.url}
          onChange={(event) => change({ url: event.currentTarget.value })}
          error={problem}
          errorProps={{ role: "alert" }}
          maxLength={2000}
          spellCheck={false}
          autoComplete="off"
          inputMode="url"
        />
        <TextInput
          size="sm"
          label="Name"
          placeholder="As it calls itself"
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          maxLength={100}
          autoComplete="off"
        />
        <PasswordInput
          size="sm"
          label="Token"
          placeholder="If it asks for one"
          value={draft.token}
          onChange={(event) => change({ token: event.currentTarget.value })}
          maxLength={1000}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ "aria-label": "Show the token" }}
        />
        <Tooltip label={obstacle} disabled={obstacle === null}>
          <Button
            type="submit"
            className={classes["submit"] ?? ""}
            leftSection={<IconPlug size={17} aria-hidden />}
            loading={late}
            aria-busy={add.isPending}
            aria-disabled={obstacle !== null}
            data-disabled={obstacle !== null}
          >
            Connect
          </Button>
        </Tooltip>
        {isEncrypted(draft) && (
          <Textarea
            className={classes["certificate"] ?? ""}
            size="sm"
            label="Certificate"
            description="Only for one that this computer does not trust by itself, such as a self-signed one: the service's own, or its authority's, in PEM"
            placeholder="-----BEGIN CERTIFICATE-----"
            value={draft.certificate}
            onChange={(event) => change({ certificate: event.currentTarget.value })}
            maxLength={65_536}
            spellCheck={false}
            autosize
            minRows={2}
            maxRows={5}
          />
        )}
      </form>
      <Text id={hintId} className={classes["hint"]}>
        <code>ws://lab-pc:8001</code> is a pydase service, or all of a deck; <code>ws://lab-pc:8001/sensor-service</code> is one service of
        a deck. <code>wss://</code> encrypts.
      </Text>
      {remotes === "this computer" && <Text className={classes["hint"]}>{outOfReach}.</Text>}
      {tellsTokenInTheClear(draft) && (
        <Text className={classes["caution"]} role="status">
          <IconAlertTriangle size={14} aria-hidden /> The token travels in the clear: whoever can listen on the network can read it. An
          address with wss:// encrypts it.
        </Text>
      )}
      {add.data !== undefined && <AddedNote outcome={add.data} onDismiss={add.reset} />}
    </section>
  );
}
