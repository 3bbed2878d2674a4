import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionName } from '../../../tui/keys/action-names.ts';
import { ACTIONS, type Action } from '../../../tui/keys/actions.ts';
import { readChoice, tableOf } from '../../../tui/keys/chosen-keys.ts';
import { CONTEXTS, FIELD_CONTEXTS, PAGE_CONTEXTS } from '../../../tui/keys/contexts.ts';
import { whyForbidden } from '../../../tui/keys/forbidden-chords.ts';
import { fuzzyScore } from '../../../tui/state/fuzzy.ts';

/** Characters of one gesture: alone or with Maj, never AltGr nor a dead key. From the layouts of Microsoft and X.Org. */
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const LAYOUTS: Readonly<Record<string, string>> = {
  'AZERTY FR': `&é"'(-è_çà)=$ù*<,;:!1234567890°+£%µ>?./§`,
  'AZERTY BE': `&é"'(§è!çà)-$ùµ<,;:=1234567890°_*%£>?./+`,
  'QWERTZ CH': `1234567890'$<,.-+"*ç%&/()=?>;:_!£éàèöäü`,
};
const COMMON = new Set([
  ...['enter', 'tab', 'shift-tab', 'escape', 'backspace', 'delete', 'up', 'down', 'left', 'right'],
  ...['home', 'end', 'pageup', 'pagedown'],
]);

function isTyped(key: string, layout: string): boolean {
  if (COMMON.has(key) || /^ctrl-[a-z]$/.test(key)) return true;
  return LETTERS.includes(key.toLowerCase()) || [...layout].includes(key);
}
const isFKey = (key: string) => /^f\d+$/.test(key);
/** Kept by tmux, screen, SSH or the line itself, whatever the mode; Ctrl-Q and Ctrl-C are keys like others in raw mode. */
const SWALLOWED = [
  'ctrl-a',
  'ctrl-b',
  'ctrl-h',
  'ctrl-i',
  'ctrl-j',
  'ctrl-m',
  'ctrl-s',
  'ctrl-v',
  'ctrl-z',
  '~',
];

describe.each(Object.entries(LAYOUTS))('on a keyboard %s', (_, layout) => {
  it.each(ACTIONS.map((one) => [one.id, one] as const))(
    '%s is reached without F-keys, digits or AltGr',
    (_id, one) => {
      const keys = one.bindings.map((binding) => binding.key).filter((key) => !isFKey(key));
      expect(keys.filter((key) => isTyped(key, layout) && !/\d/.test(key))).not.toEqual([]);
      // What is typed there is typed there: no key of the table is missing from any of the three.
      expect(keys.filter((key) => !isTyped(key, layout))).toEqual([]);
    },
  );
});

describe('keys between the fingers and us', () => {
  it.each(ACTIONS.map((one) => [one.id, one] as const))(
    '%s uses no chord that something else keeps',
    (_id, one) => {
      const keys = one.bindings.map((binding) => binding.key);
      expect(keys.filter((key) => SWALLOWED.includes(key))).toEqual([]);
      expect(SWALLOWED.filter((key) => whyForbidden(key) === undefined)).toEqual([]);
    },
  );

  it('each context that takes text has help, palette and a way out by keys that are not text', () => {
    for (const context of FIELD_CONTEXTS) {
      const ids = ACTIONS.filter((one) =>
        one.bindings.some((b) => b.in.includes(context) && !isFKey(b.key)),
      ).map((one) => one.id);
      // Over a page nothing else is opened: its way out is Escape.
      if (!PAGE_CONTEXTS.some((page) => page === context))
        expect([context, ids]).toEqual([context, expect.arrayContaining(['palette', 'quit'])]);
    }
  });
});

const KEYS = [
  ...LETTERS,
  ...LETTERS.map((one) => one.toUpperCase()),
  ...LETTERS.map((one) => `ctrl-${one}`),
  ...'?,;:/!.%',
  'f1',
  'f11',
  'f12',
  'enter',
  'up',
  '7',
  '~',
  '@',
  'é',
  '日',
];
const name = fc.constantFrom(...ACTIONS.map(actionName));

/** One meaning per key and context. */
function doubled(table: readonly Action[]): string[] {
  const seen = new Set<string>();
  return table.flatMap((one) =>
    one.bindings.flatMap(({ key, in: contexts }) =>
      contexts.flatMap((context) => {
        const place = `${context} ${key}`;
        const twice = seen.has(place);
        seen.add(place);
        return twice ? [place] : [];
      }),
    ),
  );
}

describe('any choice of keys', () => {
  it('is refused with French sentences, or gives a table where every action keeps a key wherever it had one', () => {
    fc.assert(
      fc.property(
        fc.dictionary(name, fc.uniqueArray(fc.constantFrom(...KEYS), { minLength: 1, maxLength: 4 }), {
          maxKeys: 4,
        }),
        (written) => {
          const { keys, problems } = readChoice(written);
          for (const problem of problems) expect(problem).toMatch(/^[A-ZÉ«?,;:/!.%↑].*[.]$/su);
          if (problems.length > 0) return;
          const table = tableOf(keys);
          expect(doubled(table)).toEqual([]);
          for (const [at, one] of table.entries()) {
            const before = ACTIONS[at]!;
            const places = (action: Action) =>
              CONTEXTS.filter((context) => action.bindings.some((b) => b.in.includes(context)));
            expect(places(one)).toEqual(places(before));
            for (const { key, in: contexts } of one.bindings) {
              if (key.length > 1) continue;
              expect(contexts.filter((context) => FIELD_CONTEXTS.includes(context))).toEqual([]);
              if (contexts.includes('script')) expect(key).not.toMatch(/^[a-z1-9]$/);
            }
          }
        },
      ),
    );
  });
});

describe('fuzzy search', () => {
  it('finds what holds the letters in order, accents or not; nothing else', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,6}$/), fc.stringMatching(/^[a-zé ]{0,30}$/), (typed, text) => {
        const letters = text.normalize('NFD').replace(/\p{M}/gu, '');
        const inOrder = new RegExp([...typed].join('.*')).test(letters);
        // Only a few places are tried for each letter: it may miss far-fetched ones, never invent one.
        if (fuzzyScore(typed, text) !== undefined) expect(inOrder).toBe(true);
        if (text.includes(typed)) expect(fuzzyScore(typed, text)).toBeDefined();
        expect(fuzzyScore('', text)).toBe(0);
      }),
    );
  });
});
