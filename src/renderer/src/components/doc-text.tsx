import { memo, type ReactElement } from "react";
import Markdown, { type Components } from "react-markdown";
import { visibleText } from "../format/visible-text.ts";
import classes from "./doc-text.module.css";

/** What {@link DocText} shows. */
export interface DocTextProps {
  /** A JSDoc comment, in Markdown. */
  readonly doc: string;
  /** In one line, as long as there is room: without paragraphs and lists. */
  readonly inline?: boolean;
}

const inlineElements = ["code", "em", "strong", "a"];
const elements = [...inlineElements, "p", "ul", "ol", "li", "pre", "br"];

/** Where a link leads is an author's text: it is told, and not followed. */
const components: Components = { a: ({ href, children }) => <span title={href}>{children}</span> };

/** What an author wrote about a member, a task or a service. What is no Markdown, such as `Array<number>`, stands there as it was written. */
export const DocText = memo(function DocText({ doc, inline = false }: DocTextProps): ReactElement {
  const Block = inline ? "span" : "div";
  return (
    <Block dir="auto" className={classes["doc"]} data-inline={inline || undefined}>
      <Markdown allowedElements={inline ? inlineElements : elements} unwrapDisallowed components={components}>
        {visibleText(doc)}
      </Markdown>
    </Block>
  );
});
