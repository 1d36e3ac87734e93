import { TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type ReactElement, type SubmitEvent } from "react";
import { tokenName, type TokenRole } from "#shared/access-token.ts";
import { useDeckAccess } from "../../api/deck-context.tsx";
import { useObstacle } from "../../api/use-command.ts";
import { errorText } from "../../format/error.ts";
import { FormButton } from "./form-button.tsx";
import { MadeToken } from "./made-token.tsx";
import { Segments } from "./segments.tsx";
import { useReadSettings } from "./use-settings.ts";
import classes from "./settings.module.css";

/** Makes a token, and shows it until the person has taken it. */
export function MakeToken(): ReactElement {
  const { api } = useDeckAccess();
  const read = useReadSettings();
  const barred = useObstacle();
  const [name, setName] = useState("");
  const [role, setRole] = useState<TokenRole>("control");
  const [problem, setProblem] = useState<string | null>(null);
  const make = useMutation({
    mutationFn: (wanted: { name: string; role: TokenRole }) => api.makeToken(wanted),
    // Once it was taken, nothing of it is left here.
    gcTime: 0,
    onSuccess: () => setName(""),
    onError: (error) => setProblem(errorText(error)),
    onSettled: () => void read.tokens(),
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (barred !== null || make.isPending) return;
    const checked = tokenName.safeParse(name.trim());
    if (name.trim() === "") setProblem("Give it a name, such as whom it is for");
    else if (checked.success) make.mutate({ name: checked.data, role });
    else setProblem("Up to 64 letters, digits, dots, hyphens and underscores; the first is a letter or a digit");
  };
  return (
    <>
      {make.isSuccess && <MadeToken {...make.variables} token={make.data.token} onDone={make.reset} />}
      <form className={classes["make"]} onSubmit={submit} aria-label="New token">
        <TextInput
          size="xs"
          label="New token for"
          placeholder="ana-notebook"
          autoComplete="off"
          spellCheck={false}
          className={classes["name"]}
          value={name}
          error={problem}
          readOnly={barred !== null}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setProblem(null);
          }}
        />
        <Segments
          label="Role"
          data={[
            { value: "view", label: "view" },
            { value: "control", label: "control" },
          ]}
          value={role}
          barred={barred}
          onChange={setRole}
        />
        <FormButton name="Make token" obstacle={barred} pending={make.isPending} />
        <p className={classes["aside"]}>Role view reads and watches; control writes, calls, starts and stops, too.</p>
      </form>
    </>
  );
}
