import { classOf } from "#runtime/class-of.ts";
import type { DataService } from "#runtime/data-service.ts";
import { unknownOption } from "#runtime/nearest-name.ts";
import { spokenValue } from "#runtime/spoken-value.ts";
import { inWords } from "#shared/format/in-words.ts";
import { defaultServiceOptions, serviceOptions, type ServiceOptions } from "#shared/service-snapshot.ts";
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

const optionShape = serviceOptions.shape;
type OptionName = keyof ServiceOptions;

/** What may be written for each option. */
const allowed: Readonly<Record<OptionName, string>> = {
  restart: `one of ${optionShape.restart.options.map((option) => JSON.stringify(option)).join(", ")}`,
  restartSec: "a number of seconds, 0 or more",
  startLimitIntervalSec: "a number of seconds, more than 0, or null",
  startLimitBurst: "a whole number, 1 or more",
  watchdogSec: "a number of seconds, more than 0, or null",
  timeoutStopSec: "a number of seconds, more than 0",
  loadTimeoutSec: "a number of seconds, more than 0",
};

/**
 * `static service = { restart, … }` over the defaults.
 *
 * @throws LoadError that names the class, each wrong option and what is allowed
 */
export function optionsOf(service: DataService): ServiceOptions {
  const serviceClass: ServiceClass = classOf(service);
  const { service: given = {} } = serviceClass;
  const refuse = (problems: string, key?: string): LoadError => {
    const className = declaringClass(serviceClass, "service");
    return new LoadError(`The options \`static service\` of ${className} are wrong: ${problems}`, {
      className,
      member: "service",
      isStatic: true,
      ...(key !== undefined && { key }),
    });
  };
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw refuse(`they must be an object such as { restart: "on-failure" }, not ${spokenValue(given)}`);
  }
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  const problems = set.flatMap(([key, value]) => {
    const problem = problemWith(key, value);
    return problem === null ? [] : [{ key, problem }];
  });
  const [first] = problems;
  if (first !== undefined) throw refuse(problems.map(({ problem }) => problem).join("; "), first.key);
  return { ...defaultServiceOptions, ...Object.fromEntries(set) };
}

function problemWith(name: string, value: unknown): string | null {
  if (!isOption(name)) return unknownOption(name, Object.keys(allowed));
  if (optionShape[name].safeParse(value).success) return null;
  return `"${name}" must be ${allowed[name]}, not ${spokenValue(value)}`;
}

function isOption(name: string): name is OptionName {
  return Object.hasOwn(allowed, name);
}

/** The name of the class that a static member is inherited from. */
function declaringClass(serviceClass: ServiceClass, member: string): string {
  for (let maker: unknown = serviceClass; typeof maker === "function"; maker = Object.getPrototypeOf(maker)) {
    if (Object.hasOwn(maker, member)) return maker.name;
  }
  return serviceClass.name;
}
