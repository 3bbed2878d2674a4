const SIGNS = 8;
/**
 * Sixteen letters, one for each half byte. No figure, which asks for Shift on a French keyboard; none that is read for another
 * (I, O, Q, S, V); none that stands elsewhere on AZERTY, QWERTZ or QWERTY (A, M, W, Y, Z), so that a barcode reader set for
 * another country types the same. Four billion codes, five tries a seat.
 */
const ALPHABET = 'BCDEFGHJKLNPRTUX';

/** Wrong codes in a row that freeze a seat until a lead opens it again. */
export const WRONG_CODES_BEFORE_FREEZE = 5;

/** A code opens a seat that long before its slot begins: time for the charter and the practice. Milliseconds. */
export const EARLY_MS = 45 * 60_000;

/** The code that these bytes draw; four at least. */
export function shiftCodeOf(bytes: Uint8Array): string {
  return [...bytes.slice(0, SIGNS / 2)]
    .flatMap((byte) => [byte >> 4, byte & 15])
    .map((half) => ALPHABET[half])
    .join('');
}

/** What was typed as a code, without spaces, dashes and case; undefined when it cannot be one. */
export function typedShiftCode(typed: string): string | undefined {
  const code = typed.replace(/[\s·-]/g, '').toUpperCase();
  return code.length === SIGNS && [...code].every((sign) => ALPHABET.includes(sign)) ? code : undefined;
}

/** `BCDE-FGHJ`, as it is read and typed. */
export function shownShiftCode(code: string): string {
  return `${code.slice(0, SIGNS / 2)}-${code.slice(SIGNS / 2)}`;
}

/** What a code and its slot allow now. */
export type CodeVerdict = 'open' | 'too-early' | 'over' | 'used' | 'voided' | 'no-place';

interface CodeFacts {
  readonly usedAtMs: number | null;
  readonly voidedAtMs: number | null;
}

interface SlotFacts {
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
  readonly holdsPlace: boolean;
}

/** May that code of somebody in that slot open a seat now? */
export function codeVerdict(code: CodeFacts, slot: SlotFacts, nowMs: number): CodeVerdict {
  if (code.usedAtMs !== null) return 'used';
  if (code.voidedAtMs !== null) return 'voided';
  if (!slot.holdsPlace) return 'no-place';
  if (nowMs >= slot.toMs) return 'over';
  return nowMs < slot.fromMs - EARLY_MS ? 'too-early' : 'open';
}
