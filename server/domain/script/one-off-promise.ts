import type { CallScript } from '../../../shared/call-script.ts';

/** A key after which nothing more is asked, though nobody objected: where, and what it says. */
interface Spared {
  readonly label: string;
  readonly steps: readonly number[];
}

function sparedKeys(script: CallScript): readonly Spared[] {
  const found = new Map<string, number[]>();
  for (const [at, node] of Object.values(script.nodes).entries())
    for (const { effect, label } of node.answers)
      if (effect === 'refuse-all') found.set(label, [...(found.get(label) ?? []), at + 1]);
  return [...found].map(([label, steps]) => ({ label, steps }));
}

/**
 * What a charity approves about the single gift: after which refusals this script does not offer it. The contract asks for
 * it after each one: an exception is the charity's to grant, so it reads where they are before it signs.
 */
export function oneOffPromise(script: CallScript): string {
  const spared = sparedKeys(script);
  if (spared.length === 0) return 'Après un refus, le don ponctuel est toujours proposé.';
  const said = spared.map(
    ({ label, steps }) =>
      `${label} (${steps.length > 1 ? 'étapes' : 'étape'} ${new Intl.ListFormat('fr-FR').format(steps.map(String))})`,
  );
  return `Après un refus, le don ponctuel est proposé, sauf pour ces réponses : ${said.join(' ; ')}. Elles font exception à la règle « après tout refus » ; s’il doit être proposé là aussi, dites-le avant d’approuver : un mot du script change.`;
}
