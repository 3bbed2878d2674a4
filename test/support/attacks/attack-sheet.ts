import type { Attack } from '../../attacks/attack-row.ts';
import type { Fault } from '../../attacks/fault-row.ts';

const HEAD = `# Ce qui a été tenté contre Plateau

Chaque ligne est un essai automatique, refait à chaque changement du programme sur de vraies pièces (base, coffre, serveurs), jamais sur des
imitations. Cette page est écrite par le programme lui-même : une ligne sans essai, ou un essai sans ligne, arrête la vérification.
`;

/** The table as the data officer reads it, one section a kind. */
export function attackSheet(attacks: readonly Attack[], faults: readonly Fault[]): string {
  const numbered = attacks.map((row, at) => ({ ...row, number: at + 1 }));
  const sections = [...Map.groupBy(numbered, (row) => row.kind)].map(([kind, rows]) => {
    const lines = rows.map(
      ({ number, tried, where, refusal, test, key }) =>
        `| ${number} | ${tried} | ${where} | ${refusal} | ${test ? test.split(' › ')[0] : `test/attacks, \`${key}\``} |`,
    );
    return `## ${kind}\n\n| | Ce qui est tenté | Où | Ce qui se passe | Essai |\n|---|---|---|---|---|\n${lines.join('\n')}\n`;
  });
  return `${HEAD}\n${sections.join('\n')}\n${faultSection(faults)}`;
}

/** What people met in an earlier version, and how far around it was looked. */
function faultSection(faults: readonly Fault[]): string {
  const lines = faults.map(
    ({ seen, kind, neighbours, test }) => `| ${seen} | ${kind} | ${neighbours} | ${test} |`,
  );
  return `## Défauts rencontrés dans la version 0.4.0, réparés avec toute leur espèce

| Ce qui est arrivé | Espèce | Voisins essayés | Essai |
|---|---|---|---|
${lines.join('\n')}
`;
}
