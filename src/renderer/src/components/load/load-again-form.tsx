import { Button, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useRef, useState, type ReactElement, type SubmitEvent } from "react";
import { formatParameters, maxInstanceNameLength, type ServiceInstance, type ServiceParameters } from "#shared/service-instance.ts";
import { errorText } from "../../format/error.ts";
import { visibleText } from "../../format/visible-text.ts";
import { parseLoadAgain } from "./load-again-draft.ts";

export interface LoadAgainFormProps {
  readonly file: string;
  /** Those of the service that it began from. */
  readonly parameters: ServiceParameters;
  /** Names that services of this file have already. */
  readonly takenNames: readonly string[];
  /** Resolves with whether it was loaded; rejects with why not. */
  readonly onLoad: (service: ServiceInstance) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Asks for the name and the parameters of one more service of a file. What is typed stays until the service is loaded. */
export function LoadAgainForm({ file, parameters, takenNames, onLoad, onClose }: LoadAgainFormProps): ReactElement {
  const [name, setName] = useState("");
  const [lines, setLines] = useState(() => formatParameters(parameters));
  const [problem, setProblem] = useState<{ readonly field: "name" | "parameters" | "form"; readonly text: string } | null>(null);
  const [isLoading, setIsLoading] = useState(false);
  const nameField = useRef<HTMLInputElement>(null);
  const parametersField = useRef<HTMLTextAreaElement>(null);

  const load = async (): Promise<void> => {
    const parsed = parseLoadAgain({ name, lines }, takenNames);
    if (parsed.kind === "problem") {
      setProblem(parsed);
      (parsed.field === "name" ? nameField : parametersField).current?.focus();
      return;
    }
    setProblem(null);
    setIsLoading(true);
    try {
      if (await onLoad({ file, ...parsed.service })) onClose();
    } catch (error) {
      setProblem({ field: "form", text: errorText(error) });
    } finally {
      setIsLoading(false);
    }
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!isLoading) void load();
  };
  const problemOf = (field: "name" | "parameters" | "form"): string | null => (problem?.field === field ? problem.text : null);

  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          {visibleText(file)}
        </Text>
        <TextInput
          ref={nameField}
          data-autofocus
          label="Name"
          description="What this service is called on the deck"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={problemOf("name")}
          errorProps={{ role: "alert" }}
          maxLength={maxInstanceNameLength}
          autoComplete="off"
          spellCheck={false}
        />
        <Textarea
          ref={parametersField}
          label="Parameters"
          description="One on each line, as name=value. Everyone who sees the service sees them, so don’t put secrets here."
          placeholder="port=/dev/ttyUSB1"
          value={lines}
          onChange={(event) => setLines(event.currentTarget.value)}
          error={problemOf("parameters")}
          errorProps={{ role: "alert" }}
          autosize
          minRows={2}
          maxRows={8}
          autoComplete="off"
          spellCheck={false}
        />
        {problemOf("form") !== null && (
          <Text role="alert" size="sm" c="var(--state-red)" style={{ overflowWrap: "anywhere" }}>
            {problemOf("form")}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isLoading}>
            Load
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
