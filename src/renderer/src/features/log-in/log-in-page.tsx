import { Button, Code, Paper, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useState, type ReactElement, type SubmitEvent } from "react";
import type { Connection } from "#shared/deck-transport.ts";
import { useDeckAccess } from "../../api/deck-context.tsx";
import classes from "./log-in-page.module.css";

interface LogInPageProps {
  /** Why the deck does not let this window in. */
  readonly refused: Extract<Connection, { state: "refused" }>;
}

/** Asks for the token without which the deck shows nothing. */
export function LogInPage({ refused }: LogInPageProps): ReactElement {
  const { logIn } = useDeckAccess();
  const [token, setToken] = useState("");
  // Until the deck has answered, which makes it another refusal, or takes this page away.
  const [triedAfter, setTriedAfter] = useState<unknown>(null);
  const isTrying = triedAfter === refused;
  const problem = refused.refusal === "token needed" ? null : refused.reason;

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (token.trim() === "" || isTrying) return;
    setTriedAfter(refused);
    logIn(token.trim());
  };

  return (
    <main className={classes["page"]} aria-label="Log in">
      <Paper withBorder p="xl" radius="md" className={classes["card"]}>
        <form onSubmit={submit}>
          <Stack>
            <Title order={1} size={18} className={classes["title"]}>
              <IconKey size={20} aria-hidden /> This deck asks for a token
            </Title>
            <Text size="sm">
              Whoever runs the deck makes one in the app’s Settings, or with <Code>dasedeck token add NAME</Code>. It stays in this tab
              until you close it.
            </Text>
            <PasswordInput
              label="Token"
              value={token}
              onChange={(event) => setToken(event.currentTarget.value)}
              error={isTrying ? null : problem}
              errorProps={{ role: "alert" }}
              autoComplete="current-password"
              autoFocus
              visibilityToggleButtonProps={{ "aria-label": "Show the token" }}
            />
            <Button type="submit" loading={isTrying} aria-disabled={token.trim() === "" || undefined}>
              Log in
            </Button>
          </Stack>
        </form>
      </Paper>
    </main>
  );
}
