import "./symbol-metadata.ts";
import { classOf } from "./class-of.ts";
import { DataService } from "./data-service.ts";
import { docOf } from "./documentation.ts";
import { TaskDefinitionError } from "./task-errors.ts";
import { checkTaskOptions, type TaskOptions } from "./task-options.ts";
import { Task } from "./task.ts";

type TaskMethod<This> = (this: This) => Promise<unknown>;

/**
 * Marks an async method without parameters as a task: on each instance its name then holds a {@link Task} of its own, reached by {@link taskOf}.
 *
 * @throws TaskDefinitionError, while the class is defined, if the options or the method can't be a task's.
 */
export function task(options: TaskOptions = {}) {
  if (typeof options === "function")
    throw new TaskDefinitionError("Write @task() with parentheses, or with options: @task({ autostart: true })");
  return function <This extends DataService>(method: TaskMethod<This>, context: ClassMethodDecoratorContext<This, TaskMethod<This>>): void {
    const { metadata } = context;
    const name = checkedName(method, context);
    const checked = checkTaskOptions(options, name);
    context.addInitializer(function () {
      if (!(this instanceof DataService)) {
        const owner = classNameOf(this);
        throw new TaskDefinitionError(`Task ${owner}.${name}: @task works in classes that extend DataService, and ${owner} does not`);
      }
      if (!isDeclaredBy(this, name, metadata)) return;
      const value = new Task(name, () => method.call(this), checked, docOf(this, name));
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

function checkedName(method: unknown, context: { kind: string; name: string | symbol; static?: boolean; private?: boolean }): string {
  const name = String(context.name);
  if (context.kind !== "method" || context.static === true || context.private === true || typeof context.name === "symbol") {
    throw new TaskDefinitionError(`Task ${name}: @task belongs on a public method of an instance, not on a ${whatIsMarked(context)}`);
  }
  if (typeof method !== "function" || method.constructor.name !== "AsyncFunction") {
    throw new TaskDefinitionError(`Task ${name}: a task must be an async method; write "async ${name}()"`);
  }
  if (declaresParameters(method))
    throw new TaskDefinitionError(`Task ${name}: a task takes no arguments; keep what it needs in attributes`);
  return name;
}

function whatIsMarked({ kind, static: isStatic, private: isPrivate }: { kind: string; static?: boolean; private?: boolean }): string {
  if (isStatic === true) return `static ${kind}`;
  return isPrivate === true ? `private ${kind}` : kind === "method" ? "symbol" : kind;
}

/** `length` counts neither parameters with a default nor the rest, so the source is looked at as well. */
function declaresParameters(method: { length: number; toString(): string }): boolean {
  if (method.length > 0) return true;
  const source = method.toString().replaceAll(/\/\*.*?\*\//gs, "");
  return /^async\s+[\p{ID_Start}$_][\p{ID_Continue}$]*\s*\(\s*[^\s)]/u.test(source);
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
