import { expect, it } from "vitest";
import { imageSource } from "./image-source.ts";

it("is an address of the data for the kinds that are shown", () => {
  expect(imageSource("iVBO\nRw==", "PNG")).toBe("data:image/png;base64,iVBORw==");
  expect(imageSource("/9j/", "jpg")).toBe("data:image/jpeg;base64,/9j/");
});

it.each([
  ["PGI+", "html"],
  ["PGI+", "png,text/html"],
  ["abc", "constructor"],
  ['"onerror="', "png"],
  ["", "png"],
])("is none for %j as %s", (data, format) => expect(imageSource(data, format)).toBeNull());
