import "./symbol-metadata.ts";
import { classOf } from "./class-of.ts";
import { DataService } from "./data-service.ts";
import { declaresParameters } from "./declared-parameters.ts";
import { docOf } from "./documentation.ts";
import { memberOptionsOf } from "./member-options.ts";
import { TaskDefinitionError } from "./task-errors.ts";
import { checkTaskOptions, type TaskOptions } from "./task-options.ts";
import { Task } from "./task.ts";

type TaskMethod<This> = (this: This) => Promise<unknown>;
type TaskDecorator = <This extends DataService>(
  method: TaskMethod<This>,
  context: ClassMethodDecoratorContext<This, TaskMethod<This>>,
) => void;

/** What a decorator is told of what it marks: anything that plain JavaScript can mark. */
interface Marked {
  readonly kind: string;
  readonly name?: string | symbol | undefined;
  readonly static?: boolean;
  readonly private?: boolean;
}

/**
 * Marks an async method without parameters as a task: on each instance its name then holds a {@link Task} of its own, reached by {@link taskOf}.
 *
 * @throws TaskDefinitionError, while the class is defined, if the options or the method can't be a task's.
 */
export function task(options?: TaskOptions): TaskDecorator;
export function task<This extends DataService>(
  method: TaskMethod<This>,
  context: ClassMethodDecoratorContext<This, TaskMethod<This>>,
): void;
export function task(given: unknown = {}, marked?: unknown): TaskDecorator | undefined {
  // Without parentheses it is called with what it marks; by TypeScript's older decorators, with a prototype and a name.
  if (marked === undefined) return taskWith(given);
  taskWith({})(given as never, marked as never);
  return undefined;
}

function taskWith(options: unknown): TaskDecorator {
  return function (method, context) {
    const name = checkedName(method, context);
    const { metadata } = context;
    const checked = checkTaskOptions(options, taskName(name));
    context.addInitializer(function () {
      if (!(this instanceof DataService)) {
        const owner = classNameOf(this);
        const member = taskName(name).startsWith('"') ? `[${taskName(name)}]` : `.${name}`;
        throw new TaskDefinitionError(`Task ${owner}${member}: @task works in classes that extend DataService, and ${owner} does not`);
      }
      if (!isDeclaredBy(this, name, metadata)) return;
      const value = new Task(name, () => method.call(this), checked, memberOptionsOf(this, name).description ?? docOf(this, name));
      Object.defineProperty(this, name, { value, enumerable: true, configurable: true });
    });
  };
}

/**
 * The task behind a method marked `@task`: a decorator can't change what TypeScript knows of a method.
 *
 * @throws TypeError if it is not the task of an instance.
 */
export function taskOf(method: () => Promise<unknown>): Task {
  const value: unknown = method;
  if (!(value instanceof Task)) throw new TypeError("taskOf needs a task of an instance, such as taskOf(service.readSensorData)");
  return value;
}

function checkedName(method: unknown, marked: unknown): string {
  if (!isMarked(marked)) {
    throw new TaskDefinitionError(
      `${typeof marked === "string" ? `Task ${taskName(marked)}: ` : ""}@task is a standard decorator; switch "experimentalDecorators" off in tsconfig.json`,
    );
  }
  const { kind, name, static: isStatic, private: isPrivate } = marked;
  if (kind !== "method" || isStatic === true || isPrivate === true || typeof name !== "string") {
    throw new TaskDefinitionError(`${markedName(marked)}@task belongs on a public method of an instance, not on a ${whatIsMarked(marked)}`);
  }
  if (typeof method !== "function" || method.constructor.name !== "AsyncFunction") {
    throw new TaskDefinitionError(`Task ${taskName(name)}: a task must be an async method; write "async ${taskName(name)}()"`);
  }
  if (declaresParameters(method)) {
    throw new TaskDefinitionError(`Task ${taskName(name)}: a task takes no arguments; keep what it needs in attributes`);
  }
  return name;
}

function isMarked(value: unknown): value is Marked {
  return typeof value === "object" && value !== null && "kind" in value;
}

/** The beginning of a message about what was marked; a class is named where it is known, see `name-member-class.ts`. */
function markedName(marked: Marked | undefined): string {
  if (marked?.name === undefined) return "";
  return marked.kind === "class" ? `Class ${String(marked.name)}: ` : `Task ${taskName(marked.name)}: `;
}

/** A name as messages tell it: as it stands in the source. */
function taskName(name: string | symbol): string {
  if (typeof name === "symbol") return `[${String(name)}]`;
  return /^#?[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : JSON.stringify(name);
}

function whatIsMarked({ kind, static: isStatic, private: isPrivate }: Marked): string {
  if (isStatic === true) return `static ${kind}`;
  if (isPrivate === true) return `private ${kind}`;
  return kind === "method" ? "method that a symbol names" : kind;
}

/** Whether the method that this instance has by that name is the one that was marked, and not a subclass's own without the mark. */
function isDeclaredBy(instance: object, name: string, metadata: DecoratorMetadataObject): boolean {
  for (
    let prototype: unknown = Object.getPrototypeOf(instance);
    prototype instanceof Object;
    prototype = Object.getPrototypeOf(prototype)
  ) {
    if (Object.hasOwn(prototype, name)) {
      const declaring: { [Symbol.metadata]?: unknown } = prototype.constructor;
      return Object.hasOwn(declaring, Symbol.metadata) && declaring[Symbol.metadata] === metadata;
    }
  }
  return false;
}

function classNameOf(value: unknown): string {
  return typeof value === "object" && value !== null ? classOf(value).name : String(value);
}
