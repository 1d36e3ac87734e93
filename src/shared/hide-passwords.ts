/** Stands where a password or a token was. */
const hidden = "…";

/** Names under which addresses carry a secret in their query. */
const secretNames = "token|access_token|auth|authorization|password|passwd|pass|pwd|secret|api_?key|key";

/** Each replaces a secret in one of the forms that addresses have; `$1` and `$2` are what stays. */
const forms: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // Of Dasedeck's own tokens, wherever they stand.
  [/\bdd_[\w-]{8,}/g, hidden],
  // wss://user:password@host, //:token@host; to the last @, since a person may write one in the password. Files of packages have one in their paths, too.
  [/(?<!file:\/*)(\/\/)[^\s"'<>`]*@/g, `$1${hidden}@`],
  // The same, percent-encoded, as within another address.
  [/(%2f%2f)[^\s"'<>`&]*%40/gi, `$1${hidden}%40`],
  // user:password@host without a scheme.
  [/(^|[\s"'<>`(=,])[^\s"'<>`(=,:/@]*:[^\s"'<>`/\\]+@(?=[\w[])/g, `$1${hidden}@`],
  // ?token=…, also percent-encoded.
  [new RegExp(`([?&;#]|%3f|%26)(${secretNames})(=|%3d)[^\\s"'<>\`&#]+`, "gi"), `$1$2$3${hidden}`],
  // Authorization: Basic …, Bearer …
  [/\b(basic|bearer) +[\w+/=.~-]{8,}/gi, `$1 ${hidden}`],
];

/** What a text must have in it for one of the forms to be there: most texts have none. */
const suspicious = /@|%40|dd_|[=%]|basic|bearer/i;

/**
 * A text with no password and no token of an address in it. Every error goes through it before anyone but the person who wrote the address can see it: in windows, on
 * the command line, in the journal, in the output of a service.
 */
export function hidePasswords(text: string): string {
  if (!suspicious.test(text)) return text;
  return forms.reduce((shown, [pattern, replacement]) => shown.replaceAll(pattern, replacement), text);
}
