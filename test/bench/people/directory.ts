import type { BenchSetting } from '../bench-setting.ts';
import { inChild } from '../child.ts';
import { type Figure, lineOf } from '../figure.ts';
import { percentile } from '../spread.ts';
import type { DirectoryRequest, DirectoryRun } from './directory-run.ts';

const FULL: DirectoryRequest = { people: 10_000, searches: 1_000, keys: 120 };
const QUICK: DirectoryRequest = { people: 500, searches: 80, keys: 16 };

/** The directory of a charity in the memory of its thread: imported, opened, searched as one types. */
export async function measureDirectory({ quick }: Pick<BenchSetting, 'quick'>): Promise<Figure> {
  const request = quick ? QUICK : FULL;
  const run = await inChild<DirectoryRun>('./people/directory-run.ts', request);
  const shared = (label: string, values: readonly number[], bare: readonly number[]) =>
    [0.5, 0.99].map((share) => ({
      label: `${label}, ${share === 0.5 ? 'p50' : 'p99'}`,
      unit: 'ms',
      values: [percentile(values, share)],
      limit: { label: 'les mêmes mots, un FTS5 nu', values: [percentile(bare, share)] },
    }));
  const [searchP50, searchP99] = shared('recherche, par le fil', run.searchMs, run.bareMs);
  const [keyP50, keyP99] = shared('touche → liste à l’écran', run.keyMs, run.bareMs);
  const drafts = [
    searchP50,
    searchP99 && { ...searchP99, target: { most: 10 } },
    keyP50,
    keyP99 && { ...keyP99, target: { most: 20 } },
    {
      label: 'annuaire ouvert en entier',
      unit: 'ms',
      values: [run.readyMs],
      limit: { label: 'chaque fiche ouverte, rien gardé', values: [run.openedMs] },
      target: { most: 15_000 },
    },
    {
      label: 'mémoire prise par cette ouverture',
      unit: 'Mio',
      values: [run.memoryMib],
      target: { most: 60 },
    },
    {
      label: 'import du classeur',
      unit: 'ms',
      values: [run.importMs],
      limit: { label: 'classeur lu, autant de fiches scellées', values: [run.sealedMs] },
      target: { most: 30_000 },
    },
  ];
  return {
    name: 'annuaire',
    title: `Annuaire de ${request.people} personnes fictives`,
    lines: drafts.flatMap((one) => (one ? [lineOf(one)] : [])),
    remarks: [
      'Recherche : de la question au fil à sa réponse, droits compris, cent lignes au plus ; la limite cherche dans son propre fil, sans droits, sans noms.',
      'Touche : de la touche aux lignes de l’écran composées, par les procédures d’une session, base relue pour les droits ; l’écriture au terminal est la figure « touches ».',
      'Ouverture : dans un fil neuf, après un ramassage ; la mémoire est celle du processus entier, avant et après, et ce que l’import a rendu peut y resservir.',
    ],
  };
}
