import type { ClassSourceText, MemberAccess, MemberSource } from "#runtime/class-source.ts";
import { declaredParameters } from "#runtime/method-signature.ts";
import { memberNameOf, type Class } from "./source-classes.ts";

type Member = Class["body"]["body"][number];
type Said = Partial<MemberSource>;

/** TypeScript's modifiers, as its syntax trees have them at a member or at a parameter of a constructor. */
interface Modifiers {
  readonly accessibility?: MemberAccess | null | undefined;
  readonly readonly?: boolean | null | undefined;
}

/**
 * What the source of a class says of the members of its instances: who may use them, which of them can't be replaced, and the parameters of methods as they are
 * written. A member whose name is computed is passed over.
 *
 * @param source - the text that the class is part of
 */
export function readClassSource({ body }: Class, source: string): ClassSourceText {
  const members = new Map<string, Said>();
  for (const member of body.body) {
    if (isStatic(member)) continue;
    if (isConstructor(member)) for (const [name, said] of parameterProperties(member)) members.set(name, said);
    else if ("key" in member && member.key.type !== "PrivateName") {
      const name = memberNameOf(member);
      if (name !== null) members.set(name, together(members.get(name), saidOf(member, source)));
    }
  }
  return [...members];
}

function saidOf(member: Member, source: string): Said & { readonly isSetter?: boolean } {
  const said = modifiersOf(member as Modifiers);
  if (member.type !== "ClassMethod") return said;
  if (member.kind === "set") return { ...said, isSetter: true };
  if (member.kind === "get") return { ...said, ...(member.loc && { line: member.loc.start.line }) };
  return member.kind === "method" ? { ...said, parameters: declaredParameters(member.params, source) } : said;
}

/** A getter and its setter are one member, which those may read who may use the getter; overloads come before the method itself. */
function together(before: Said | undefined, { isSetter = false, ...said }: Said & { readonly isSetter?: boolean }): Said {
  if (!isSetter || before === undefined) return { ...before, ...said };
  const isLessPublic = said.access !== undefined && before.access === undefined;
  return isLessPublic ? { ...before, readonly: true } : before;
}

/** `constructor(private readonly port: string)` declares attributes. */
function* parameterProperties(constructor: Member): Generator<[string, Said]> {
  const parameters = "params" in constructor ? constructor.params : [];
  for (const parameter of parameters) {
    if (parameter.type !== "TSParameterProperty") continue;
    const { parameter: declared } = parameter;
    const name = declared.type === "AssignmentPattern" ? declared.left : declared;
    if (name.type === "Identifier") yield [name.name, modifiersOf(parameter)];
  }
}

function modifiersOf({ accessibility, readonly }: Modifiers): Said {
  const isRestricted = accessibility === "private" || accessibility === "protected";
  return { ...(isRestricted && { access: accessibility }), ...(readonly === true && { readonly: true }) };
}

function isConstructor(member: Member): boolean {
  return "kind" in member && member.kind === "constructor";
}

function isStatic(member: Member): boolean {
  return "static" in member && Boolean(member.static);
}
