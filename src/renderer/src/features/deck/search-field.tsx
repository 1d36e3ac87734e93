import { CloseButton, Kbd, TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useRef, type ReactElement } from "react";

/** What {@link SearchField} searches for, and where it leads. */
export interface SearchFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Gives the focus to the row that the search means. */
  readonly onGoToHit: () => void;
}

/** Searches services and tasks by name; `/` comes here from anywhere, Escape empties it, Enter and the arrow down lead to the first hit. */
export function SearchField({ value, onChange, onGoToHit }: SearchFieldProps): ReactElement {
  const field = useRef<HTMLInputElement>(null);
  useHotkeys([["/", () => field.current?.focus()]]);
  return (
    <TextInput
      ref={field}
      type="text"
      role="searchbox"
      aria-label="Search services and tasks"
      placeholder="Search"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape") onChange("");
        // While an input method composes, Enter and the arrows are its own.
        if (event.nativeEvent.isComposing || (event.key !== "Enter" && event.key !== "ArrowDown")) return;
        event.preventDefault();
        onGoToHit();
      }}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        value === "" ? <Kbd size="xs">/</Kbd> : <CloseButton size="sm" aria-label="Empty the search" onClick={() => onChange("")} />
      }
      size="sm"
      w={{ base: 180, lg: 260 }}
    />
  );
}
