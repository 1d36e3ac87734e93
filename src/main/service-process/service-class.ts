import { classOf } from "#runtime/class-of.ts";
import type { DataService } from "#runtime/data-service.ts";
import { defaultServiceOptions, serviceOptions, type ServiceOptions } from "#shared/service-snapshot.ts";
import * as z from "zod";
import { LoadError } from "./load-error.ts";

interface ServiceClass {
  readonly name: string;
  readonly title?: unknown;
  readonly service?: unknown;
}

/** `static title`, else the class's name in words: `SensorService` → `Sensor Service`. */
export function titleOf(service: DataService): string {
  const { title, name }: ServiceClass = classOf(service);
  return typeof title === "string" && title.trim() !== "" ? title : inWords(name);
}

function inWords(className: string): string {
  return className
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .replaceAll("_", " ")
    .trim();
}

/**
 * `static service = { restart, … }` over the defaults.
 *
 * @throws LoadError that names the class, the option and what is allowed
 */
export function optionsOf(service: DataService): ServiceOptions {
  const { name, service: given = {} }: ServiceClass = classOf(service);
  const checked = serviceOptions.partial().strict().safeParse(given);
  if (!checked.success) throw new LoadError(`The options \`static service\` of ${name} are wrong: ${z.prettifyError(checked.error)}`);
  const set = Object.entries(checked.data).filter(([, value]) => value !== undefined);
  return { ...defaultServiceOptions, ...Object.fromEntries(set) };
}
