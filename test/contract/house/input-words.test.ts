import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { FIELD_WORDS, MACHINE_FIELDS } from '../../../server/procedures/field-words.ts';
import { inputRefusal } from '../../../server/procedures/refused-input.ts';
import { appRouter } from '../../../server/routers/app-router.ts';

/** Every field that a procedure takes is told in French when it is refused. */

interface SchemaPart {
  readonly _zod: { readonly def: Readonly<Record<string, unknown>> };
}
const isPart = (value: unknown): value is SchemaPart =>
  typeof value === 'object' && value !== null && '_zod' in value;

const fields = new Set<string>();
function gather({ _zod: { def } }: SchemaPart): void {
  if (def.type === 'object')
    for (const [name, part] of Object.entries(def.shape as Record<string, SchemaPart>)) {
      fields.add(name);
      gather(part);
    }
  const inner = ['innerType', 'element', 'in', 'out', 'valueType'].map((name) => def[name]);
  for (const part of [...inner, ...((def.options as unknown[]) ?? [])]) if (isPart(part)) gather(part);
}
const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { inputs?: unknown[] } }>;
for (const { _def } of Object.values(procedures))
  for (const input of _def.inputs ?? []) if (isPart(input)) gather(input);

describe('an input that is refused', () => {
  it('is named in French, whatever the field', () => {
    const untold = [...fields].filter((name) => !FIELD_WORDS[name] && !MACHINE_FIELDS.has(name));
    expect(untold).toEqual([]);
    const told = [...Object.keys(FIELD_WORDS), ...MACHINE_FIELDS];
    expect(told.filter((name) => !fields.has(name))).toEqual([]);
    expect(Object.keys(FIELD_WORDS).filter((name) => MACHINE_FIELDS.has(name))).toEqual([]);
  });

  it('tells each rule with an example, each field once, and nothing that was written', () => {
    const shape = z.strictObject({
      reason: z.string().min(5).max(10),
      kind: z.enum(['a', 'b']),
      campaigns: z.array(z.string().regex(/^[A-Z]+$/)).max(1),
      week: z.string(),
    });
    const written = { reason: 'non', kind: 'Testeur', campaigns: ['a', 'testeur'] };
    expect(inputRefusal(shape.safeParse(written).error?.issues ?? [])).toEqual({
      message:
        'Valeur refusée : motif (5 signes au moins), sorte (au choix a, b), code de campagne (1 valeur au plus), semaine.',
      hint: 'Par exemple, motif : rappel demandé par la personne ; sorte : une de celles que donne --help ; code de campagne : UPG-FR-2026 ; semaine : 2026-W48.',
    });
  });

  it('of a field that no person fills is told as the program’s', () => {
    const shape = z.strictObject({ path: z.array(z.string()) });
    for (const written of [{ path: 3 }, { path: [], more: 1 }, 'x'])
      expect(inputRefusal(shape.safeParse(written).error?.issues ?? []).message).toBe(
        'La demande n’a pas la forme attendue.',
      );
  });
});
