import { ActionIcon, TextInput } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useState, type ReactElement } from "react";
import { parseInteger } from "#shared/format/integer.ts";
import classes from "./pager.module.css";

/** How many entries are shown at once: each has a control, and thousands of those would hold up everything. */
export const entriesPerPage = 100;

/** What a {@link Pager} shows. */
export interface PagerProps {
  /** Of the list. */
  readonly name: string;
  readonly count: number;
  /** From 0. */
  readonly page: number;
  readonly onPage: (page: number) => void;
}

/** Which part of a long list is shown, and the way to the others; `0 to 99 of 5,000`, counted as the entries are. */
export function Pager({ name, count, page, onPage }: PagerProps): ReactElement {
  const [wish, setWish] = useState("");
  const last = Math.ceil(count / entriesPerPage) - 1;
  const first = page * entriesPerPage;
  const index = parseInteger(wish);
  const isThere = index !== null && index >= 0n && index < BigInt(count);
  return (
    <div className={classes["pager"]} role="group" aria-label={`Pages of ${name}`}>
      <ActionIcon
        variant="subtle"
        size={28}
        aria-label={`Previous entries of ${name}`}
        disabled={page === 0}
        onClick={() => onPage(page - 1)}
      >
        <IconChevronLeft size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        size={28}
        aria-label={`Next entries of ${name}`}
        disabled={page === last}
        onClick={() => onPage(page + 1)}
      >
        <IconChevronRight size={16} aria-hidden />
      </ActionIcon>
      <span className={classes["pagerText"]}>
        {first.toLocaleString("en")}–{Math.min(count - 1, first + entriesPerPage - 1).toLocaleString("en")} of {count.toLocaleString("en")}
      </span>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isThere) return;
          onPage(Math.floor(Number(index) / entriesPerPage));
          setWish("");
        }}
      >
        <TextInput
          size="xs"
          className={classes["pagerWish"]}
          aria-label={`Go to entry of ${name}`}
          placeholder="Go to…"
          inputMode="numeric"
          value={wish}
          error={wish !== "" && !isThere}
          onChange={(event) => setWish(event.currentTarget.value)}
        />
      </form>
    </div>
  );
}
