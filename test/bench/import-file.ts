import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { reportProgress } from './bench-progress.ts';
import type { BenchSetting } from './bench-setting.ts';
import { inChild } from './child.ts';
import { type Figure, lineOf } from './figure.ts';
import type { ImportLimit, ImportLimitRequest } from './import-limit.ts';
import type { ImportRun, ImportRunRequest } from './import-run.ts';

const RUNS = 5;
const CHARITY = 'UNION';

/** Import of the contact file, from encrypted bytes to sealed rows; a process of its own per run, product and limit in turn. */
export async function measureImport(setting: BenchSetting): Promise<Figure> {
  const { base, campaignDir, folder, quick } = setting;
  const runs: ImportRun[] = [];
  const limits: ImportLimit[] = [];
  for (let run = 0; run < (quick ? 1 : RUNS); run += 1) {
    const request: ImportRunRequest = { base, campaignDir, dataDir: join(folder, `import-${run}`) };
    runs.push(await inChild<ImportRun>('./import-run.ts', request));
    const dataDir = join(folder, `limite-${run}`);
    mkdirSync(dataDir);
    const least: ImportLimitRequest = { base, charity: CHARITY, imported: request.dataDir, dataDir };
    limits.push(await inChild<ImportLimit>('./import-limit.ts', least));
    reportProgress(`import, tour ${run + 1} : ${Math.round(runs.at(-1)?.totalMs ?? 0)} ms`);
  }
  const of = (key: keyof ImportRun) => runs.map((run) => run[key]);
  const share = (key: keyof ImportRun) => runs.map((run) => (100 * run[key]) / run.totalMs);
  const leastOf = (key: keyof ImportLimit) => limits.map((limit) => limit[key]);
  const parse = runs.map((run) => run.decryptMs + run.readMs);
  const parseByLibraries = limits.map((limit) => limit.decryptMs + limit.exceljsMs);
  const rate = runs.map((run) => run.records / (run.totalMs / 1000));
  return {
    name: 'import',
    title: `Import de ${base.rows} lignes, des octets chiffrés aux fiches scellées`,
    lines: [
      lineOf({
        label: 'total',
        unit: 'ms',
        values: of('totalMs'),
        limit: { label: 'déchiffrer, lire, sceller, écrire seuls', values: leastOf('totalMs') },
        target: { mostRatio: 2 },
      }),
      lineOf({
        label: 'temps de processeur, tous fils',
        unit: 'ms',
        values: of('cpuMs'),
        limit: { label: 'les mêmes seuls', values: leastOf('cpuMs') },
      }),
      lineOf({
        label: 'déchiffrer + lire, par le produit',
        unit: 'ms',
        values: parse,
        limit: { label: 'openpgp et exceljs seuls', values: parseByLibraries },
      }),
      lineOf({ label: 'part : déchiffrer', unit: '%', values: share('decryptMs') }),
      lineOf({ label: 'part : lire', unit: '%', values: share('readMs') }),
      lineOf({ label: 'part : vérifier', unit: '%', values: share('checkMs') }),
      lineOf({ label: 'part : sceller', unit: '%', values: share('sealMs') }),
      lineOf({ label: 'part : écrire', unit: '%', values: share('writeMs') }),
      lineOf({ label: 'fiches par seconde', unit: '', values: rate }),
      lineOf({
        label: 'mémoire au plus haut (RSS)',
        unit: 'Mio',
        values: of('peakMib'),
        limit: { label: 'la limite', values: leastOf('peakMib') },
      }),
      lineOf({ label: 'dont avant l’import', unit: 'Mio', values: of('restingMib') }),
    ],
    remarks: [
      'Un processus neuf par tour, produit et limite en alternance ; le dépôt SFTP et le rapport d’import ne comptent pas.',
      'La limite déchiffre et vérifie la signature, lit chaque cellule, scelle chaque ligne et écrit les lignes que l’import vient d’écrire, dans les mêmes tables et par lots de 300 : rien n’est vérifié, comparé, aveuglé ni rapporté. Le plus court chemin est pris partout : notre lecteur, openpgp seul, requêtes préparées, un seul passage par le disque.',
    ],
  };
}
