/**
 * How far a run of bytes must stand alone to count: a plain word between other signs than letters and digits, in one byte or in
 * two; an encoded one anywhere.
 */
export type Alone = 'bytes' | 'pairs' | 'anywhere';

export interface WordForm {
  /** ASCII capitals made small, as the haystack is. */
  readonly bytes: Uint8Array;
  readonly alone: Alone;
}

/** In place. */
export function foldAscii(bytes: Uint8Array): Uint8Array {
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= 65 && byte <= 90) bytes[at] = byte + 32;
  }
  return bytes;
}

const folded = (bytes: Buffer, alone: Alone): WordForm => ({ bytes: foldAscii(bytes), alone });

/** As typed, small, capitals; accents in one sign or apart. */
function spellings(value: string): readonly string[] {
  const cases = [value, value.toLowerCase(), value.toUpperCase()];
  return [...new Set(cases.flatMap((one) => [one.normalize('NFC'), one.normalize('NFD')]))];
}

/**
 * Whole groups of three bytes only: what comes before or after would change the signs at the edges. Three groups at least: fewer
 * stand by chance in other people's base64.
 */
function base64Forms(bytes: Buffer): readonly WordForm[] {
  return [0, 1, 2].flatMap((offset) => {
    const within = bytes.subarray((3 - offset) % 3);
    const whole = within.subarray(0, within.length - (within.length % 3));
    return whole.length < 9 ? [] : [folded(Buffer.from(whole.toString('base64')), 'anywhere')];
  });
}

function jsonEscaped(text: string): string {
  return text.replaceAll(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function plainForms(text: string): readonly WordForm[] {
  const hasOther = Buffer.byteLength(text) !== text.length;
  const percent = encodeURIComponent(text);
  return [
    folded(Buffer.from(text), 'bytes'),
    // Without the last zero, so that either order of the two bytes is met.
    folded(Buffer.from(text, 'utf16le').subarray(0, -1), 'pairs'),
    ...(hasOther ? [folded(Buffer.from(text, 'latin1'), 'bytes')] : []),
    ...(hasOther ? [folded(Buffer.from(jsonEscaped(text)), 'bytes')] : []),
    ...(percent === text ? [] : [folded(Buffer.from(percent), 'bytes')]),
  ];
}

function codedForms(text: string): readonly WordForm[] {
  return [
    folded(Buffer.from(Buffer.from(text).toString('hex')), 'anywhere'),
    ...base64Forms(Buffer.from(text)),
  ];
}

/** Every writing under which a value may lie in a file: UTF-8, UTF-16, Latin-1, JSON escapes, percent, hexadecimal, base64. */
export function formsOf(value: string): readonly WordForm[] {
  const forms = [
    ...spellings(value).flatMap(plainForms),
    ...[...new Set([value, value.toLowerCase()])].flatMap(codedForms),
  ];
  const distinct = new Map(
    forms.map((form) => [`${form.alone} ${Buffer.from(form.bytes).toString('latin1')}`, form]),
  );
  return [...distinct.values()];
}
