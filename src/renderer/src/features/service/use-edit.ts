import { useState } from "react";
import type { AttributeWrite } from "#shared/serialized.ts";
import { useQuietCommand } from "../../api/use-command.ts";
import { errorText } from "../../format/error.ts";

/** An edit on its way to the service. */
export interface Edit {
  /** What was submitted, until the service reports a value or refuses; `null` while nothing is under way. */
  readonly pending: string | null;
  /** Why the last edit was refused. */
  readonly problem: string | null;
  submit(text: string, write: AttributeWrite): void;
  /** Says why a text was not even sent. */
  refuse(problem: string): void;
  clearProblem(): void;
}

/** For so long the reported value may follow the answer; one that equals the old is never reported. */
const reportWithinMs = 400;

/** @param reported - the service's present value, as text; the pending edit gives way when it changes after the answer */
export function useEdit(service: string, path: string, reported: string): Edit {
  const command = useQuietCommand("setAttribute");
  const [submitted, setSubmitted] = useState<{ text: string; over: string } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const isReported = submitted !== null && !command.isPending && reported !== submitted.over;
  return {
    pending: submitted === null || isReported ? null : submitted.text,
    problem,
    submit(text, write) {
      const entry = { text, over: reported };
      setProblem(null);
      setSubmitted(entry);
      const finish = (): void => setSubmitted((present) => (present === entry ? null : present));
      command.mutate(
        { service, path, value: write },
        {
          onSuccess: () => void setTimeout(finish, reportWithinMs),
          onError: (error) => {
            finish();
            setProblem(errorText(error));
          },
        },
      );
    },
    refuse: setProblem,
    clearProblem: () => setProblem(null),
  };
}
