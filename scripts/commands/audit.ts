import { createHash } from 'node:crypto';
import { closeSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { AppError } from '../../shared/errors.ts';
import { inNumber } from '../../shared/french-plural.ts';
import { ROLE_LABEL, type Role } from '../../shared/roles.ts';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { readGivenText } from '../cli/files/given-file.ts';
import { roomForNew, writeNew } from '../cli/files/made-files.ts';
import { dayEnd, dayStart, numberOf } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { addPersonOptions, type PersonFlags, personOf } from '../cli/person-key.ts';
import { callServer, type Rpc } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';

interface SearchFlags extends PersonFlags, JsonFlag {
  readonly record?: number;
  readonly subject?: string;
  readonly call?: string;
  readonly account?: string;
  readonly campaign?: string;
  readonly action?: string;
  readonly from?: number;
  readonly to?: number;
}

/** The tamper-evident log (R-32). */
export function registerAudit(program: Command, context: CommandContext): void {
  const audit = program.command('audit').description('journal inaltérable (responsable des données)');
  registerVerify(audit, context);
  registerSearch(audit, context);
  registerExport(audit, context);
}

function registerVerify(audit: Command, { env, terminal }: CommandContext): void {
  audit
    .command('verify')
    .description('relit toute la chaîne et la compare aux points signés, ici et au dépôt')
    .option('--with <fichiers...>', 'points rendus par l’association : JOURNAL_….json, leur .asc à côté')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau audit verify --with JOURNAL_20261123.json')
    .action(async (flags: { with?: string[] } & JsonFlag) => {
      const given = (flags.with ?? []).map((file) => ({
        body: readGivenText(file),
        signature: readGivenText(`${file}.asc`),
      }));
      const proof = await callServer(env, (rpc) => rpc.custody.proveAudit.mutate({ given }));
      jsonOr({ ...flags, terminal }, proof, () => {
        if (proof.ok)
          terminal.line(`Journal intègre : ${inNumber(proof.count, 'entrée(s)')}, tête ${proof.head}.`);
        terminal.line(`Points signés comparés : ${proof.checkpoints}, dont ${proof.onDrop} relus au dépôt.`);
        if (proof.dropRefused)
          terminal.warn(`Le dépôt n’a pas répondu (${proof.dropRefused}) : points non relus.`);
      });
      if (proof.ok) return;
      throw new AppError({
        code: 'audit-broken',
        kind: 'conflict',
        message: `Le journal est rompu. ${proof.problems.join(' ')}`,
        hint: 'Ne modifiez rien : gardez la base et ses sauvegardes, et prévenez l’association.',
      });
    });
}

function registerSearch(audit: Command, { env, terminal }: CommandContext): void {
  const search = audit
    .command('search')
    .description('qui a vu, changé ou envoyé quoi ; la recherche est elle-même notée')
    .option('--record <numéro>', 'numéro de fiche', numberOf)
    .option('--subject <fiche>', 'qui a vu ou exporté cette fiche de l’annuaire (plateau people find)')
    .option('--call <appel>', 'identifiant de l’appel')
    .option('--account <identifiant>', 'ce qu’a fait une personne')
    .option('--campaign <code>', 'code de la campagne')
    .option('--action <nom>', 'record.open, delivery.sent… ; « record. » : toute la famille')
    .option('--from <date>', 'premier jour, AAAA-MM-JJ', dayStart)
    .option('--to <date>', 'dernier jour inclus, AAAA-MM-JJ', dayEnd)
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau audit search --donor 0012345   (qui a vu ce donateur)');
  addPersonOptions(search).action(async (flags: SearchFlags) => {
    const { record, subject: card, call, account, campaign, action, from: fromMs, to: toMs } = flags;
    const person = personOf(flags);
    const input = { person, record, card, call, account, campaign, action, fromMs, toMs };
    const found = await callServer(env, (rpc) => rpc.custody.searchAudit.mutate(input));
    jsonOr({ ...flags, terminal }, found, () => {
      const rows = found.entries.map((one) => [
        one.seq,
        shortInstant(one.atMs),
        one.login || one.actor,
        one.role === '' ? '—' : ROLE_LABEL[one.role as Role],
        one.action,
        one.campaign || '—',
        one.subject,
        one.reason,
      ]);
      terminal.lines(textTable(['N°', 'Quand', 'Qui', 'Rôle', 'Action', 'Campagne', 'Objet', 'Motif'], rows));
      terminal.line(
        `${inNumber(found.total, 'entrée(s)')}${found.total > rows.length ? `, les ${rows.length} dernières` : ''}.`,
      );
    });
  });
}

function registerExport(audit: Command, { env, terminal }: CommandContext): void {
  audit
    .command('export')
    .argument('<fichier>', 'fichier à écrire ; un fichier qui existe n’est jamais remplacé')
    .description('copie le journal : une ligne JSON par entrée, et son attestation signée')
    .addHelpText(
      'after',
      '\nExemple : plateau audit export journal.jsonl   (avec journal.jsonl.json et son .asc)',
    )
    .action(async (file: string) => {
      const made = await callServer(env, (rpc) => exportLog(rpc, file));
      terminal.line(`${inNumber(made.lines, 'entrée(s)')} : ${file}`);
      terminal.line(`Attestation signée : ${file}.json, ${file}.json.asc`);
    });
}

/** Written beside, page by page, and renamed once the server has signed the same bytes. */
async function exportLog(rpc: Rpc, file: string): Promise<{ readonly lines: number }> {
  const part = `${file}.partiel`;
  const [statement, signature] = [`${file}.json`, `${file}.json.asc`];
  for (const path of [file, statement, signature, part]) roomForNew(path);
  const out = openSync(part, 'wx', 0o600);
  try {
    const { toSeq } = await rpc.custody.beginAuditExport.mutate();
    const hash = createHash('sha256');
    let next: number | null = 1;
    while (next !== null) {
      const page: { lines: string; nextSeq: number | null } = await rpc.custody.auditLines.query({
        fromSeq: next,
        toSeq,
      });
      hash.update(page.lines);
      // Not writeSync: on a full disk it writes a part and says so to nobody.
      writeFileSync(out, page.lines);
      next = page.nextSeq;
    }
    const signed = await rpc.custody.signAuditExport.mutate({ toSeq });
    if (signed.sha256 !== hash.digest('hex')) throw notAsSigned();
    writeNew(statement, Buffer.from(signed.statement));
    writeNew(signature, Buffer.from(signed.signature));
    renameSync(part, file);
    return { lines: toSeq };
  } finally {
    closeSync(out);
    rmSync(part, { force: true });
  }
}

function notAsSigned(): AppError {
  return new AppError({
    code: 'export-altered',
    kind: 'conflict',
    message: 'Le journal reçu n’est pas celui que le serveur signe.',
    hint: 'Recommencez ; si cela se répète, vérifiez le journal : plateau audit verify.',
  });
}
