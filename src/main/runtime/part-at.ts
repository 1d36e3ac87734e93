import { classOf } from "./class-of.ts";
import { deepestServed } from "./cut-text.ts";
import { DataService, isConstructed } from "./data-service.ts";
import { isObservable } from "./observed-objects.ts";
import { depthOf, isWithin, type Place, type ServedContainer, type TaskPart } from "./served-container.ts";
import { ServedDict } from "./served-dict.ts";
import { ServedList } from "./served-list.ts";
import { ServedService } from "./served-service.ts";
import { ServedTask } from "./served-task.ts";
import { Task } from "./task.ts";
import { Unservable, type TreeContext } from "./tree-context.ts";

/** What is served of an object with parts or a life of its own; `null` for one that is a value, or nothing that can be served. */
export function partAt(place: Place, object: object, context: TreeContext): TaskPart | ServedContainer | Unservable | null {
  if (object instanceof Task) {
    return place.owner.kind === "service" ? new ServedTask(object, place.path, context) : new Unservable("a task belongs to its service");
  }
  const isService = object instanceof DataService;
  if (!isService && !isObservable(object)) return null;
  if (isService && !isConstructed(object)) return new Unservable(`it was not made by \`new ${classOf(object).name}()\``);
  if (isWithin(place.owner, object)) return new Unservable("it contains itself", true);
  if (depthOf(place.owner) >= deepestServed) return new Unservable(`it is more than ${deepestServed} levels deep`);
  if (isService) return new ServedService(object, place.path, place.owner, context);
  return Array.isArray(object) ? new ServedList(place, object, context) : new ServedDict(place, object, context);
}
