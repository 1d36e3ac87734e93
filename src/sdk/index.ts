/**
 * What `import … from "dasedeck"` gives a service file.
 *
 * - {@link DataService}: the class that a service extends.
 * - {@link task}, {@link taskOf}: mark a method as a task, and reach it in typed code.
 * - {@link sleep}, {@link currentRun}, {@link notifyWatchdog}: what a task calls while it runs.
 * - {@link integer}, {@link nullable}, {@link readonly}, {@link range}, {@link unit}, {@link label}, {@link description}, {@link displayOrder}, {@link choices}, {@link command},
 *   {@link parameters}, {@link validateSet}, {@link loadState}: what decorators say of a member.
 * - {@link serviceParameters}: what this service was told when it was loaded, where one file runs several times.
 * - {@link choice}, {@link colouredChoice}, {@link quantity}: values with a meaning of their own.
 * - {@link NumberSlider}, {@link Image}, {@link DeviceConnection}: components with a control of their own.
 * - {@link DefinitionError}, {@link UnknownUnitError}, {@link IncompatibleUnitsError}, {@link ImageError}, {@link TaskCancelled},
 *   {@link TaskDefinitionError}, {@link TaskStateError}: what is thrown.
 *
 * @module
 */
export { DataService } from "#runtime/data-service.ts";
export { task } from "#runtime/task-decorator.ts";
export { taskOf } from "./task-of.ts";
export {
  choices,
  command,
  description,
  displayOrder,
  integer,
  label,
  loadState,
  parameters,
  range,
  readonly,
  unit,
  validateSet,
} from "#runtime/decorators.ts";
export { nullable } from "#runtime/nullable.ts";
export { serviceParameters } from "#runtime/service-parameters.ts";
export { choice, colouredChoice } from "#runtime/choice.ts";
export { IncompatibleUnitsError, quantity, Quantity } from "#runtime/quantity.ts";
export { UnknownUnitError } from "#runtime/unit-name.ts";
export { DeviceConnection } from "#runtime/device-connection.ts";
export { Image, ImageError } from "#runtime/image.ts";
export { NumberSlider } from "#runtime/number-slider.ts";
export { DefinitionError } from "#runtime/definition-error.ts";
export { answerAfter } from "#runtime/answer-after.ts";
export { currentRun, notifyWatchdog, sleep } from "#runtime/run-context.ts";
export { TaskCancelled, TaskDefinitionError, TaskStateError } from "#runtime/task-errors.ts";
export type { Task, TaskError, TaskSnapshot, TaskState } from "#runtime/author-task.ts";
export type { TaskOptions } from "#runtime/task-options.ts";
export type { ServiceOptions } from "#runtime/service-options.ts";
export type { TaskRun } from "#runtime/run-context.ts";
export type { RangeOptions, ValidateSetArguments } from "#runtime/decorators.ts";
export type { Choice, ChoiceContent, ChoiceOptions, ChoiceValue } from "#runtime/choice.ts";
export type { ExpectedParameter, ParameterValue } from "#runtime/service-parameters.ts";
export type { ImageFormat } from "#runtime/image.ts";
