import { Button, SegmentedControl, Select, TextInput } from "@mantine/core";
import { useId, useState, type ReactElement } from "react";
import type { AttributeWrite } from "#shared/serialized.ts";
import { argumentKind, parseArgument, spokenArgument, type Parameter } from "../../../format/argument.ts";
import { visibleText } from "../../../format/visible-text.ts";
import member from "./member.module.css";
import classes from "./method.module.css";

/** What an {@link ArgumentForm} asks for. */
export interface ArgumentFormProps {
  readonly method: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly obstacle: string | null;
  readonly pending: boolean;
  readonly onCall: (kwargs: Readonly<Record<string, AttributeWrite>>) => void;
  readonly onClose: () => void;
}

/** Asks for the arguments of a method; what has a default may be left empty. */
export function ArgumentForm({ method, parameters, obstacle, pending, onCall, onClose }: ArgumentFormProps): ReactElement {
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [tried, setTried] = useState(false);
  const parsed = Object.entries(parameters).map(([name, parameter]) => {
    const text = texts[name] ?? "";
    return { name, parameter, text, argument: parseArgument(text, parameter) };
  });
  const submit = (): void => {
    setTried(true);
    if (obstacle !== null || pending || parsed.some(({ argument }) => "problem" in argument)) return;
    const given = parsed.flatMap(({ name, argument }) => ("write" in argument && argument.write !== null ? [[name, argument.write]] : []));
    onCall(Object.fromEntries(given) as Record<string, AttributeWrite>);
  };
  return (
    <form
      className={classes["arguments"]}
      aria-label={`Arguments of ${method}`}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        // Else it would lead out of the view around it, too.
        event.stopPropagation();
        onClose();
      }}
    >
      {parsed.map(({ name, parameter, text, argument }) => (
        <ArgumentField
          key={name}
          name={visibleText(name)}
          parameter={parameter}
          text={text}
          problem={tried && "problem" in argument ? argument.problem : null}
          note={argumentKind(parameter) === "any" && parameter.choices === undefined && text !== "" ? spokenArgument(argument) : null}
          onText={(next) => setTexts({ ...texts, [name]: next })}
        />
      ))}
      <Button
        type="submit"
        size="compact-sm"
        className={classes["call"]}
        title={obstacle ?? undefined}
        aria-disabled={obstacle !== null}
        {...(obstacle !== null && { "data-disabled": true })}
      >
        Call {method}
      </Button>
    </form>
  );
}

interface ArgumentFieldProps {
  readonly name: string;
  readonly parameter: Parameter;
  readonly text: string;
  readonly problem: string | null;
  /** As what it will be sent. */
  readonly note: string | null;
  readonly onText: (text: string) => void;
}

function ArgumentField({ name, parameter, text, problem, note, onText }: ArgumentFieldProps): ReactElement {
  const id = useId();
  const kind = argumentKind(parameter);
  return (
    <div className={member["row"]}>
      <label className={classes["argumentName"]} htmlFor={id} title={visibleText(parameter.annotation ?? name)}>
        {name}
      </label>
      {parameter.choices !== undefined ? (
        <Select
          id={id}
          size="xs"
          data={parameter.choices.map((choice) => ({ value: choice, label: visibleText(choice) }))}
          value={text === "" ? null : text}
          placeholder={parameter.optional ? "may be left out" : "choose"}
          error={problem}
          clearable={parameter.optional}
          allowDeselect={parameter.optional}
          checkIconPosition="right"
          maxDropdownHeight={260}
          comboboxProps={{ portalProps: { target: "#overlays" }, transitionProps: { duration: 0 } }}
          onKeyDown={(event) => {
            // It closes the list, and does not close the form around it, too.
            if (event.key === "Escape" && event.currentTarget.getAttribute("aria-expanded") === "true") event.stopPropagation();
          }}
          onChange={(choice) => onText(choice ?? "")}
        />
      ) : kind === "bool" ? (
        <SegmentedControl
          size="xs"
          aria-label={name}
          value={text}
          onChange={onText}
          data={[
            ...(parameter.optional ? [{ value: "", label: "default" }] : []),
            { value: "true", label: "true" },
            { value: "false", label: "false" },
          ]}
        />
      ) : (
        <TextInput
          id={id}
          size="xs"
          autoComplete="off"
          spellCheck={false}
          inputMode={kind === "float" || kind === "int" ? "decimal" : "text"}
          placeholder={
            parameter.default === null ? (parameter.optional ? "may be left out" : kindWords[kind]) : visibleText(parameter.default)
          }
          value={text}
          error={problem}
          description={note === null ? undefined : `sent as ${note}`}
          inputWrapperOrder={["input", "description", "error"]}
          onChange={(event) => onText(event.currentTarget.value)}
        />
      )}
    </div>
  );
}

const kindWords = { float: "number", int: "whole number", bool: "true or false", str: "text", any: "number or text" } as const;
