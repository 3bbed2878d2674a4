/**
 * What a terminal takes as an order, as ECMA-48 writes it, whole or cut: a control string (OSC, DCS, APC, PM, SOS) up to
 * its end or the end of the line, a control sequence (CSI), any other escape. Seven-bit or eight-bit introducer.
 */
const ESCAPES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is this file's purpose
  /(?:\u001b[\]P^_X]|[\u009d\u0090\u009e\u009f\u0098])[^\u0007\u001b\u009c\n]*(?:\u0007|\u009c|\u001b\\)?|(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|\u001b[ -/]*[0-~]?/g;

/** The text without the orders in it: nothing of a sequence stays, cut or not. Twice changes nothing more. */
export function withoutEscapes(text: string): string {
  return text.replace(ESCAPES, '');
}

/** The same for every text inside a value, as it came from elsewhere. */
export function withoutEscapesDeep<T>(value: T): T {
  if (typeof value === 'string') return withoutEscapes(value) as T;
  if (Array.isArray(value)) return value.map(withoutEscapesDeep) as T;
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype)
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, withoutEscapesDeep(inner)]),
    ) as T;
  return value;
}
