import { CloseButton, Kbd, TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useRef, type ReactElement } from "react";

/** Searches services and tasks by name; `/` comes here from anywhere, Escape empties it. */
export function SearchField({ value, onChange }: { value: string; onChange: (value: string) => void }): ReactElement {
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
